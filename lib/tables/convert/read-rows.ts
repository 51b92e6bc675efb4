import type { Day } from '#lib/calendar.ts'
import type { Params } from '#lib/checking/findings.ts'
import { describedField } from '#lib/services/described-fields.ts'
import type { Field, Service, TableColumn } from '#lib/services/description.ts'
import { type Column, type Header, keyOf, readHeader } from '../columns.ts'
import type { DateForm } from '../layout.ts'
import { type Cell, cellName, type Row, type Table } from '../table.ts'
import { cellFault } from './cell-fault.ts'
import type { HeaderRow } from './header-row.ts'
import { hiddenParts, type LeftOut, leftOutRows } from './hidden-parts.ts'
import { repairCell } from './repair-cell.ts'
import type { Repairs } from './repairs.ts'
import { rowKind } from './sum-row.ts'
import { answeredHeader, type TableAnswers } from './table-answers.ts'

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
  /** Dates that may be several days by their form, the first of them. */
  doubtfulDates: string[]
  /** Cells that have a fault of their own and are read as empty, by `row:column`: the check's findings about them are follow-ups. */
  unread: Set<string>
  /** The first rows under the headings. */
  sample: Row[]
  /** Rows that look like sums, which are no cases. */
  sums: LeftOut | undefined
}

const MOST_FAULTS = 1000
const SAMPLED = 50
const MOST_DOUBTS = 1000

type ReadRowsInput = { heading: HeaderRow; answers: TableAnswers; repairs: Repairs; today: Day }

export function readRows(table: Table, service: Service, { heading, answers, repairs, today }: ReadRowsInput): ReadRows {
  const encoding = service.table ?? { columns: [] }
  if (heading.skipped > 0)
    repairs.add({ kind: 'rows-above', row: heading.row.row, column: 0, from: String(heading.skipped), to: '' })
  const header = answeredHeader(readHeader(encoding, heading.row.cells), encoding, answers)
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
    faults: [],
    doubts: new Map(),
    doubtfulDates: [],
    unread: new Set(),
    sample: [],
    sums: undefined,
  }
  const context = { table, repairs, today, from1904: table.sheet?.from1904 ?? false, dateForm: answers.dateForm }
  const lacksColumns = encoding.columns.some(
    (each) => isNeeded(service, each) && !columns.some(({ key }) => key === `${each.field}#1`),
  )
  const hidden = { first: 0, count: 0 }
  let leftOut: LeftOut | undefined
  for (const row of table.rows()) {
    if (row.row <= heading.row.row) continue
    if (read.sample.length < SAMPLED) read.sample.push(row)
    const kind = rowKind(row, columns, lacksColumns)
    if (kind === 'sum' && answers.leaveOutSumRows !== false) read.sums = oneMore(read.sums, row)
    if (kind === 'none' && isPrefilled(row, columns)) continue
    if (kind === 'none') {
      const first = row.cells.find(({ text }) => text.trim() !== '')
      repairs.add({ kind: 'row-without-case', row: row.row, column: 0, from: (first?.text ?? '').slice(0, 100), to: '' })
    }
    const isLeftOut = kind === 'sum' && answers.leaveOutSumRows === true
    if (kind === 'none' || isLeftOut) leftOut = oneMore(leftOut, row)
    if (kind === 'none' || (kind === 'sum' && answers.leaveOutSumRows !== false)) continue
    readRow(row, read, context)
    if (row.hidden && hidden.count++ === 0) hidden.first = row.row
  }
  readMerged(read, table)
  read.faults.push(...leftOutRows(leftOut), ...hiddenParts(table, read.headerRow, { columns, rows: hidden }))
  return read
}

/** Whether no case can be without the column. */
function isNeeded(service: Service, { field: path }: TableColumn): boolean {
  const { part, field } = describedField(service, path)
  return part.role === 'case' && field.min > 0
}

/** Of a template, a row that nobody has written in: with nothing but the company that it is for. */
function isPrefilled({ cells }: Row, columns: readonly KnownColumn[]): boolean {
  const companys = columns.filter(({ column }) => column.described.filledWith !== undefined).map(({ at }) => at)
  return cells.every(({ text, defect }, i) => companys.includes(i + 1) || (defect === undefined && text.trim() === ''))
}

function oneMore(rows: LeftOut | undefined, row: Row): LeftOut {
  return { first: rows?.first ?? row, count: (rows?.count ?? 0) + 1 }
}

type ReadRowContext = { table: Table; repairs: Repairs; today: Day; from1904: boolean; dateForm: DateForm | undefined }

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
    const isDoubtful = doubt?.case === 'ambiguous' || doubt?.case === 'short'
    if (isDoubtful && read.doubtfulDates.length < MOST_DOUBTS) read.doubtfulDates.push(text)
    return text
  })
  read.entries.push({ row: row.row, texts })
  // In CSV a cell too many means that the ones before it may have moved.
  const extra = row.cells.findIndex(({ text }, i) => i >= read.headings.length && text.trim() !== '')
  if (extra >= 0 && table.format === 'csv' && read.faults.length < MOST_FAULTS)
    read.faults.push(faultAt(row, extra + 1, { params: { case: 'extraCell' } }))
}

/** Cells that are shown as one over several rows: all but the first are empty in the file, and nobody sees it. */
function readMerged(read: ReadRows, { sheet }: Table): void {
  for (const { from, to } of sheet?.merged ?? []) {
    if (from.row <= read.headerRow) continue
    const known = read.columns.filter(({ at }) => at >= from.column && at <= to.column)
    const [first] = known
    if (!first || read.faults.length >= MOST_FAULTS) continue
    const found = `${cellName(from.row, from.column)}:${cellName(to.row, to.column)}`
    read.faults.push(faultAt(from, first.at, { field: first.field.name, params: { case: 'merged', found } }))
    for (let row = from.row; row <= Math.min(to.row, from.row + MOST_FAULTS); row++)
      for (const { at } of known) read.unread.add(`${row}:${at}`)
  }
}

function faultAt({ row }: { row: number }, column: number, told: Pick<CellFault, 'field' | 'params'>): CellFault {
  return { code: 'F06', row, column, ...told }
}
