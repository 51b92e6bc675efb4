import { type ActorContext, actorWord, type PersonActor } from '#lib/access/actor.ts'
import { requireAdministrator, requireFreshLogin } from '#lib/access/require-member.ts'
import { appendAudit, forEmployer } from '#lib/db.ts'
import { AppError } from '#lib/errors.ts'
import { dayText, readTerms } from './member-terms.ts'
import { tellMember } from './tell-members.ts'

type MemberKey = { employerId: string; personId: string }
type ChangeMemberInput = MemberKey & { role: string; validUntil: Date | null }

/**
 * Gives a member another role or end date, from now on. Refuses (`not_allowed`) others than administrators, and an old login;
 * (`not_found`, `member`) who is no member; (`invalid`) what readTerms refuses; (`conflict`) an employer's last administrator
 * (`last_administrator`), and to make somebody administrator, who accepts an invitation first (`administrator_accepts`).
 */
export async function changeMember(
  { db, actor, now }: ActorContext<PersonActor>,
  { employerId, personId, ...typed }: ChangeMemberInput,
): Promise<void> {
  await requireAdministrator({ db, actor }, employerId)
  const { role, validUntil } = readTerms(typed, now)
  await forEmployer({ db, actor }, employerId, async (tx) => {
    await requireFreshLogin(tx, actor, now)
    const before = await tx.member.findFirst({ where: { employerId, personId, removedAt: null } })
    const [row] = await tx.$queryRaw<{ became: string }[]>`
      SELECT change_member(${actor.sessionId}::uuid, ${employerId}::uuid, ${personId}::uuid, ${role}, ${dayText(validUntil)}::date) AS became`
    if (row?.became === 'same') return
    refuseUnlessDone(row?.became)
    const detail = { from: before?.role ?? null, to: role, until: dayText(validUntil) }
    await appendAudit(tx, { chain: employerId, actor: actorWord(actor), action: 'member.changed', object: personId, detail })
    const about = `member:${employerId}:${now.toISOString()}`
    await tellMember(tx, { kind: 'role-changed', personId, about, path: '/foretag', now })
  })
}

/**
 * Ends what a member may, at once. Refuses (`not_allowed`) others than administrators, and an old login; (`not_found`, `member`) who is
 * no member; (`conflict`, `last_administrator`) an employer's last administrator.
 */
export async function removeMember(
  { db, actor, now }: ActorContext<PersonActor>,
  { employerId, personId }: MemberKey,
): Promise<void> {
  await requireAdministrator({ db, actor }, employerId)
  await forEmployer({ db, actor }, employerId, async (tx) => {
    await requireFreshLogin(tx, actor, now)
    const [row] = await tx.$queryRaw<{ became: string }[]>`
      SELECT remove_member(${actor.sessionId}::uuid, ${employerId}::uuid, ${personId}::uuid) AS became`
    refuseUnlessDone(row?.became)
    await appendAudit(tx, { chain: employerId, actor: actorWord(actor), action: 'member.removed', object: personId })
    const about = `member:${employerId}:${now.toISOString()}`
    await tellMember(tx, { kind: 'access-ended', personId, about, path: '/foretag', now })
  })
}

function refuseUnlessDone(became: string | undefined): void {
  switch (became) {
    case 'done':
      return
    case 'administrator':
      throw new AppError('not_allowed', 'administrator')
    case 'last':
      throw new AppError('conflict', 'last_administrator')
    case 'accepts':
      throw new AppError('conflict', 'administrator_accepts')
    default:
      throw new AppError('not_found', 'member')
  }
}
