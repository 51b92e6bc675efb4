import { type ActorContext, actorWord, type PersonActor } from '#lib/access/actor.ts'
import type { Role } from '#lib/access/employers-of.ts'
import { hashLink } from '#lib/access/link-token.ts'
import { appendAudit, type Context, forPerson, PORTAL_CHAIN } from '#lib/db.ts'
import { AppError } from '#lib/errors.ts'
import { tellAdministrators } from './tell-members.ts'

export type FoundInvitation = {
  id: string
  employerId: string
  employer: string
  orgnr: string
  role: Role
  validUntil: Date | null
  expiresAt: Date
  state: 'open' | 'accepted' | 'ended' | 'late'
  /** It is bound to nobody else. */
  theirs: boolean
}

/** The invitation of a link, for who holds it. `viewer`: the personKey of who looks. Null: there is none. */
export async function findInvitation(
  { db }: Pick<Context, 'db'>,
  { token, viewer }: { token: string; viewer: string | null },
): Promise<FoundInvitation | null> {
  const [found] = await db.prisma.$queryRaw<FoundInvitation[]>`
    SELECT id, employer_id AS "employerId", employer, orgnr, role, valid_until AS "validUntil", expires_at AS "expiresAt", state, theirs
    FROM find_invitation(${hashLink(token)}, ${viewer})`
  return found ?? null
}

/**
 * Makes the actor a member by the link of an invitation, once; the same person again changes nothing. A member gets its role. Refuses
 * (`conflict`) a link that there is not (`invitation_gone`), a login that is not by e-legitimation (`invitation_eleg`), another person
 * than it is for (`invitation_other`), one that is used, taken back or late (`invitation_used`, `invitation_ended`, `invitation_late`),
 * or that would make an administrator less (`administrator_already`).
 */
export async function acceptInvitation(
  { db, actor, now }: ActorContext<PersonActor>,
  token: string,
): Promise<{ employerId: string }> {
  const found = await findInvitation({ db }, { token, viewer: null })
  if (!found) throw refusalOf('gone')
  const { employerId, role } = found
  await forPerson({ db, actor }, async (tx) => {
    const [row] = await tx.$queryRaw<{ became: string }[]>`
      SELECT accept_invitation(${actor.sessionId}::uuid, ${hashLink(token)}) AS became`
    if (row?.became === 'again') return
    if (row?.became !== 'done') throw refusalOf(row?.became)
    const entry = { actor: actorWord(actor), action: 'invitation.accepted', object: found.id }
    await appendAudit(tx, { ...entry, chain: employerId, detail: { role, person: actor.personId } })
    await appendAudit(tx, { ...entry, chain: PORTAL_CHAIN, detail: { role } })
    const about = `invitation:${found.id}`
    await tellAdministrators(tx, { kind: 'member-joined', employerId, about, path: '/foretaget/personer', now })
  })
  return { employerId }
}

function refusalOf(became: string | undefined): AppError {
  switch (became) {
    case 'login':
      return new AppError('not_signed_in')
    case 'eleg':
      return new AppError('conflict', 'invitation_eleg')
    case 'other':
      return new AppError('conflict', 'invitation_other')
    case 'used':
      return new AppError('conflict', 'invitation_used')
    case 'ended':
      return new AppError('conflict', 'invitation_ended')
    case 'late':
      return new AppError('conflict', 'invitation_late')
    case 'has':
    case 'last':
      return new AppError('conflict', 'administrator_already')
    default:
      return new AppError('conflict', 'invitation_gone')
  }
}
