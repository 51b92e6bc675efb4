import { forEmployer, type Speaking, type Tx } from '#lib/db.ts'
import { AppError } from '#lib/errors.ts'
import type { Service } from '#lib/services/description.ts'
import { readLayout } from '#lib/tables/layout.ts'
import type { ConversionVersion } from './remember-conversion.ts'

/** What a table is converted by: the version that is switched on, and for whom. */
export type ConversionInUse = ConversionVersion & { employer: { identity: string; name: string } }

/** The version by which machines' tables are read; undefined where none is switched on. */
export function conversionInUse(
  at: Speaking,
  { employerId, service }: { employerId: string; service: Service },
): Promise<ConversionInUse | undefined> {
  return forEmployer(at, employerId, async (tx) => {
    const row = await tx.conversion.findFirst({ where: { employerId, service: service.id, onSince: { not: null } } })
    const layout = row && readLayout(service, row.layout)
    if (!row || !layout) return undefined
    const { orgnr: identity, name } = await tx.employer.findUniqueOrThrow({ where: { id: employerId } })
    return { id: row.id, version: row.version, layout, employer: { identity, name } }
  })
}

/** In the transaction that commits. Refuses (`conflict`, `conversion_off`) a version that is not switched on any more. */
export async function requireInUse(tx: Tx, { employerId, id }: { employerId: string; id: string }): Promise<void> {
  const found = await tx.conversion.findFirst({ where: { id, employerId, onSince: { not: null } }, select: { id: true } })
  if (!found) throw new AppError('conflict', 'conversion_off')
}
