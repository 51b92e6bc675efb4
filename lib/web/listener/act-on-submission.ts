import { actorOf } from '#lib/access/actor.ts'
import { endEarly } from '#lib/door/end-early.ts'
import { requireSameOrigin } from '#lib/door/same-origin.ts'
import { AppError } from '#lib/errors.ts'
import { type Kvittens, kvittensOf } from '#lib/submissions/kvittens.ts'
import { resendSubmission } from '#lib/submissions/resend-submission.ts'
import { withdrawSubmission } from '#lib/submissions/withdraw-submission.ts'
import { faultPage } from './fault-page.ts'
import { sendJson, sendSeeOther } from './reply.ts'
import { problemFrom } from './send-fault.ts'
import { referenceOf } from './submission.ts'
import type { Web, WebCall } from './web.ts'
import { requireWebCaller } from './web-caller.ts'

const ROUTE = '/api/inlamningar/{referens} (form)'

type Act = 'withdraw' | 'resend'

/** POST /api/inlamningar/{referens}?aterkalla=1 or ?skicka-igen=1: a form goes back to the page (303), a program gets JSON. */
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
