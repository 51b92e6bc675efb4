import { randomBytes, randomUUID } from 'node:crypto'
import { type Actor, type ActorContext, actorWord, wayOf } from '#lib/access/actor.ts'
import { type AdmittedServices, requireAdmitted, requireLogin } from '#lib/access/require-member.ts'
import { stockholmDay } from '#lib/calendar.ts'
import { requireHolder, requireMandate } from '#lib/certificates/require-holder.ts'
import { requireInUse } from '#lib/conversions/conversion-in-use.ts'
import { appendAudit, commitForEmployer, type Tx } from '#lib/db.ts'
import { AppError } from '#lib/errors.ts'
import { newReference } from '#lib/identifiers.ts'
import { becomeSubmission, lockUpload } from '#lib/intake/end-upload.ts'
import { keepFindings } from '#lib/intake/keep-findings.ts'
import { nameFor, type Order } from '#lib/intake/order.ts'
import type { CleanFile } from '#lib/intake/received.ts'
import { rememberCases } from '#lib/intake/sent-cases.ts'
import { Prisma, type Submission } from '#prisma/generated/client.ts'
import { findDuplicate } from './find-duplicate.ts'
import { isForgotten } from './is-forgotten.ts'
import { lockFile } from './lock-file.ts'
import { lacksPayload, mendPayload } from './mend-payload.ts'
import { lockAway, lockReplaced, replaceSubmission } from './replace-submission.ts'
import { readGate, type SendGate } from './send-gate.ts'
import { stateOf } from './state.ts'

export type SubmitFileInput = {
  order: Order
  file: CleanFile
  /** The upload that the file came by, which ends in the same transaction. */
  uploadId?: string | undefined
  /** How long it waits before it is sent, and can be undone: not beyond the day's end, which may be a case's last day. */
  undoSeconds?: number | undefined
}
/** The input, by whom and when. */
type OwnedInput = SubmitFileInput & { actor: Actor; gate: SendGate; now: Date }
export type SubmittedFile = { submission: Omit<Submission, 'report'>; duplicate: boolean }

/** Two requests with one idempotency key, or a reference made twice, violate a unique constraint: the transaction is tried again. */
const TRIES = 4

/**
 * Takes responsibility for a file: when this resolves, bytes and row survive a power cut (R1) and relay will send it.
 * The same file again gets the first answer (`duplicate`). Refuses (`unavailable`, `commit_unknown`) when nobody can know whether
 * it was committed. Whatever else happens, the file is discarded. Asks in the same transaction whether the actor may still act for the employer: the file may have come for hours.
 */
export async function submitFile({ db, actor, now }: ActorContext, input: SubmitFileInput): Promise<SubmittedFile> {
  const { order, file } = input
  const { employerId } = order.employer
  try {
    if (order.service.checkOnly) throw new AppError('invalid', 'check_only')
    await file.payload.finish()
    const gate = await readGate(db, file.payload.dir)
    const submitted = await tryAgain(() =>
      commitForEmployer({ db, actor }, { employerId, writes: 'file' }, (tx) => end(tx, { ...input, actor, gate, now })),
    )
    // It is handed in: a mark that stays is removed by sweepUnconfirmed.
    await file.payload.confirm().catch(() => {})
    return submitted
  } finally {
    // Does nothing to what was sealed.
    await file.payload.discard()
  }
}

async function tryAgain(work: () => Promise<SubmittedFile>): Promise<SubmittedFile> {
  for (let tries = 1; ; tries++) {
    try {
      return await work()
    } catch (error) {
      const again = error instanceof Prisma.PrismaClientKnownRequestError && (error.code === 'P2002' || error.code === 'P2034')
      if (!again || tries === TRIES) throw error
    }
  }
}

/** Writes the submission and ends its upload, if any. Refuses (`conflict`, `upload`) an upload that has ended. */
async function end(tx: Tx, input: OwnedInput): Promise<SubmittedFile> {
  const { order, uploadId, now } = input
  if (uploadId === undefined) return await write(tx, input)
  const { employerId } = order.employer
  await lockUpload(tx, { employerId, uploadId })
  const submitted = await write(tx, input)
  const { submission, duplicate } = submitted
  await becomeSubmission(tx, { employerId, uploadId, submissionId: submission.id, duplicate, now })
  return submitted
}

