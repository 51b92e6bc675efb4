import { NotTaken } from '#lib/door/tus/not-taken.ts'
import { AppError } from '#lib/errors.ts'
import { findUpload } from '#lib/submissions/find-upload.ts'
import { kvittensOf } from '#lib/submissions/kvittens.ts'
import { refusalOf } from '#lib/submissions/stored-report.ts'
import { sendJson } from './reply.ts'
import { sendWebReport } from './send-report.ts'
import type { Web, WebCall } from './web.ts'
import { peekWebCaller } from './web-caller.ts'

/** GET /api/uppladdningar/{id}: what a finished upload has become, as POST /api/inlamningar would have said. 409 while it is unfinished. */
export async function showFinishedUpload(web: Web, call: WebCall): Promise<void> {
  const { session, employer } = await peekWebCaller(web, call)
  const owner = { employerId: employer.employerId, way: 'browser', personId: session.personId } as const
  const { submission, duplicate, refusal } = await findUpload({ db: web.db, now: call.now }, { ...owner, id: call.part })
  if (refusal) return sendWebReport(web, call, new NotTaken('stopped', refusalOf(refusal)))
  if (!submission) throw new AppError('conflict', 'upload_unfinished')
  const told = { submission, orgnr: employer.orgnr, duplicate: duplicate ?? false }
  const location = { Location: `/api/inlamningar/${submission.reference}` }
  sendJson(call.response, told.duplicate ? 200 : 201, kvittensOf(told, new Date()), location)
}
