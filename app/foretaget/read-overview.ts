import { keepDaysOf, readKeepDays } from '#lib/access/keep-days.ts'
import { listExchanges } from '#lib/access/list-exchanges.ts'
import { listNoticeRecipients } from '#lib/access/notice-recipients.ts'
import { endingSoonest, listCertificates } from '#lib/certificates/list-certificates.ts'
import { listMandates } from '#lib/certificates/mandates.ts'
import { webEnv } from '#lib/env.ts'
import { listInvitations, listMembers } from '#lib/members/list-members.ts'
import { pageContext } from '#lib/web/pages/session.ts'
import { listWebhooks } from '#lib/webhooks/list-webhooks.ts'

/** How a company stands, page by page. */
export async function readOverview(employerId: string) {
  const at = await pageContext()
  const { now } = at
  const [members, invitations, mandates, certificates, ending, { exchanges }, { recipients }, webhooks, own] = await Promise.all([
    listMembers(at, employerId),
    listInvitations(at, employerId),
    listMandates(at, employerId),
    listCertificates(at, employerId),
    endingSoonest(at, employerId),
    listExchanges(at, employerId),
    listNoticeRecipients(at, employerId),
    listWebhooks(at, employerId),
    readKeepDays(at, employerId),
  ])
  const administrators = members.filter(({ role }) => role === 'administrator').length
  return {
    people: { people: members.length, administrators, invited: invitations.filter(({ expiresAt }) => expiresAt > now).length },
    agents: { count: mandates.filter(({ state }) => state === 'holds').length },
    certificates: { count: certificates.length },
    ending,
    services: { count: exchanges.length, tried: exchanges.filter(({ state }) => state === 'test').length },
    notices: { addresses: recipients.length, webhooks: webhooks.length },
    retention: { days: keepDaysOf(own, webEnv().SUBMISSION_KEEP_DAYS) },
  }
}
