// Conversions: how a company's own tables are to be read, as its people have decided it. The page of a hand-in remembers what was
// answered there; machines are read by the version that somebody has switched on (switch-conversion.ts).
//
// Not here: what a layout is and how a table is read by one (lib/tables).
import { type ActorContext, actorWord, type PersonActor } from '#lib/access/actor.ts'
import { requireActor } from '#lib/access/require-member.ts'
import { appendAudit, forEmployer, type Tx } from '#lib/db.ts'
import { AppError } from '#lib/errors.ts'
import { LIMITS } from '#lib/limits.ts'
import type { Service } from '#lib/services/description.ts'
import { type Layout, readLayout } from '#lib/tables/layout.ts'
import type { Prisma } from '#prisma/generated/client.ts'

/** A version of a company's conversion for an e-service. */
export type ConversionVersion = { id: string; version: number; layout: Layout }

/** `layout`: JSON as it came. */
type RememberConversionInput = { employerId: string; service: Service; layout: unknown }

/**
 * Keeps a layout as the newest version of the company's conversion for the e-service; the same as the newest is not kept twice. Refuses
 * (`invalid`, `layout`) what is none of the e-service's, (`not_allowed`, `reader`) one who may only look, and (`conflict`,
 * `conversions_full`) more than LIMITS.conversionVersions.
 */
export function rememberConversion(
  { db, actor }: ActorContext<PersonActor>,
  { employerId, service, ...input }: RememberConversionInput,
): Promise<ConversionVersion> {
  const layout = readLayout(service, input.layout)
  if (!layout) throw new AppError('invalid', 'layout')
  return forEmployer({ db, actor }, employerId, async (tx) => {
    await requireActor(tx, { actor, employerId })
    await tx.$queryRaw`SELECT 1 AS one FROM pg_advisory_xact_lock(hashtextextended(${`conversions:${employerId}`}, 0))`
    const newest = await readNewest(tx, { employerId, service })
    if (newest && isSame(newest.layout, layout)) return newest
    const version = (newest?.version ?? 0) + 1
    if (version > LIMITS.conversionVersions) throw new AppError('conflict', 'conversions_full')
    const data = { employerId, service: service.id, version, layout: layout as unknown as Prisma.InputJsonValue }
    const { id } = await tx.conversion.create({ data: { ...data, madeBy: actor.personId }, select: { id: true } })
    const detail = { service: service.id, version }
    await appendAudit(tx, { chain: employerId, actor: actorWord(actor), action: 'conversion.remembered', object: id, detail })
    return { id, version, layout }
  })
}

/** The newest version, which the page of a hand-in reads tables by; undefined where there is none, or its fields are no more. */
export async function readNewest(
  tx: Tx,
  { employerId, service }: { employerId: string; service: Service },
): Promise<ConversionVersion | undefined> {
  const row = await tx.conversion.findFirst({ where: { employerId, service: service.id }, orderBy: { version: 'desc' } })
  const layout = row && readLayout(service, row.layout)
  return row && layout ? { id: row.id, version: row.version, layout } : undefined
}

/** Both come from readLayout, which writes its members in one order. */
const isSame = (one: Layout, other: Layout): boolean => JSON.stringify(one) === JSON.stringify(other)
