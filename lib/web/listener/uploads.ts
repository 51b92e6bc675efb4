// Resumable hand-in: /api/uppladdningar, tus 1.0 (contracts: "Portal upload").
import { readSession } from '#lib/access/read-session.ts'
import { headerOf } from '#lib/door/read-headers.ts'
import { sendReply } from '#lib/door/reply.ts'
import { requireWholeFile } from '#lib/door/require-whole-file.ts'
import type { Call } from '#lib/door/route.ts'
import { answerUpload } from '#lib/door/tus/answer-upload.ts'
import { NotTaken, type Uploader } from '#lib/door/tus/uploader.ts'
import { AppError } from '#lib/errors.ts'
import { cleanFileName } from '#lib/intake/clean-file-name.ts'
import { readKey } from '#lib/intake/read-key.ts'
import { findUpload } from '#lib/submissions/find-upload.ts'
import { kvittensOf } from '#lib/submissions/kvittens.ts'
import { refusalOf } from '#lib/submissions/stored-report.ts'
import { digestOf, requireService } from './order.ts'
import { hasUnseen, sendWebReport } from './send-report.ts'
import { whileLoggedIn } from './submit.ts'
import type { Web } from './web.ts'
import type { WebCaller } from './web-caller.ts'

const PATH = '/api/uppladdningar'

/** Every method of tus, on the collection or one upload. A person may continue an upload in a later session. */
export async function upload(web: Web, call: Call, sender: WebCaller): Promise<void> {
  const { request, response, now } = call
  requireWholeFile(request.headers)
  const answer = () =>
    answerUpload({ ...web, ...web.uploads }, uploaderOf(web, call, sender), { request, response, path: PATH, now })
  try {
    const isSending = request.method === 'PATCH' || request.method === 'POST'
    await whileLoggedIn(web, call, () => (isSending ? web.gate.run(sender.employer.employerId, answer) : answer()))
  } catch (error) {
    if (!(error instanceof NotTaken)) throw error
    sendWebReport(web, call, error)
  }
}

function uploaderOf(web: Web, call: Call, sender: WebCaller): Uploader {
  const { personId, sessionId } = sender.session
  const { employerId, orgnr } = sender.employer
  return {
    ...{ employerId, orgnr, personId, way: 'browser' },
    actor: { kind: 'person', personId, sessionId },
    order: ({ tjanst, arbetsgivare, filename, sha256 }) => ({
      service: requireService({ service: tjanst ?? undefined, employer: arbetsgivare ?? undefined }, sender, call.now),
      fileName: nameOf(filename),
      sha256: digestOf(sha256 ?? undefined),
      idempotencyKey: readKey(headerOf(call.request, 'idempotency-key')),
    }),
    async agree(file) {
      await requireSamePerson(web, call, sender)
      if (hasUnseen(file.report, headerOf(call.request, 'x-sedda'))) throw new NotTaken('unseen', file)
    },
  }
}

function nameOf(filename: string | null | undefined): string {
  if (filename === undefined || filename === null) throw new AppError('invalid', 'file_name')
  return cleanFileName(filename)
}

/** The session may be a new one by now, but person and employer must be the same. */
async function requireSamePerson(web: Web, { request }: Call, { session }: WebCaller): Promise<void> {
  const again = await readSession({ db: web.db, now: new Date() }, request.headers.cookie)
  if (again?.personId !== session.personId || again.employerId !== session.employerId) throw new AppError('not_signed_in')
}

/** GET /api/uppladdningar/{id}: the outcome of a finished upload, as POST /api/inlamningar answers it. 409 while it is unfinished. */
export async function showFinishedUpload(web: Web, call: Call, { session, employer }: WebCaller): Promise<void> {
  const owner = { employerId: employer.employerId, way: 'browser', personId: session.personId } as const
  const { submission, duplicate, refusal } = await findUpload(
    { db: web.db, now: call.now },
    { ...owner, id: call.params.id ?? '' },
  )
  if (refusal) return sendWebReport(web, call, new NotTaken('stopped', refusalOf(refusal)))
  if (!submission) throw new AppError('conflict', 'upload_unfinished')
  const kvittens = { submission, orgnr: employer.orgnr, duplicate: duplicate ?? false }
  const headers = { Location: `/api/inlamningar/${submission.reference}` }
  sendReply(call, { status: kvittens.duplicate ? 200 : 201, headers, json: kvittensOf(kvittens, new Date()) })
}
