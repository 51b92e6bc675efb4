// The form in which a person enters what FK said of a submission: of the company's, and support's.
import { actorOf } from '#lib/access/actor.ts'
import type { Session } from '#lib/access/read-session.ts'
import { readLocalTime } from '#lib/calendar.ts'
import { AppError } from '#lib/errors.ts'
import { type Settlement, settleForSupport, settleSubmission } from '#lib/submissions/settle-submission.ts'
import { type FormCall, plainForm } from './plain-form.ts'
import { referenceOf } from './submission.ts'
import type { WebCaller } from './web-caller.ts'

/** POST /api/inlamningar/{referens}/besked. */
export const settleForm = plainForm<WebCaller>(async ({ db, log }, call, { session, employer: { employerId } }) => {
  if ((call.fields.get('foretag') ?? employerId) !== employerId) throw new AppError('conflict', 'other_employer')
  const input = { employerId, reference: referenceOf(call), settlement: readSettlement(call.fields) }
  const { id } = await settleSubmission({ db, actor: actorOf(session), now: call.now }, input)
  log.info('submission.settle', { submissionId: id, employerId })
  return { to: `/inlamningar/${input.reference}?klart=besked` }
})

/** POST /api/support/{referens}/besked. */
export const supportSettleForm = plainForm<Session>(async ({ db, log }, call, session) => {
  const input = { reference: referenceOf(call), settlement: readSettlement(call.fields) }
  const { id, employerId } = await settleForSupport({ db, actor: actorOf(session), now: call.now }, input)
  log.info('submission.settle', { submissionId: id, employerId })
  return { to: `/support?${new URLSearchParams({ fraga: input.reference, klart: 'besked' })}` }
})

/** Refuses (`invalid`) what is not chosen (`settlement`, `told_how`) or no time (`told_at`). */
function readSettlement(fields: FormCall['fields']): Settlement {
  const [said, how, day, clock] = ['besked', 'satt', 'dag', 'klockslag'].map((name) => fields.get(name) ?? '')
  if (said !== 'har' && said !== 'har-inte') throw new AppError('invalid', 'settlement')
  const toldAt = readLocalTime(`${day}T${clock?.replace('.', ':')}`)
  if (!toldAt) throw new AppError('invalid', 'told_at')
  if (how !== 'telefon' && how !== 'skriftligt') throw new AppError('invalid', 'told_how')
  const kvittensId = fields.get('kvittensid') ?? null
  return { as: said === 'har' ? 'has' : 'has-not', kvittensId, toldAt, how: how === 'telefon' ? 'phone' : 'written' }
}
