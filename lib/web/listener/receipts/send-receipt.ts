import { actorOf } from '#lib/access/actor.ts'
import { localeOf } from '#lib/door/locale.ts'
import type { Call } from '#lib/door/route.ts'
import { findSubmission } from '#lib/submissions/find-submission.ts'
import { referenceOf } from '../submission.ts'
import type { Web } from '../web.ts'
import type { WebCaller } from '../web-caller.ts'
import { paperText } from './paper-text.ts'
import { printReceipt } from './print-receipt.ts'

/** GET /api/inlamningar/{referens}/kvittens.pdf: the receipt as it is now, in the reader's language. */
export async function sendReceipt(web: Web, call: Call, { session, employer: { employerId } }: WebCaller): Promise<void> {
  const { request, response, now } = call
  const locale = localeOf(request)
  const reference = referenceOf(call)
  const found = await findSubmission({ db: web.db, actor: actorOf(session), now }, { employerId, reference })
  const receipt = paperText(found, locale, web.env.SUBMISSION_KEEP_DAYS)
  const pdf = await printReceipt({ receipt, locale, printedAt: now })
  response.writeHead(200, {
    'Content-Type': 'application/pdf',
    'Content-Length': pdf.length,
    'Content-Disposition': `attachment; filename="kvittens-${reference}.pdf"`,
    'Cache-Control': 'private, no-store',
    'X-Content-Type-Options': 'nosniff',
  })
  response.end(request.method === 'HEAD' ? undefined : pdf)
}
