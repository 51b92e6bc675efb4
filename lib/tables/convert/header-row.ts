import { withoutLookalikes } from '#lib/checking/values/lookalike.ts'
import { parsePerson } from '#lib/identifiers.ts'
import type { TableEncoding } from '#lib/services/description.ts'
import { knownColumns } from '../columns.ts'
import { HEADER_WITHIN } from '../csv/read-csv.ts'
import type { Row, Table } from '../table.ts'

/** `skipped`: rows with content above it. */
export type HeaderRow = { row: Row; skipped: number }

/** The first rows with content, among which the headings are. */
export function firstRows(table: Table): Row[] {
  const rows: Row[] = []
  for (const row of table.rows()) {
    rows.push(row)
    if (rows.length === HEADER_WITHIN) break
  }
  return rows
}

/** The row that was chosen, else the one with most known headings. `chosen`: its number in the sheet. */
export function findHeader(rows: readonly Row[], encoding: TableEncoding, chosen: number | undefined): HeaderRow | undefined {
  const at = rows.findIndex(({ row }) => row === chosen)
  if (at >= 0) return { row: rows[at] as Row, skipped: at }
  let best: (HeaderRow & { known: number }) | undefined
  for (const [skipped, row] of rows.entries()) {
    const known = knownColumns(encoding, row.cells)
    if (known > (best?.known ?? 0)) best = { row, skipped, known }
  }
  return best
}

/** Whether the first row is a case already, with the number of a person. */
export function isHeadless([first]: readonly Row[], today: number): boolean {
  // The delimiter is known by the headings, and may be another.
  const parts = first?.cells.flatMap(({ text }) => withoutLookalikes(text).split(/[;,\t]/)) ?? []
  return parts.some((part) => 'canonical' in parsePerson(part.trim(), today))
}
