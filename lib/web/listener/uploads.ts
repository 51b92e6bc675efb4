import { headerOf } from '#lib/door/read-headers.ts'
import { sendReply } from '#lib/door/reply.ts'
import { requireWholeFile } from '#lib/door/require-whole-file.ts'
import type { Call } from '#lib/door/route.ts'
// Resumable hand-in: /api/uppladdningar, tus 1.0 (contracts: "Portal upload").
import { answerUpload } from '#lib/door/tus/answer-upload.ts'
import { NotTaken, type Uploader } from '#lib/door/tus/uploader.ts'
import { AppError } from '#lib/errors.ts'
import { cleanFileName } from '#lib/intake/clean-file-name.ts'
import { refusedFile } from '#lib/intake/end-upload.ts'
import { findUpload } from '#lib/intake/find-upload.ts'
import { readKey } from '#lib/intake/read-key.ts'
import { kvittensOf } from '#lib/submissions/kvittens.ts'
import { digestOf, requireService, seenIn } from './order.ts'
import { sendWebReport } from './send-report.ts'
import { loginSender, whileLoggedIn } from './submit.ts'
import type { Web } from './web.ts'
import type { WebCaller } from './web-caller.ts'

const PATH = '/api/uppladdningar'

/** Every method of tus, on the collection or one upload. A person may continue an upload in a later session. */
export async function upload(web: Web, call: Call, sender: WebCaller): Promise<void> {
  const { request, response, now } = call
  requireWholeFile(request.headers)
  const answer = () => answerUpload({ ...web, ...web.uploads }, uploaderOf(call, sender), { request, response, path: PATH, now })
  try {
    const isSending = request.method === 'PATCH' || request.method === 'POST'
    await whileLoggedIn(web, call, () => (isSending ? web.gate.run(sender.employer.employerId, answer) : answer()))
  } catch (error) {
    if (!(error instanceof NotTaken)) throw error
    sendWebReport(web, call, error.file)
  }
}

function uploaderOf(call: Call, caller: WebCaller): Uploader {
  const { session, employer } = caller
  const seen = seenIn(call)
  return {
    ...loginSender(caller),
    ...{ employer, personId: session.personId, way: 'browser', seen },
    order: ({ tjanst, arbetsgivare, filename, sha256 }) => ({
      ...{ employer, way: 'browser', test: false, seen },
      service: requireService({ service: tjanst ?? undefined, employer: arbetsgivare ?? undefined }, caller, call.now),
      fileName: nameOf(filename),
      declared: { sha256: digestOf(sha256 ?? undefined) },
      idempotencyKey: readKey(headerOf(call.request, 'idempotency-key')),
    }),
  }
}

function nameOf(filename: string | null | undefined): string {
  if (filename === undefined || filename === null) throw new AppError('invalid', 'file_name')
  return cleanFileName(filename)
}

/** GET /api/uppladdningar/{id}: the outcome of a finished upload, as POST /api/inlamningar answers it. 409 while it is unfinished. */
export async function showFinishedUpload(web: Web, call: Call, { session, employer }: WebCaller): Promise<void> {
  const owner = { employer, way: 'browser', personId: session.personId } as const
  const { submission, duplicate, refusal } = await findUpload({ db: web.db, now: call.now }, { id: call.params.id ?? '', owner })
  if (refusal) return sendWebReport(web, call, refusedFile(refusal))
  if (!submission) throw new AppError('conflict', 'upload_unfinished')
  const kvittens = { submission, orgnr: employer.orgnr, duplicate: duplicate ?? false }
  const headers = { Location: `/api/inlamningar/${submission.reference}` }
  sendReply(call, { status: kvittens.duplicate ? 200 : 201, headers, json: kvittensOf(kvittens, new Date()) })
}
