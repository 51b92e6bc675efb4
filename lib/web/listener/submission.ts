// One submission: its state, withdrawal and resending.

import { actorOf } from '#lib/access/actor.ts'
import { kvittensTerms } from '#lib/door/kvittens-terms.ts'
import { sendReply, sendSeeOther } from '#lib/door/reply.ts'
import type { Call } from '#lib/door/route.ts'
import { AppError } from '#lib/errors.ts'
import { parseReference } from '#lib/identifiers.ts'
import { followSubmission } from '#lib/submissions/follow-submission.ts'
import { kvittensOf } from '#lib/submissions/kvittens.ts'
import { resendSubmission } from '#lib/submissions/resend-submission.ts'
import { withdrawSubmission } from '#lib/submissions/withdraw-submission.ts'
import type { Web } from './web.ts'
import type { WebCaller } from './web-caller.ts'

/** GET /api/inlamningar/{referens}: the current state, polled by pages. */
export async function showSubmission(web: Web, call: Call, { employer: { employerId } }: WebCaller): Promise<void> {
  const sought = { employerId, reference: referenceOf(call), ...(await kvittensTerms(web, call)) }
  const json = await followSubmission({ db: web.db, now: call.now }, sought)
  sendReply(call, { status: 200, json })
}

/** Refuses (`not_found`) any other spelling than the canonical one, so that each submission has one address. */
function referenceOf({ params: { referens = '' } }: Call): string {
  if (parseReference(referens) !== referens) throw new AppError('not_found', 'submission')
  return referens
}

/** POST /api/inlamningar/{referens}?aterkalla=1 or ?skicka-igen=1: a form is redirected to the page (303), other clients get JSON. */
export async function actOnSubmission(web: Web, call: Call, { session, employer }: WebCaller): Promise<void> {
  const act = readAct(call.url.searchParams)
  const { employerId, orgnr } = employer
  const context = { db: web.db, actor: actorOf(session), now: call.now }
  const which = { employerId, reference: referenceOf(call) }
  const submission = act === 'withdraw' ? await withdrawSubmission(context, which) : await resendSubmission(context, which)
  web.log.info(`submission.${act}`, { submissionId: submission.id, employerId })
  if (call.request.headers.accept?.includes('text/html'))
    return sendSeeOther(call.response, `/inlamningar/${which.reference}${act === 'resend' ? '?klart=igen' : ''}`)
  sendReply(call, {
    status: 200,
    json: kvittensOf({ ...(await kvittensTerms(web, call)), submission, orgnr, duplicate: false }, new Date()),
  })
}

type Act = 'withdraw' | 'resend'

function readAct(query: URLSearchParams): Act {
  if (query.get('aterkalla') === '1') return 'withdraw'
  if (query.get('skicka-igen') === '1') return 'resend'
  throw new AppError('invalid')
}
