// People and invitations of one company, in every state that their pages have words for.
import type { Page } from '@playwright/test'
import { hashLink } from '#lib/access/link-token.ts'
import { DAY_MS } from '#lib/calendar.ts'
import type { Db } from '#lib/db.ts'
import { colleague } from './newcomer.ts'

/** The tokens of invitations. */
export const INVITED = { open: 'o'.repeat(43), used: 'u'.repeat(43), other: 'a'.repeat(43) } as const

export async function peopleStates(
  owner: Db,
  { employerId, personId }: { employerId: string; personId: string },
): Promise<{ admin: string; colleague: string }> {
  const { prisma } = owner
  const other = await colleague(owner, { name: 'Kim Kollega', employerId, role: 'handler' })
  const [now, later] = [new Date(), new Date(Date.now() + DAY_MS)]
  const states = {
    open: { role: 'ombud', validUntil: new Date('2027-12-31') },
    used: { role: 'reader', acceptedAt: now, acceptedBy: other.personId },
    other: { role: 'handler', personKey: 'x', personMasked: '19770310-****' },
  }
  for (const [state, data] of Object.entries(states)) {
    const tokenHash = hashLink(INVITED[state as keyof typeof INVITED])
    const who = { employerId, tokenHash, name: `Inga ${state}`, address: `${state}@exempel.se`, expiresAt: later }
    await prisma.invitation.upsert({ where: { tokenHash }, create: { ...who, ...data }, update: {} })
  }
  const late = { employerId, tokenHash: 'late', name: 'Lars Sen', address: 'sen@exempel.se', role: 'reader', expiresAt: now }
  await prisma.invitation.upsert({ where: { tokenHash: 'late' }, create: late, update: {} })
  // The mail server takes nothing to Lars, nor to the colleague.
  const gone = { kind: 'person-mail-changed', about: 'late', recipient: late.address, params: {}, dueAt: now, voidAt: later }
  await prisma.notice.createMany({ data: { ...gone, addressRefused: true }, skipDuplicates: true })
  await prisma.person.update({ where: { id: other.personId }, data: { mail: 'kim@exempel.se', mailRefusedAt: now } })
  return { admin: personId, colleague: other.personId }
}

export async function openInvitation(page: Page): Promise<void> {
  await page
    .getByText(/^(Skicka igen eller ta tillbaka|Send again or withdraw)/)
    .first()
    .click()
}
