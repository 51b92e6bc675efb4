import { createHash } from 'node:crypto'
import { forPerson } from '#lib/db.ts'
import { LIMITS } from '#lib/limits.ts'
import type { ActorContext, PersonActor } from './actor.ts'
import type { BrokerSignatureWay } from './verify-signature.ts'

/** What is signed: an application, as it was shown. */
export type SigningSubject = {
  applicationId: string
  way: BrokerSignatureWay
  /** SHA-256 of what is signed, hex. */
  digest: string
  /** As the person was shown it. */
  shown: string
}

/** The `state` of the broker's answer, as the database holds it. */
export const stateHash = (state: string): string => createHash('sha256').update(state).digest('hex')

/** Notes what the person goes to the broker with, under the `state` of its answer. One at a time in a login: an earlier one is dropped. */
export function beginSigning(
  { db, actor, now }: ActorContext<PersonActor>,
  { state, ...subject }: SigningSubject & { state: string },
): Promise<void> {
  const { personId, sessionId } = actor
  const expiresAt = new Date(now.getTime() + LIMITS.signingMinutes * 60_000)
  return forPerson({ db, actor }, async (tx) => {
    await tx.signing.deleteMany({ where: { OR: [{ sessionId }, { expiresAt: { lte: now } }] } })
    await tx.signing.create({ data: { ...subject, stateHash: stateHash(state), personId, sessionId, createdAt: now, expiresAt } })
  })
}
