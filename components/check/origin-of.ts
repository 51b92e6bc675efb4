import type { Origin, OriginStep } from '#lib/checking/origin.ts'
import type { RepairKind } from '#lib/tables/convert/repairs.ts'
import type { CheckedFile } from './use-check.ts'

/** What a checked file was made of: mended here, converted, or both; undefined for one that is sent as it was chosen. */
export function originOf({
  chosen,
  converted,
  mended,
}: Pick<CheckedFile, 'chosen' | 'converted' | 'mended'>): Origin | undefined {
  if (!converted?.xml) return mended
  const steps = Object.entries(converted.repairCounts).map(([kind, count]): OriginStep => ({ kind: kind as RepairKind, count }))
  const came = mended ?? { ...converted.came, name: chosen.name, steps: [] }
  return { ...came, steps: [...came.steps, ...steps] }
}
