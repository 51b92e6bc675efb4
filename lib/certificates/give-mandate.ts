import { type ActorContext, actorWord, type PersonActor } from '#lib/access/actor.ts'
import { requireAdministrator } from '#lib/access/require-administrator.ts'
import { appendAudit, forEmployer } from '#lib/db.ts'
import { AppError } from '#lib/errors.ts'
import { parseOrgnr } from '#lib/identifiers.ts'
import type { Mandate } from '#prisma/generated/client.ts'

/** `validFrom` and `validUntil` are days (midnight UTC), both counted in. */
type GiveMandateInput = { employerId: string; agentOrgnr: string; validFrom: Date; validUntil: Date }

/**
 * Lets another organisation's certificates act for the employer. The agent need not have joined yet. Refuses (`not_allowed`)
 * who is no administrator; (`invalid`) an organisation number that is none (`agent`), one's own (`agent_self`) and days in the
 * wrong order (`period`).
 */
export async function giveMandate(
  { db, actor }: Pick<ActorContext<PersonActor>, 'db' | 'actor'>,
  { employerId, validFrom, validUntil, ...input }: GiveMandateInput,
): Promise<Mandate> {
  await requireAdministrator({ db, actor }, employerId)
  const agentOrgnr = parseOrgnr(input.agentOrgnr.trim())
  if (!agentOrgnr) throw new AppError('invalid', 'agent')
  if (validUntil < validFrom) throw new AppError('invalid', 'period')
  return forEmployer(db, employerId, async (tx) => {
    const { orgnr } = await tx.employer.findUniqueOrThrow({ where: { id: employerId } })
    if (orgnr === agentOrgnr) throw new AppError('invalid', 'agent_self')
    const mandate = await tx.mandate.create({ data: { employerId, agentOrgnr, validFrom, validUntil, givenBy: actor.personId } })
    const day = (date: Date) => date.toISOString().slice(0, 10)
    const detail = { agent: agentOrgnr, from: day(validFrom), until: day(validUntil) }
    await appendAudit(tx, { chain: employerId, actor: actorWord(actor), action: 'mandate.given', object: mandate.id, detail })
    return mandate
  })
}
