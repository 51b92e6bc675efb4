import { appendAudit, forPerson, PORTAL_CHAIN } from '#lib/db.ts'
import { AppError } from '#lib/errors.ts'
import { type ActorContext, actorWord, type PersonActor } from './actor.ts'

/**
 * Everything that is kept about the person, as JSON: no secret, no content of a file. Refuses (`not_signed_in`) a login that has
 * ended, and (`not_allowed`, `fresh_login`) an old one: what leaves is all there is.
 */
export function exportPerson({ db, actor, now }: ActorContext<PersonActor>): Promise<object> {
  return forPerson({ db, actor }, async (tx) => {
    const [row] = await tx.$queryRaw<{ word: string; record: object }[]>`
      SELECT word, record FROM export_person(${actor.sessionId}::uuid)`
    if (row?.word === 'fresh_login') throw new AppError('not_allowed', 'fresh_login')
    if (row?.word !== 'ok') throw new AppError('not_signed_in')
    await appendAudit(tx, { chain: PORTAL_CHAIN, actor: actorWord(actor), action: 'person.exported', object: actor.personId })
    return { exportedAt: now.toISOString(), ...row.record }
  })
}
