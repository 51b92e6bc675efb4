import { DAY_MS } from '#lib/calendar.ts'
import type { Tx } from '#lib/db.ts'
import { type PersonNotice, tellPerson } from '#lib/notices/tell-person.ts'

/** News of a company's people that is worth a mail for so long. */
const NEWS_MS = 7 * DAY_MS

type MemberNews = {
  kind: 'member-joined' | 'role-changed' | 'access-ended' | 'company-renamed' | 'member-left' | 'company-ended'
  /** Once for each address. */
  about: string
  path: string
  now: Date
}

type Reader = { mail: string | null; language: string }

/** Mails a person who has an address, in their language. */
export async function tellMember(tx: Tx, { personId, ...news }: MemberNews & { personId: string }): Promise<void> {
  const person = await tx.person.findUnique({ where: { id: personId }, select: { mail: true, language: true } })
  if (person) await tell(tx, news, person)
}

/** Mails the employer's administrators who have an address, each in their language. */
export async function tellAdministrators(tx: Tx, { employerId, ...news }: MemberNews & { employerId: string }): Promise<void> {
  const where = { employerId, role: 'administrator', removedAt: null, person: { removedAt: null } }
  const rows = await tx.member.findMany({ where, select: { person: { select: { mail: true, language: true } } } })
  for (const { person } of rows) await tell(tx, news, person)
}

async function tell(tx: Tx, { kind, about, path, now }: MemberNews, { mail, language }: Reader): Promise<void> {
  if (mail === null) return
  const notice: PersonNotice<typeof kind> = {
    ...{ kind, about, address: mail, language: language === 'en' ? 'en' : 'sv', params: { path } },
    ...{ dueAt: now, voidAt: new Date(now.getTime() + NEWS_MS) },
  }
  await tellPerson(tx, notice)
}
