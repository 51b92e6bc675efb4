import type { Day } from '#lib/calendar.ts'
import type { Params } from '#lib/checking/findings.ts'
import { describedField } from '#lib/services/described-fields.ts'
import type { Field, Service } from '#lib/services/description.ts'
import { type Column, type Header, keyOf, knownColumns, readHeader } from '../columns.ts'
import { HEADER_WITHIN } from '../csv/read-csv.ts'
import { type Cell, type Row, type Table, TableFault } from '../table.ts'
import { repairCell } from './repair-cell.ts'
import type { Repairs } from './repairs.ts'

/** A row with a case: its repaired values in the order of the known columns. */
export type CaseRow = { row: number; texts: readonly string[] }

/** A fault of the table itself, placed at a cell. */
export type CellFault = { code: 'F06'; row: number; column: number; field?: string; params: Params }

/** `ofCase`: a value in the column makes the row a case. */
export type KnownColumn = { column: Column; key: string; at: number; field: Field; ofCase: boolean }

export type ReadRows = {
  headerRow: number
  headings: readonly Cell[]
  header: Header
  /** Known columns, with their position from 1. */
  columns: KnownColumn[]
  entries: CaseRow[]
  faults: CellFault[]
  /** Parameters that explain findings which the check will make, by `row:column`. */
  doubts: Map<string, Params>
}

const MOST_FAULTS = 1000

export function readRows(table: Table, service: Service, { repairs, today }: { repairs: Repairs; today: Day }): ReadRows {
  const encoding = service.table ?? { columns: [] }
  const heading = findHeader(table, encoding)
  if (!heading) throw new TableFault('F02', { case: 'noHeadings' })
  if (heading.skipped > 0)
    repairs.add({ kind: 'rows-above', row: heading.row.row, column: 0, from: String(heading.skipped), to: '' })
  const header = readHeader(encoding, heading.row.cells)
  const columns = header.columns.flatMap((column, i): KnownColumn[] => {
    if (!column) return []
    const { part, field } = describedField(service, column.described.field)
    return [{ column, key: keyOf(column), at: i + 1, field, ofCase: part.role === 'case' || part.role === 'period' }]
  })
  const read: ReadRows = {
    headerRow: heading.row.row,
    headings: heading.row.cells,
    header,
    columns,
    entries: [],
    faults: headingFaults(header, heading.row),
    doubts: new Map(),
  }
  for (const row of table.rows()) if (row.row > heading.row.row) readRow(row, read, { table, repairs, today })
  return read
}

type ReadRowContext = { table: Table; repairs: Repairs; today: Day }

function readRow(row: Row, read: ReadRows, { table, repairs, today }: ReadRowContext): void {
  const hasCase = read.columns.some(({ at, ofCase }) => ofCase && (row.cells[at - 1]?.text ?? '').trim() !== '')
  if (!hasCase) {
    const first = row.cells.find(({ text }) => text.trim() !== '')
    repairs.add({ kind: 'row-without-case', row: row.row, column: 0, from: (first?.text ?? '').slice(0, 100), to: '' })
    return
  }
  const texts = read.columns.map(({ field, at }) => {
    const cell = row.cells[at - 1]
    if (!cell) return ''
    const { text, steps, doubt } = repairCell(cell, field, today)
    for (const step of steps) repairs.add({ ...step, row: row.row, column: at, field: field.name })
    if (doubt && steps.every(({ kind }) => kind !== 'date-form')) read.doubts.set(`${row.row}:${at}`, doubt)
    return text
  })
  read.entries.push({ row: row.row, texts })
  // In CSV a cell too many means that the ones before it may have moved.
  const extra = row.cells.findIndex(({ text }, i) => i >= read.headings.length && text.trim() !== '')
  if (extra >= 0 && table.format === 'csv' && read.faults.length < MOST_FAULTS)
    read.faults.push(faultAt(row, extra + 1, { case: 'extraCell' }))
}

type HeaderRow = { row: Row; skipped: number }

/** The row with most known headings among the first HEADER_WITHIN. */
function findHeader(table: Table, encoding: NonNullable<Service['table']>): HeaderRow | undefined {
  let best: (HeaderRow & { known: number }) | undefined
  let seen = 0
  for (const row of table.rows()) {
    const known = knownColumns(encoding, row.cells)
    if (known > (best?.known ?? 0)) best = { row, skipped: seen, known }
    if (++seen === HEADER_WITHIN) break
  }
  return best
}

function headingFaults({ repeated, ambiguous }: Header, row: Row): CellFault[] {
  return [
    ...repeated.map((i) => faultAt(row, i + 1, { case: 'repeatedColumn', found: headingAt(row, i) })),
    ...ambiguous.map(({ index, couldBe }) =>
      faultAt(row, index + 1, { case: 'ambiguousColumn', found: headingAt(row, index), columns: couldBe.join(' ') }),
    ),
  ]
}

function headingAt({ cells }: Row, index: number): string {
  return (cells[index]?.text ?? '').trim().slice(0, 60)
}

function faultAt({ row }: { row: number }, column: number, params: Params): CellFault {
  return { code: 'F06', row, column, params }
}
