// Confirming who may act, leaving a company, ending its connection.
import { actorOf } from '#lib/access/actor.ts'
import { confirmMembers } from '#lib/members/confirm-members.ts'
import { endEmployer } from '#lib/members/end-employer.ts'
import { leaveEmployer } from '#lib/members/leave-employer.ts'
import { companyForm, contextOf, idsIn, requireSameCompany } from './company-forms.ts'
import { plainForm } from './plain-form.ts'
import type { WebCaller } from './web-caller.ts'

/** POST /api/foretaget/bekrafta: one person, or `alla`. */
export const confirmForm = companyForm(async (_web, { fields, employerId, ...at }) => {
  const personIds = fields.get('alla') === 'ja' ? undefined : idsIn(fields, 'person', 'member')
  await confirmMembers(at, { employerId, personIds })
  return 'bekraftat'
})

/** POST /api/foretaget/lamna: leads to the choice of another company. */
export const leaveCompanyForm = plainForm<WebCaller>(async ({ db }, call, caller) => {
  requireSameCompany(call, caller)
  await leaveEmployer({ db, actor: actorOf(caller.session), now: call.now }, caller.employer.employerId)
  return { to: '/foretag?klart=lamnat' }
})

/** POST /api/foretaget/avsluta: leads to the choice of another company. */
export const endForm = plainForm<WebCaller>(async (web, call, caller) => {
  requireSameCompany(call, caller)
  const { fields, employerId, ...at } = contextOf(web, call, caller)
  await endEmployer(at, { employerId, typed: fields.get('nummer') ?? '' })
  return { to: '/foretag?klart=avslutad' }
})
