// A file handed in by one request: place, turn, "continue", bytes, commit, answer. As a form: hand-in-form.ts; in pieces: tus/.
import type { Actor } from '#lib/access/actor.ts'
import type { Report } from '#lib/checking/report.ts'
import { AppError } from '#lib/errors.ts'
import { type Intake, type Order, requirePlace } from '#lib/intake/order.ts'
import { type Pace, readBody } from '#lib/intake/read-body.ts'
import { receiveFile } from '#lib/intake/receive-file.ts'
import type { Received, UntakenFile } from '#lib/intake/received.ts'
import type { UploadGate } from '#lib/intake/upload-gate.ts'
import type { Log } from '#lib/log.ts'
import { type SubmitFileInput, type SubmittedFile, submitFile } from '#lib/submissions/submit-file.ts'
import { readDigest } from './read-digest.ts'
import type { Call } from './route.ts'
import type { LocalUploads } from './tus/uploader.ts'

/** What a process hands files in with. */
export type HandInParts = Intake & { log: Log; gate: UploadGate; uploads: LocalUploads }

/** What has become of a file. `report`: absent where the upload had ended before this request. */
export type HandInResult = UntakenFile | ({ kind: 'submitted'; report?: Report } & SubmittedFile)

/** Who hands in, and how their process answers. */
export type Sender = Pick<Order, 'employer'> & {
  actor: Actor
  /** How slowly the bytes may come. */
  pace?: Pace
  /** Runs `work`, which may last for hours. */
  during: <T>(work: () => Promise<T>) => Promise<T>
  /** After the last byte: what cannot be asked in the transaction that commits (is the certificate still good?). */
  prove: () => Promise<void>
  /** How long what is handed in waits before it is sent, and can be undone. */
  undoSeconds?: number
  answer: (result: HandInResult) => void | Promise<void>
}

/** The body is the file. */
export async function handInRaw(
  parts: HandInParts,
  call: Call,
  { sender, order }: { sender: Sender; order: Order },
): Promise<void> {
  const whole = { ...order, declared: declaredIn(call) }
  await requirePlace(parts, whole, whole.declared.bytes ?? 0)
  const receive = async (body: AsyncIterable<Buffer>) => {
    return { order: whole, file: await receiveFile({ ...parts, actor: sender.actor, now: call.now }, { order: whole, body }) }
  }
  await handInBody(parts, call, { sender, receive })
}

function declaredIn({ request: { headers } }: Call): Order['declared'] {
  const { file, content } = readDigest(headers)
  if (file !== undefined && content !== undefined && file !== content) throw new AppError('invalid', 'digest')
  const length = headers['content-length']
  return { bytes: length === undefined ? undefined : Number(length), sha256: file ?? content }
}

type ReceivedOrder = { order: Order; file: Received }
type HandInBodyInput = { sender: Sender; receive: (body: AsyncIterable<Buffer>) => Promise<ReceivedOrder> }

/** Waits for the employer's turn, asks for the body, takes the file in, submits it if it is clean, and answers. */
export async function handInBody(parts: HandInParts, call: Call, { sender, receive }: HandInBodyInput): Promise<void> {
  const { request, response } = call
  await parts.gate.run(sender.employer.employerId, async () => {
    if (request.headers.expect !== undefined) response.writeContinue()
    const { order, file } = await sender.during(() => receive(readBody(request, sender.pace)))
    if (file.kind !== 'clean') return await answerUntaken(parts, call, { sender, file })
    const submitted = await submitReceived(parts, call, { sender, order, file })
    await sender.answer({ kind: 'submitted', report: file.report, ...submitted })
  })
}

/** Submits a file that has been received, and logs it. Discards the file if it throws. */
export async function submitReceived(
  { db, log, gate }: HandInParts,
  { now: begunAt }: Call,
  { sender, ...input }: SubmitFileInput & { sender: Sender },
): Promise<SubmittedFile> {
  const { order, file } = input
  try {
    await sender.prove()
    const whole = { ...input, undoSeconds: sender.undoSeconds }
    const submitting = submitFile({ db, actor: sender.actor, now: new Date() }, whole)
    const submitted = await gate.commitBeforeCutOff(submitting)
    log.info(submitted.duplicate ? 'submission.repeated' : 'submission.submitted', {
      submissionId: submitted.submission.id,
      employerId: order.employer.employerId,
      service: order.service.id,
      bytes: file.bytes,
      durationMs: Date.now() - begunAt.getTime(),
    })
    return submitted
  } finally {
    await file.payload.discard()
  }
}

type AnswerUntakenInput = { sender: Sender; file: UntakenFile }

export async function answerUntaken({ log }: HandInParts, { route }: Call, { sender, file }: AnswerUntakenInput): Promise<void> {
  const { kind, report } = file
  if (kind !== 'tested')
    log.info('refused', { route: route.name, code: kind, status: kind === 'unseen' ? 409 : 422, service: report.tjanst })
  await sender.answer(file)
}
