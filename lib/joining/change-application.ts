import { type ActorContext, actorWord, type PersonActor } from '#lib/access/actor.ts'
import { appendAudit, forPerson, PORTAL_CHAIN } from '#lib/db.ts'
import { AppError } from '#lib/errors.ts'
import { Prisma } from '#prisma/generated/client.ts'
import { isApplicationOver } from './application.ts'
import { lockOwn } from './open-draft.ts'
import { forgetAnswers } from './void-signatures.ts'

/**
 * The applicant takes an application that is being signed back to change it: all signatures are void, and its number is free
 * unless it has been handed in before. Refuses (`not_found`, `application`) another's, (`conflict`, `application_state`) any other.
 */
export function reopenApplication({ db, actor, now }: ActorContext<PersonActor>, reference: string): Promise<void> {
  return forPerson({ db, actor }, async (tx) => {
    const { id, state, submittedAt } = await lockOwn(tx, actor, reference)
    if (state !== 'signing') throw new AppError('conflict', 'application_state')
    await forgetAnswers(tx, id)
    const held = submittedAt === null ? { holdsNumberAt: null } : {}
    const open = { state: submittedAt === null ? 'draft' : 'returned', document: Prisma.DbNull, digest: null, ...held }
    await tx.application.update({ where: { id }, data: { ...open, changedAt: now, version: { increment: 1 } } })
    await appendAudit(tx, audit(actor, 'application.reopened', id, reference))
  })
}

/** The applicant takes it back for good; all are told. Refuses as reopenApplication one that is over. */
export function withdrawApplication({ db, actor, now }: ActorContext<PersonActor>, reference: string): Promise<void> {
  return forPerson({ db, actor }, async (tx) => {
    const { id, state, version, askedTimes } = await lockOwn(tx, actor, reference)
    if (isApplicationOver(state)) throw new AppError('conflict', 'application_state')
    await tx.application.update({ where: { id }, data: { state: 'withdrawn', changedAt: now } })
    await appendAudit(tx, audit(actor, 'application.withdrawn', id, reference))
    if (askedTimes === 0) return
    await tx.$executeRaw`SELECT tell_parties(${id}::uuid, 'application-withdrawn', ${`application:${id}:${version}`}, ${now})`
  })
}

const audit = (actor: PersonActor, action: string, object: string, reference: string) => ({
  chain: PORTAL_CHAIN,
  actor: actorWord(actor),
  action,
  object,
  detail: { reference },
})
