import { type ActorContext, actorWord, type PersonActor } from '#lib/access/actor.ts'
import { requireAdministrator, requireFreshLogin } from '#lib/access/require-member.ts'
import { DAY_MS, stockholmDay } from '#lib/calendar.ts'
import { appendAudit, forEmployer, type SpeakerContext, type Tx } from '#lib/db.ts'
import { AppError } from '#lib/errors.ts'
import { parseOrgnr } from '#lib/identifiers.ts'
import type { Mandate } from '#prisma/generated/client.ts'

/** `validFrom` and `validUntil` are days (midnight UTC), both counted in. */
type GiveMandateInput = { employerId: string; agentOrgnr: string; validFrom: Date; validUntil: Date }

/**
 * Lets another organisation's certificates act for the employer. The agent need not have joined yet. Refuses (`not_allowed`)
 * others than administrators; (`invalid`) a wrong organisation number (`agent`), the employer's own (`agent_self`) and days in
 * the wrong order (`period`).
 */
export async function giveMandate(
  { db, actor, now }: ActorContext<PersonActor>,
  { employerId, validFrom, validUntil, ...input }: GiveMandateInput,
): Promise<Mandate> {
  await requireAdministrator({ db, actor }, employerId)
  const agentOrgnr = parseOrgnr(input.agentOrgnr.trim())
  if (!agentOrgnr) throw new AppError('invalid', 'agent')
  if (validUntil < validFrom) throw new AppError('invalid', 'period')
  return forEmployer({ db, actor }, employerId, async (tx) => {
    await requireFreshLogin(tx, actor, now)
    const { orgnr } = await tx.employer.findUniqueOrThrow({ where: { id: employerId } })
    if (orgnr === agentOrgnr) throw new AppError('invalid', 'agent_self')
    const mandate = await tx.mandate.create({ data: { employerId, agentOrgnr, validFrom, validUntil, givenBy: actor.personId } })
    const day = (date: Date) => date.toISOString().slice(0, 10)
    const detail = { agent: agentOrgnr, from: day(validFrom), until: day(validUntil) }
    await appendAudit(tx, { chain: employerId, actor: actorWord(actor), action: 'mandate.given', object: mandate.id, detail })
    return mandate
  })
}

type EndMandateInput = { employerId: string; mandateId: string }

/** Ends a mandate at once; does nothing to one that is ended. Refuses (`not_found`, `mandate`) another employer's. */
export async function endMandate(
  { db, actor, now }: ActorContext<PersonActor>,
  { employerId, mandateId: id }: EndMandateInput,
): Promise<void> {
  await requireAdministrator({ db, actor }, employerId)
  await forEmployer({ db, actor }, employerId, async (tx) => {
    await requireFreshLogin(tx, actor, now)
    const mandate = await tx.mandate.findFirst({ where: { id, employerId } })
    if (!mandate) throw new AppError('not_found', 'mandate')
    const ended = { endedAt: now, endedBy: actor.personId }
    const { count } = await tx.mandate.updateMany({ where: { id, employerId, endedAt: null }, data: ended })
    if (count === 0) return
    const detail = { agent: mandate.agentOrgnr }
    await appendAudit(tx, { chain: employerId, actor: actorWord(actor), action: 'mandate.ended', object: id, detail })
  })
}

/** `ended` by a person, before its last day or after; `later`: its first day is to come. */
export type ListedMandate = Mandate & { state: 'holds' | 'later' | 'past' | 'ended' }

/** The employer's hundred latest mandates, the newest first, with those that are over. */
export async function listMandates({ db, actor, now }: SpeakerContext, employerId: string): Promise<ListedMandate[]> {
  const mandates = await forEmployer({ db, actor }, employerId, (tx) =>
    tx.mandate.findMany({ where: { employerId }, orderBy: { givenAt: 'desc' }, take: 100 }),
  )
  return mandates.map((mandate) => ({ ...mandate, state: mandateState(mandate, stockholmDay(now) * DAY_MS) }))
}

function mandateState({ endedAt, validFrom, validUntil }: Mandate, today: number): ListedMandate['state'] {
  if (endedAt) return 'ended'
  if (validUntil.getTime() < today) return 'past'
  return validFrom.getTime() > today ? 'later' : 'holds'
}

export type HeldMandate = {
  employerId: string
  orgnr: string
  name: string
  services: string[]
  /** E-services that are in test. */
  tried: string[]
  validFrom: Date
  validUntil: Date
  /** Today is one of its days and nobody has ended it. */
  holds: boolean
}

/** The mandates that an organisation has been given, those that are over or to come too. On a page `tx` speaks for the organisation's own employer; gateway is told those of one that has a certificate registered. */
export function mandatesHeld(tx: Pick<Tx, '$queryRaw'>, agentOrgnr: string): Promise<HeldMandate[]> {
  return tx.$queryRaw<HeldMandate[]>`
    SELECT employer_id AS "employerId", orgnr, name, services, tried, valid_from AS "validFrom", valid_until AS "validUntil", holds
    FROM mandates_held(${agentOrgnr})`
}
