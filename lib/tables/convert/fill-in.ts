import { type Day, stockholmDay } from '#lib/calendar.ts'
import { parseIdentity, toEdgeOrgnr } from '#lib/identifiers.ts'
import type { Service, TableColumn } from '#lib/services/description.ts'
import { partOf } from '../columns.ts'
import type { ConvertOptions } from './conversion.ts'
import type { ReadRows } from './read-rows.ts'

/** Values for columns that are missing or empty, by `part/field#nth`. */
export type FilledColumns = Map<string, string>

/** Fills in the logged-in company: its identity, and its name where the identity in the table is its own. */
export function fillIn(
  service: Service,
  read: ReadRows,
  { employer, now }: Pick<ConvertOptions, 'employer' | 'now'>,
): FilledColumns {
  const filled: FilledColumns = new Map()
  const columns = service.table?.columns ?? []
  if (!employer) return filled
  const today = stockholmDay(now)
  for (const column of columns) {
    if (column.filledWith === 'identity' && valuesOf(read, column).size === 0)
      filled.set(`${column.field}#1`, toEdgeOrgnr(employer.identity))
  }
  for (const column of columns) {
    if (column.filledWith !== 'name' || valuesOf(read, column).size > 0) continue
    const identity = columns.find((each) => each.filledWith === 'identity' && partOf(each) === partOf(column))
    if (!identity || !isAllOf(valuesOf(read, identity), employer.identity, today)) continue
    filled.set(`${column.field}#1`, employer.name)
  }
  return filled
}

function valuesOf(read: ReadRows, { field }: TableColumn): Set<string> {
  const index = read.columns.findIndex(({ column }) => column.described.field === field)
  const values = new Set<string>()
  if (index >= 0) for (const { texts } of read.entries) if (texts[index]) values.add(texts[index])
  return values
}

function isAllOf(values: Set<string>, identity: string, today: Day): boolean {
  return [...values].every((value) => {
    const parsed = parseIdentity(value, today)
    return 'canonical' in parsed && parsed.canonical === identity
  })
}
