import { forEmployer, type Speaking } from '#lib/db.ts'
import { serviceById } from '#lib/services/catalogue.ts'
import type { Service } from '#lib/services/description.ts'
import { readLayout } from '#lib/tables/layout.ts'
import { type ConversionVersion, readNewest } from './remember-conversion.ts'

export type ListedConversion = ConversionVersion & { service: string; madeAt: Date; onSince: Date | null }

/** Versions shown of an e-service; the one that is switched on always is. */
const SHOWN = 5

/** The company's conversions: the newest versions of each e-service, newest first, and the one that is switched on. */
export async function listConversions(at: Speaking, employerId: string): Promise<ListedConversion[]> {
  const rows = await forEmployer(at, employerId, (tx) =>
    tx.conversion.findMany({ where: { employerId }, orderBy: [{ service: 'asc' }, { version: 'desc' }] }),
  )
  const shown = new Map<string, number>()
  return rows.flatMap(({ id, service, version, layout: stored, madeAt, onSince }) => {
    const described = serviceById(service)
    const layout = described && readLayout(described, stored)
    const count = (shown.get(service) ?? 0) + 1
    shown.set(service, count)
    return layout && (count <= SHOWN || onSince) ? [{ id, service, version, layout, madeAt, onSince }] : []
  })
}

/** The newest version for an e-service, if there is one. */
export function findConversion(
  at: Speaking,
  { employerId, service }: { employerId: string; service: Service },
): Promise<ConversionVersion | undefined> {
  return forEmployer(at, employerId, (tx) => readNewest(tx, { employerId, service }))
}