async function write(tx: Tx, input: OwnedInput): Promise<SubmittedFile> {
  const { order, actor, file, gate, now } = input
  const { service, idempotencyKey } = order
  const { employerId } = order.employer
  const { sha256, origin } = file
  const came = origin ?? order.origin
  // Of a table that comes twice at once neither XML may be the other's.
  if (origin) await lockFile(tx, { employerId, sha256: origin.sha256 })
  const { clock } = await lockFile(tx, { employerId, sha256 })
  requireAdmitted(await requireSender(tx, input), service.id)
  const isStopped = gate.kind === 'stopped'
  const away = isStopped ? undefined : await lockAway(tx, { employerId, service: service.id, sha256 })
  if (origin?.conversion) await requireInUse(tx, { employerId, id: origin.conversion.id })
  const first = await findDuplicate(tx, { employerId, service: service.id, sha256, idempotencyKey, origin, isStopped }, now)
  const old = await lockReplaced(tx, order, { first, gate })
  if (first && old && old.submission.replacedBy === null) await replaceSubmission(tx, { old, by: first, actor, now })
  if (first?.sha256 === sha256 && lacksPayload(stateOf(first, clock)))
    return { submission: await mendPayload(tx, { submission: first, file, actor, clock }), duplicate: true }
  if (first) return { submission: first, duplicate: true }
  // What the database forgot may have been sent: a person finds out, or `reconcile` does.
  const forgotten = await isForgotten(tx, gate, { dir: file.payload.dir, employerId, sha256 })
  const due = dueAfter(clock, input.undoSeconds ?? 0)
  const next = forgotten ? { unknownAt: clock, heldAt: clock, heldReason: 'unknown' } : { nextAttemptAt: due }
  const submission = await tx.submission.create({
    data: { ...rowOf(input), submittedAt: now, dueSince: due, ...next },
    omit: { report: true },
  })
  // Before the audit link, which locks the employer's chain.
  if (file.caseKeys.length > 0) await rememberCases(tx, { submission, keys: file.caseKeys })
  // Sealed before the commit: no row without its file. A file whose commit failed is removed by sweepUnconfirmed.
  await file.payload.seal(sha256)
  const ended = [old, away].filter((each, n, all) => each && each.submission.id !== all[n - 1]?.submission.id)
  for (const each of ended) if (each) await replaceSubmission(tx, { old: each, by: submission, actor, now })
  await appendAudit(tx, {
    chain: employerId,
    actor: actorWord(actor),
    action: 'submission.submitted',
    object: submission.id,
    detail: {
      ...{ reference: submission.reference, service: service.id, sha256, bytes: file.bytes, way: wayOf(actor) },
      ...(came && { came: came.sha256, ...(came.conversion && { conversion: came.conversion.id }) }),
      ...(forgotten && { forgotten }),
    },
  })
  return { submission, duplicate: false }
}

function dueAfter(clock: Date, seconds: number): Date {
  const due = new Date(clock.getTime() + seconds * 1000)
  return stockholmDay(due) === stockholmDay(clock) ? due : clock
}

/** May the actor act for the employer now? */
async function requireSender(tx: Tx, { order: { employer }, actor, now }: OwnedInput): Promise<AdmittedServices> {
  if (actor.kind === 'person') return await requireLogin(tx, { actor, employerId: employer.employerId }, now)
  const acting = await requireMandate(tx, await requireHolder(tx, actor, now), employer.orgnr)
  if (acting.employerId !== employer.employerId) throw new AppError('not_allowed', 'organisation')
  return acting
}

function rowOf({ order, actor, file }: OwnedInput) {
  const origin = file.origin ?? order.origin
  const { employer, service, fileName, idempotencyKey } = order
  return {
    reference: newReference(randomBytes(8)),
    messageId: randomUUID(),
    employerId: employer.employerId,
    service: service.id,
    way: wayOf(actor),
    personId: actor.kind === 'person' ? actor.personId : null,
    certificate: actor.kind === 'certificate' ? actor.fingerprint : null,
    fileName: fileName ?? nameFor(file.report),
    format: file.report.format ?? 'xml',
    bytes: file.bytes,
    sha256: file.sha256,
    payloadMonth: file.payload.month,
    records: file.report.poster,
    warnings: file.report.varning,
    report: keepFindings(file.report),
    ...(origin && { origin }),
    idempotencyKey: idempotencyKey ?? null,
  }
}
