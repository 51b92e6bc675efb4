import { appendAudit, commitForEmployer } from '#lib/db.ts'
import { type ActorContext, actorWord, type PersonActor } from './actor.ts'
import { requireAdministrator, requireFreshLogin } from './require-member.ts'

/**
 * Whether somebody may become administrator of the company by a form on paper: while it is blocked, e-legitimation alone does. Refuses
 * (`not_allowed`) another role or an old login. The same again changes nothing.
 */
export async function blockPaper(
  { db, actor, now }: ActorContext<PersonActor>,
  { employerId, paper }: { employerId: string; paper: 'blocked' | 'open' },
): Promise<void> {
  await requireAdministrator({ db, actor }, employerId)
  await commitForEmployer({ db, actor }, { employerId, writes: 'change' }, async (tx) => {
    await requireFreshLogin(tx, actor, now)
    const where = { id: employerId, paperBlockedAt: paper === 'blocked' ? null : { not: null } }
    const { count } = await tx.employer.updateMany({ where, data: { paperBlockedAt: paper === 'blocked' ? now : null } })
    if (count === 0) return
    await appendAudit(tx, { chain: employerId, actor: actorWord(actor), action: `paper.${paper}`, object: employerId })
  })
}
