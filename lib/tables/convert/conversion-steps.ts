import type { OriginStep } from '#lib/checking/origin.ts'
import type { Conversion } from './conversion.ts'
import type { RepairKind } from './repairs.ts'

/** What was done to a table before it is sent, for the origin of what is sent: repairs, and what a person or a layout has decided. */
export function conversionSteps({
  repairCounts,
  reading,
  columns,
}: Pick<Conversion, 'repairCounts' | 'reading' | 'columns'>): OriginStep[] {
  const repaired = Object.entries(repairCounts).map(([kind, count]): OriginStep => ({ kind: kind as RepairKind, count }))
  if (!reading) return repaired
  const { sheet, sumRows, answers, layout } = reading
  const decided = columns.flatMap(({ column, heading, key }): OriginStep[] =>
    key && Object.hasOwn(answers.columns ?? {}, column) ? [{ kind: 'column', count: 1, from: heading, to: key }] : [],
  )
  return [
    ...(sheet && sheet.of > 1 ? [{ kind: 'sheet', count: 1, from: sheet.name } as const] : []),
    ...(answers.headerRow !== undefined && layout !== 'used' ? [{ kind: 'header-row', count: 1 } as const] : []),
    ...decided,
    ...(sumRows > 0 ? [{ kind: 'left-out-row', count: sumRows } as const] : []),
    ...repaired,
  ]
}
