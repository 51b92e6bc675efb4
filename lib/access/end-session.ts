import { appendAudit, PORTAL_CHAIN } from '#lib/db.ts'
import { type ActorContext, actorWord, type PersonActor } from './actor.ts'

/** Logs out: deletes the actor's login and what was kept for it. Does nothing to a login that has ended. */
export async function endSession({ db, actor }: Pick<ActorContext<PersonActor>, 'db' | 'actor'>): Promise<void> {
  const { sessionId, personId } = actor
  await db.prisma.$transaction(async (tx) => {
    const ended = await tx.loginSession.deleteMany({ where: { id: sessionId, personId } })
    if (ended.count === 0) return
    await appendAudit(tx, { chain: PORTAL_CHAIN, actor: actorWord(actor), action: 'session.ended', object: sessionId })
  })
}
