import type { Origin, OriginStep } from '#lib/checking/origin.ts'
import type { RepairKind } from '#lib/tables/convert/repairs.ts'
import type { CheckedFile } from './use-check.ts'

/** What a checked file was made of; undefined for one that is sent as it was chosen. */
export function originOf({ chosen, converted }: Pick<CheckedFile, 'chosen' | 'converted'>): Origin | undefined {
  if (!converted?.xml) return undefined
  const steps = Object.entries(converted.repairCounts).map(([kind, count]): OriginStep => ({ kind: kind as RepairKind, count }))
  return { ...converted.came, name: chosen.name, steps }
}
