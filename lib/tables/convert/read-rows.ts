import type { Day } from '#lib/calendar.ts'
import type { Params } from '#lib/checking/findings.ts'
import { withoutLookalikes } from '#lib/checking/values/lookalike.ts'
import { parsePerson } from '#lib/identifiers.ts'
import { describedField } from '#lib/services/described-fields.ts'
import type { Field, Service } from '#lib/services/description.ts'
import { type Column, type Header, keyOf, knownColumns, readHeader } from '../columns.ts'
import { HEADER_WITHIN } from '../csv/read-csv.ts'
import { type Cell, type Row, type Table, TableFault } from '../table.ts'
import { cellFault } from './cell-fault.ts'
import { hiddenParts, type LeftOut, leftOutRows } from './hidden-parts.ts'
import { repairCell } from './repair-cell.ts'
import type { Repairs } from './repairs.ts'

/** A row with a case: its repaired values in the order of the known columns. */
export type CaseRow = { row: number; texts: readonly string[] }

/** A fault of the table itself (F16: a remark), placed at a cell. */
export type CellFault = { code: 'F06' | 'F16'; row: number; column: number; field?: string; params: Params }

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
  /** Cells that have a fault of their own and are read as empty, by `row:column`: the check's findings about them are follow-ups. */
  unread: Set<string>
}

const MOST_FAULTS = 1000

export function readRows(table: Table, service: Service, { repairs, today }: { repairs: Repairs; today: Day }): ReadRows {
  const encoding = service.table ?? { columns: [] }
  const heading = findHeader(table, encoding)
  if (!heading) throw new TableFault('F02', { case: hasHeadlessRow(table, today) ? 'headless' : 'noHeadings' })
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
    unread: new Set(),
  }
  const from1904 = table.sheet?.from1904 ?? false
  const context = { table, repairs, today, from1904 }
  const hidden = { first: 0, count: 0 }
  let leftOut: LeftOut | undefined
  for (const row of table.rows()) {
    if (row.row <= heading.row.row) continue
    if (!isCase(row, read)) {
      const first = row.cells.find(({ text }) => text.trim() !== '')
      repairs.add({ kind: 'row-without-case', row: row.row, column: 0, from: (first?.text ?? '').slice(0, 100), to: '' })
      leftOut = { first: leftOut?.first ?? row, count: (leftOut?.count ?? 0) + 1 }
      continue
    }
    readRow(row, read, context)
    if (row.hidden && hidden.count++ === 0) hidden.first = row.row
  }
  read.faults.push(...leftOutRows(leftOut), ...hiddenParts(table, read.headerRow, { columns, rows: hidden }))
  return read
}

/** A word for a sum, at the beginning of a cell: in such a row what stands under the headings is no case. */
const SUM = /^(del|slut)?(summa|total(t|er)?|antal|sum|subtotal|count|grand total)\b/i

/** Whether the row is a case: something stands in a column of cases, and it is no sum. */
function isCase({ cells }: Row, { columns }: ReadRows): boolean {
  const ofCase = columns.filter(({ at, ofCase }) => ofCase && isFilled(cells[at - 1]))
  if (ofCase.length === 0 || !cells.some(({ text }) => SUM.test(text.trimStart()))) return ofCase.length > 0
  return ofCase.some(({ at, field }) => {
    const { defect, text } = cells[at - 1] as Cell
    if (defect !== undefined) return true
    if (field.type.kind === 'date') return /\d{5}|\d+\D+\d+/.test(text)
    return field.type.kind === 'identity' && text.replace(/\D/g, '').length >= 6
  })
}

function isFilled(cell: Cell | undefined): boolean {
  return cell !== undefined && (cell.defect !== undefined || cell.text.trim() !== '')
}

type ReadRowContext = { table: Table; repairs: Repairs; today: Day; from1904: boolean }

function readRow(row: Row, read: ReadRows, { table, repairs, ...context }: ReadRowContext): void {
  const texts = read.columns.map(({ field, at }) => {
    const cell = row.cells[at - 1]
    if (!cell) return ''
    const fault = cellFault(cell, field.type, table.format)
    if (fault) {
      if (read.unread.size < MOST_FAULTS) read.faults.push(faultAt(row, at, { field: field.name, params: fault }))
      read.unread.add(`${row.row}:${at}`)
      return ''
    }
    const { text, steps, doubt } = repairCell(cell, field, context)
    for (const step of steps) repairs.add({ ...step, row: row.row, column: at, field: field.name })
    if (doubt && steps.every(({ kind }) => kind !== 'date-form')) read.doubts.set(`${row.row}:${at}`, doubt)
    return text
  })
  read.entries.push({ row: row.row, texts })
  // In CSV a cell too many means that the ones before it may have moved.
  const extra = row.cells.findIndex(({ text }, i) => i >= read.headings.length && text.trim() !== '')
  if (extra >= 0 && table.format === 'csv' && read.faults.length < MOST_FAULTS)
    read.faults.push(faultAt(row, extra + 1, { params: { case: 'extraCell' } }))
}

/** Whether the first row is a case already, with the number of a person. */
function hasHeadlessRow(table: Table, today: Day): boolean {
  const [first] = table.rows()
  // The delimiter is known by the headings, and may be another.
  const parts = first?.cells.flatMap(({ text }) => withoutLookalikes(text).split(/[;,\t]/)) ?? []
  return parts.some((part) => 'canonical' in parsePerson(part.trim(), today))
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
    ...repeated.map((i) => faultAt(row, i + 1, { params: { case: 'repeatedColumn', found: headingAt(row, i) } })),
    ...ambiguous.map(({ index, couldBe }) =>
      faultAt(row, index + 1, {
        params: { case: 'ambiguousColumn', found: headingAt(row, index), columns: couldBe.join(' ') },
      }),
    ),
  ]
}

function headingAt({ cells }: Row, index: number): string {
  return (cells[index]?.text ?? '').trim().slice(0, 60)
}

function faultAt({ row }: { row: number }, column: number, told: Pick<CellFault, 'field' | 'params'>): CellFault {
  return { code: 'F06', row, column, ...told }
}
