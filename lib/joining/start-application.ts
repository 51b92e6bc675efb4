import { randomBytes } from 'node:crypto'
import { type ActorContext, actorWord, type PersonActor } from '#lib/access/actor.ts'
import { appendAudit, forPerson, PORTAL_CHAIN } from '#lib/db.ts'
import { AppError } from '#lib/errors.ts'
import { newReference } from '#lib/identifiers.ts'
import type { Keeping } from '#lib/keeping/open-keeping.ts'
import { LIMITS } from '#lib/limits.ts'
import type { ApplicationKind } from './application.ts'
import { storeNumbers } from './opened-numbers.ts'

type StartApplicationInput = {
  kind: ApplicationKind
  /** The applicant's own, where it is known: kept sealed, for the broker to ask for at the signature. */
  personnummer?: string | null
  keeping: Keeping
}

/** Begins an application; the actor is its applicant. Refuses (`too_many`, `drafts`) more unfinished ones than a person may have. */
export async function startApplication(
  { db, actor, now }: ActorContext<PersonActor>,
  { kind, personnummer = null, keeping }: StartApplicationInput,
): Promise<{ applicationId: string; reference: string }> {
  const typed = personnummer === null ? [] : [{ text: personnummer, canonical: personnummer }]
  const [applicantNumber] = await storeNumbers({ keeping, actor }, typed)
  return forPerson({ db, actor }, async (tx) => {
    // Those who start at once take turns: the count is right.
    await tx.$queryRaw`SELECT 1 AS one FROM (SELECT pg_advisory_xact_lock(hashtextextended('drafts ' || ${actor.personId}, 0))) AS turn`
    const where = { applicantId: actor.personId, state: 'draft' }
    if ((await tx.application.count({ where })) >= LIMITS.applicationDrafts) throw new AppError('too_many', 'drafts')
    const person = await tx.person.findUniqueOrThrow({ where: { id: actor.personId }, select: { mail: true } })
    const fields = { ...(person.mail && { mail: person.mail }), ...(applicantNumber && { applicantNumber }) }
    const { id, reference } = await tx.application.create({
      data: {
        reference: newReference(randomBytes(8)),
        kind,
        applicantId: actor.personId,
        fields,
        createdAt: now,
        changedAt: now,
      },
    })
    const entry = { chain: PORTAL_CHAIN, actor: actorWord(actor), object: id }
    await appendAudit(tx, { ...entry, action: 'application.started', detail: { reference, kind } })
    return { applicationId: id, reference }
  })
}
