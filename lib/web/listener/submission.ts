// One submission: its state, withdrawal and resending.

import { type ActorContext, actorOf } from '#lib/access/actor.ts'
import { kvittensTerms, termsAfterCommit } from '#lib/door/kvittens-terms.ts'
import { sendReply, sendSeeOther } from '#lib/door/reply.ts'
import type { Call } from '#lib/door/route.ts'
import { AppError } from '#lib/errors.ts'
import { parseReference } from '#lib/identifiers.ts'
import { followSubmission } from '#lib/submissions/follow-submission.ts'
import { kvittensOf } from '#lib/submissions/kvittens.ts'
import { markDealtWith } from '#lib/submissions/mark-dealt-with.ts'
import { resendSubmission } from '#lib/submissions/resend-submission.ts'
import { readGate, type SendGate } from '#lib/submissions/send-gate.ts'
import { withdrawSubmission } from '#lib/submissions/withdraw-submission.ts'
import type { Submission } from '#prisma/generated/client.ts'
import type { Web } from './web.ts'
import type { WebCaller } from './web-caller.ts'

/** GET /api/inlamningar/{referens}: the current state, polled by pages. */
export async function showSubmission(web: Web, call: Call, { session, employer: { employerId } }: WebCaller): Promise<void> {
  const sought = { employerId, reference: referenceOf(call), ...(await kvittensTerms(web, call)) }
  const json = await followSubmission({ db: web.db, actor: actorOf(session), now: call.now }, sought)
  sendReply(call, { status: 200, json })
}

/** Refuses (`not_found`) any other spelling than the canonical one, so that each submission has one address. */
export function referenceOf({ params: { referens = '' } }: Pick<Call, 'params'>): string {
  if (parseReference(referens) !== referens) throw new AppError('not_found', 'submission')
  return referens
}

/** POST /api/inlamningar/{referens} with ?aterkalla=1, ?skicka-igen=1, ?hanterad=1 or ?hanterad=0: a form is redirected to the page (303), other clients get JSON. */
export async function actOnSubmission(web: Web, call: Call, { session, employer }: WebCaller): Promise<void> {
  const act = readAct(call.url.searchParams)
  const { employerId, orgnr } = employer
  const context = { db: web.db, actor: actorOf(session), now: call.now }
  const which = { employerId, reference: referenceOf(call) }
  const submission = await perform(act, context, { ...which, gate: await readGate(web.db, web.env.PAYLOAD_DIR) })
  web.log.info(`submission.${act}`, { submissionId: submission.id, employerId })
  if (call.request.headers.accept?.includes('text/html'))
    return sendSeeOther(call.response, `/inlamningar/${which.reference}${act === 'resend' ? '?klart=igen' : ''}`)
  sendReply(call, {
    status: 200,
    json: kvittensOf({ ...(await termsAfterCommit(web, call)), submission, orgnr, duplicate: false }, new Date()),
  })
}

function perform(
  act: Act,
  context: ActorContext,
  which: { employerId: string; reference: string; gate: SendGate },
): Promise<Submission> {
  switch (act) {
    case 'withdraw':
      return withdrawSubmission(context, which)
    case 'resend':
      return resendSubmission(context, which)
    case 'dealt-with':
      return markDealtWith(context, { ...which, mark: 'dealt-with' })
    case 'reopen':
      return markDealtWith(context, { ...which, mark: 'open' })
  }
}

type Act = 'withdraw' | 'resend' | 'dealt-with' | 'reopen'

function readAct(query: URLSearchParams): Act {
  if (query.get('aterkalla') === '1') return 'withdraw'
  if (query.get('skicka-igen') === '1') return 'resend'
  if (query.get('hanterad') === '1') return 'dealt-with'
  if (query.get('hanterad') === '0') return 'reopen'
  throw new AppError('invalid')
}
