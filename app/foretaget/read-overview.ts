import { keepDaysOf, readKeepDays } from '#lib/access/keep-days.ts'
import { listExchanges } from '#lib/access/list-exchanges.ts'
import { listNoticeRecipients } from '#lib/access/notice-recipients.ts'
import { endingSoonest, listCertificates } from '#lib/certificates/list-certificates.ts'
import { listMandates } from '#lib/certificates/mandates.ts'
import { webEnv } from '#lib/env.ts'
import { listInvitations, listMembers } from '#lib/members/list-members.ts'
import { webDb } from '#lib/web/pages/db.ts'
import { listWebhooks } from '#lib/webhooks/list-webhooks.ts'

/** How a company stands, page by page. */
export async function readOverview(employerId: string) {
  const [db, now] = [webDb(), new Date()]
  const [members, invitations, mandates, certificates, ending, { exchanges }, { recipients }, webhooks, own] = await Promise.all([
    listMembers({ db }, employerId),
    listInvitations({ db }, employerId),
    listMandates({ db, now }, employerId),
    listCertificates({ db, now }, employerId),
    endingSoonest({ db, now }, employerId),
    listExchanges({ db }, employerId),
    listNoticeRecipients({ db }, employerId),
    listWebhooks({ db, now }, employerId),
    readKeepDays({ db }, employerId),
  ])
  const administrators = members.filter(({ role }) => role === 'administrator').length
  return {
    people: { people: members.length, administrators, invited: invitations.filter(({ expiresAt }) => expiresAt > now).length },
    agents: { count: mandates.filter(({ state }) => state === 'holds').length },
    certificates: { count: certificates.length, days: ending?.days ?? null },
    services: { count: exchanges.length, tried: exchanges.filter(({ state }) => state === 'test').length },
    notices: { addresses: recipients.length, webhooks: webhooks.length },
    retention: { days: keepDaysOf(own, webEnv().SUBMISSION_KEEP_DAYS) },
  }
}
