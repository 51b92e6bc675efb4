import { appendAudit, forEmployer, type Tx } from '#lib/db.ts'
import { AppError } from '#lib/errors.ts'
import { type ActorContext, actorWord, type PersonActor } from './actor.ts'
import { requireMember } from './require-member.ts'

/**
 * From now on the actor's login acts for the employer. Refuses (`not_found`) one that the person may not act for
 * today, and (`not_allowed`, `password_login`) one that lets nobody in without e-legitimation.
 */
export async function chooseEmployer({ db, actor, now }: ActorContext<PersonActor>, employerId: string): Promise<void> {
  const { personId, sessionId } = actor
  const { role } = await requireMember({ db, actor }, employerId)
  await forEmployer({ db, actor }, employerId, async (tx) => {
    const session = await tx.loginSession.updateMany({ where: { id: sessionId, personId }, data: { employerId } })
    if (session.count === 0) throw new AppError('not_signed_in')
    await requireWay(tx, { employerId, sessionId })
    await tx.member.updateMany({ where: { employerId, personId }, data: { usedAt: now } })
    await tx.assignment.updateMany({ where: { clientId: employerId, personId, endedAt: null }, data: { usedAt: now } })
    await appendAudit(tx, {
      chain: employerId,
      actor: actorWord(actor),
      action: 'session.acts-for',
      object: sessionId,
      detail: { role },
    })
  })
}

async function requireWay(tx: Tx, { employerId, sessionId }: { employerId: string; sessionId: string }): Promise<void> {
  const { passwordLogin } = await tx.employer.findUniqueOrThrow({ where: { id: employerId }, select: { passwordLogin: true } })
  if (passwordLogin) return
  const { way } = await tx.loginSession.findUniqueOrThrow({ where: { id: sessionId }, select: { way: true } })
  if (way !== 'eleg') throw new AppError('not_allowed', 'password_login')
}
