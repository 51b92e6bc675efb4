// People of a company: who is invited, becomes a member, gets another role, is removed; a company's own name. Changes go through
// functions of the database that ask the login themselves (migration `people`), since web may not write members or invitations.
// Not here: what a role may (lib/access/require-member.ts), logging in, a bureau's people, applications to join.
import type { Role } from '#lib/access/employers-of.ts'
import { forEmployer, type Speaking, type Tx, withWords } from '#lib/db.ts'
import { refusedInvitations } from '#lib/notices/refused-mails.ts'
import type { Prisma } from '#prisma/generated/client.ts'

export type ListedMember = {
  personId: string
  name: string
  /** ÅÅÅÅMMDD-****, as it is shown to administrators. */
  masked: string
  role: Role
  /** The last day. */
  validUntil: Date | null
  since: Date
  lastLoginAt: Date | null
  /** Has a user name too. Everybody may use e-legitimation. */
  hasPassword: boolean
  /** The mail server has refused their own address since. */
  mailRefusedAt: Date | null
}

/** The employer's members today, administrators first. */
export function listMembers({ db, actor }: Speaking, employerId: string): Promise<ListedMember[]> {
  return forEmployer({ db, actor }, employerId, async (tx) => (await membersIn(tx, { employerId })).sort(byRole))
}

/** One of them, or null. */
export async function findMember(
  { db, actor }: Speaking,
  { employerId, personId }: { employerId: string; personId: string },
): Promise<ListedMember | null> {
  const [member] = await forEmployer({ db, actor }, employerId, (tx) => membersIn(tx, { employerId, personId }))
  return member ?? null
}

async function membersIn(tx: Tx, where: Prisma.MemberWhereInput): Promise<ListedMember[]> {
  const rows = await tx.member.findMany({
    where: { ...where, removedAt: null, person: { removedAt: null } },
    include: { person: { select: { name: true, personMasked: true, lastLoginAt: true, username: true, mailRefusedAt: true } } },
  })
  return rows.map(({ person, ...row }) => ({
    personId: row.personId,
    name: person.name,
    masked: person.personMasked,
    role: withWords<typeof row, { role: Role }>(row).role,
    validUntil: row.validUntil,
    since: row.createdAt,
    lastLoginAt: person.lastLoginAt,
    hasPassword: person.username !== null,
    mailRefusedAt: person.mailRefusedAt,
  }))
}

const RANK: Record<Role, number> = { administrator: 0, handler: 1, ombud: 2, reader: 3 }
const byRole = (a: ListedMember, b: ListedMember): number => RANK[a.role] - RANK[b.role] || a.name.localeCompare(b.name, 'sv')

export type ListedInvitation = {
  id: string
  name: string
  address: string
  role: Role
  validUntil: Date | null
  /** Of the one person who may accept it, if it is bound. */
  masked: string | null
  createdAt: Date
  expiresAt: Date
  /** The mail with the link did not arrive: the mail server said no to the address. */
  isRefused: boolean
}

/** The invitations that nobody has accepted or taken back, the newest first; those that have run out too, until they are sent again. */
export async function listInvitations({ db, actor }: Speaking, employerId: string): Promise<ListedInvitation[]> {
  return forEmployer({ db, actor }, employerId, async (tx) => {
    const where = { employerId, acceptedAt: null, endedAt: null }
    const rows = await tx.invitation.findMany({ where, orderBy: { createdAt: 'desc' } })
    const refused = await refusedInvitations(tx, employerId)
    return rows.map((row) => ({
      ...{ id: row.id, name: row.name, address: row.address, role: withWords<typeof row, { role: Role }>(row).role },
      ...{ validUntil: row.validUntil, masked: row.personMasked, createdAt: row.createdAt, expiresAt: row.expiresAt },
      isRefused: refused.has(row.id),
    }))
  })
}
