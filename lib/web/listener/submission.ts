import { AppError } from '#lib/errors.ts'
import { parseReference } from '#lib/identifiers.ts'
import { followSubmission } from '#lib/submissions/follow-submission.ts'
import { sendJson } from './reply.ts'
import type { Web, WebCall } from './web.ts'
import { peekWebCaller } from './web-caller.ts'

/** GET /api/inlamningar/{referens}: the live state, as often as a page likes. Being asked is not being used. */
export async function showSubmission(web: Web, call: WebCall): Promise<void> {
  const { employer } = await peekWebCaller(web, call)
  const { employerId } = employer
  sendJson(
    call.response,
    200,
    await followSubmission({ db: web.db, now: call.now }, { employerId, reference: referenceOf(call) }),
  )
}

/** Only the form we give out, so that each submission has one address. */
export function referenceOf({ part }: WebCall): string {
  const reference = parseReference(part)
  if (reference === undefined || reference !== part) throw new AppError('not_found', 'submission')
  return reference
}
