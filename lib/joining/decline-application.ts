import { type ActorContext, actorWord, type PersonActor } from '#lib/access/actor.ts'
import { appendAudit, forPerson, PORTAL_CHAIN } from '#lib/db.ts'
import { AppError } from '#lib/errors.ts'
import { lockApplication, openParts } from './read-signable.ts'

/**
 * Somebody named says no to all parts that they have not signed. The application waits for the applicant, who changes or withdraws
 * it. Refuses as readSignable.
 */
export function declineApplication(
  { db, actor, now }: ActorContext<PersonActor>,
  applicationId: string,
): Promise<{ reference: string }> {
  return forPerson({ db, actor }, async (tx) => {
    const row = await lockApplication(tx, applicationId, now)
    const { partyIds, parts } = await openParts(tx, row, actor)
    if (partyIds.length === 0) throw new AppError('conflict', 'application_answered')
    const where = { id: { in: partyIds }, answer: null }
    const { count } = await tx.applicationParty.updateMany({ where, data: { answer: 'declined', answeredAt: now } })
    const { reference } = row
    const detail = { reference, as: parts.join(','), places: count }
    await appendAudit(tx, { chain: PORTAL_CHAIN, actor: actorWord(actor), action: 'application.refused', object: row.id, detail })
    // Each one's no is told of by itself.
    const about = `application:${row.id}:${row.askedTimes}:${actor.personId}`
    await tx.$executeRaw`SELECT tell_parties(${row.id}::uuid, 'application-refused', ${about}, ${now})`
    return { reference }
  })
}
