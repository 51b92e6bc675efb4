import { redact } from '#lib/checking/redact.ts'
import type { Row, Table } from '../table.ts'
import type { CellFault, KnownColumn } from './read-rows.ts'

/** Cases that stand in rows which are not shown, by the first of them. */
export type HiddenRows = { first: number; count: number }

/** F16: what is read of a workbook besides what is seen when it is opened, and which sheet was read. */
export function hiddenParts(
  { sheet }: Table,
  headerRow: number,
  parts: { columns: KnownColumn[]; rows: HiddenRows },
): CellFault[] {
  if (!sheet) return []
  const remarks: CellFault[] = []
  const { name, nth, of, hiddenColumns } = sheet
  if (of > 1)
    remarks.push({ code: 'F16', row: headerRow, column: 1, params: { case: 'sheet', found: redact(name), nth, max: of } })
  const columns = parts.columns.filter(({ at }) => hiddenColumns.has(at))
  const [first] = columns
  if (first) remarks.push({ code: 'F16', row: headerRow, column: first.at, params: { case: 'columns', count: columns.length } })
  const { rows } = parts
  if (rows.count > 0) remarks.push({ code: 'F16', row: rows.first, column: 1, params: { case: 'rows', count: rows.count } })
  return remarks
}

/** Rows that are left out: sums and such, without anything that a case must have. */
export type LeftOut = { first: Row; count: number }

/** F16: one remark for all, at the first. */
export function leftOutRows(rows: LeftOut | undefined): CellFault[] {
  if (!rows) return []
  const { row } = rows.first
  return [{ code: 'F16', row, column: 1, params: { case: 'leftOut', count: rows.count, row, found: textsIn(rows.first) } }]
}

/** The first texts of a row, as a finding may repeat them. */
export function textsIn({ cells }: Row): string {
  const texts = cells.flatMap(({ text }) => (text.trim() === '' ? [] : [redact(text.trim())]))
  return texts.slice(0, 3).join(', ')
}
