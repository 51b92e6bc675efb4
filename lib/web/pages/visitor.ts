import { cache } from 'react'
import type { Company } from '#components/layout/company-switch.tsx'
import type { Visitor } from '#components/layout/site-header.tsx'
import type { Membership } from '#lib/access/employers-of.ts'
import { mayAdminister } from '#lib/access/require-member.ts'
import { countUnread } from '#lib/deliveries/count-deliveries.ts'
import { formatOrgnr } from '#lib/identifiers.ts'
import { rightsDue } from '#lib/members/confirm-members.ts'
import { currentCompanies, currentSession, pageContext } from './session.ts'

/** The person and their employers, for the site header; null without a session. */
export const currentVisitor = cache(async (): Promise<Visitor | null> => {
  const session = await currentSession()
  if (!session) return null
  const companies = await currentCompanies()
  const current = companies.find(({ employerId }) => employerId === session.employerId)
  return {
    name: session.name,
    secondsLeft: (session.idleUntil.getTime() - Date.now()) / 1000,
    support: session.support,
    operator: session.operator,
    current: current ? toCompany(current) : null,
    confirmBy: current && mayAdminister(current.role) ? await rightsDue(await pageContext(), current.employerId) : null,
    unread: current ? await unreadCount(current.employerId) : 0,
    others: companies.filter(({ employerId }) => employerId !== session.employerId).map(toCompany),
  }
})

const toCompany = ({ employerId, name, orgnr, via }: Membership): Company => ({
  employerId,
  name,
  via,
  orgnr: formatOrgnr(orgnr),
})

/** Number of deliveries that the employer has not fetched; once per request. */
export const unreadCount = cache(async (employerId: string): Promise<number> => countUnread(await pageContext(), employerId))
