// One submission: its state, withdrawal and resending.

import { actorOf } from '#lib/access/actor.ts'
import { endEarly } from '#lib/door/end-connection.ts'
import { requireSameOrigin } from '#lib/door/same-origin.ts'
import { AppError } from '#lib/errors.ts'
import { parseReference } from '#lib/identifiers.ts'
import { followSubmission } from '#lib/submissions/follow-submission.ts'
import { type Kvittens, kvittensOf } from '#lib/submissions/kvittens.ts'
import { resendSubmission } from '#lib/submissions/resend-submission.ts'
import { withdrawSubmission } from '#lib/submissions/withdraw-submission.ts'
import { sendJson, sendSeeOther } from './reply.ts'
import { faultPage, problemFrom } from './send-fault.ts'
import type { Web, WebCall } from './web.ts'
import { peekWebCaller, requireWebCaller } from './web-caller.ts'

/** GET /api/inlamningar/{referens}: the current state, polled by pages. Does not count as activity. */
export async function showSubmission(web: Web, call: WebCall): Promise<void> {
  const { employer } = await peekWebCaller(web, call)
  const { employerId } = employer
  sendJson(
    call.response,
    200,
    await followSubmission({ db: web.db, now: call.now }, { employerId, reference: referenceOf(call) }),
  )
}

/** Refuses (`not_found`) any other spelling than the canonical one, so that each submission has one address. */
function referenceOf({ part }: WebCall): string {
  const reference = parseReference(part)
  if (reference === undefined || reference !== part) throw new AppError('not_found', 'submission')
  return reference
}

const ROUTE = '/api/inlamningar/{referens} (form)'

type Act = 'withdraw' | 'resend'

/** POST /api/inlamningar/{referens}?aterkalla=1 or ?skicka-igen=1: a form is redirected to the page (303), other clients get JSON. */
export async function actOnSubmission(web: Web, call: WebCall): Promise<void> {
  requireSameOrigin(call.request.headers, web.env.PUBLIC_URL)
  const act = readAct(call.url.searchParams)
  const page = `/inlamningar/${referenceOf(call)}`
  if (!call.request.headers.accept?.includes('text/html')) return sendJson(call.response, 200, await perform(web, call, act))
  const next = await perform(web, call, act).then(
    () => (act === 'resend' ? `${page}?klart=igen` : page),
    (error) => faultPage(problemFrom(web, { request: call.request, route: ROUTE }, error), page),
  )
  endEarly(call.request, call.response)
  sendSeeOther(call.response, next)
}

function readAct(query: URLSearchParams): Act {
  if (query.get('aterkalla') === '1') return 'withdraw'
  if (query.get('skicka-igen') === '1') return 'resend'
  throw new AppError('invalid')
}

async function perform(web: Web, call: WebCall, act: Act): Promise<Kvittens> {
  const { session, employer } = await requireWebCaller(web, call)
  const { employerId, orgnr } = employer
  const context = { db: web.db, actor: actorOf(session), now: call.now }
  const which = { employerId, reference: referenceOf(call) }
  const submission = act === 'withdraw' ? await withdrawSubmission(context, which) : await resendSubmission(context, which)
  web.log.info(`submission.${act}`, { submissionId: submission.id, employerId })
  return kvittensOf({ submission, orgnr, duplicate: false }, new Date())
}
