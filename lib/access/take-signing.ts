import { forPerson } from '#lib/db.ts'
import { AppError } from '#lib/errors.ts'
import type { ActorContext, PersonActor } from './actor.ts'
import { type SigningSubject, stateHash } from './begin-signing.ts'

/**
 * What the broker's answer with this `state` is about: once, for the login that it was begun in. Refuses (`conflict`, `signing_spent`)
 * an answer that has been used, took too long, or belongs to no signature of this login.
 */
export function takeSigning(
  { db, actor, now }: ActorContext<PersonActor>,
  state: string,
): Promise<SigningSubject & { reference: string }> {
  return forPerson({ db, actor }, async (tx) => {
    const [taken] = await tx.$queryRaw<(SigningSubject & { reference: string })[]>`
      DELETE FROM signing s USING application a
      WHERE a.id = s.application_id AND s.state_hash = ${stateHash(state)} AND s.expires_at > ${now}
        AND s.session_id = ${actor.sessionId}::uuid AND s.person_id = ${actor.personId}::uuid
      RETURNING s.application_id AS "applicationId", s.way, s.digest, s.shown, a.reference`
    if (!taken) throw new AppError('conflict', 'signing_spent')
    return taken
  })
}
