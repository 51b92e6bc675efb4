// From a table to what is sent. Headings are found (header-row) and rows read (read-rows), as a layout (fit-layout) or a person
// (table-answers) has it; what is not certain is asked (questions). Values are repaired step by step (repair-*), what the table
// leaves out filled in (fill-in), the XML written (write-case-file), checked, and the findings moved from the XML to the table's
// own cells (table-report). Repairs are listed for a person to accept; what cannot be repaired for certain is left as it is.
import { stockholmDay } from '#lib/calendar.ts'
import type { CaseKey } from '#lib/checking/case-key.ts'
import { startCheck } from '#lib/checking/check.ts'
import { fixedMark } from '#lib/checking/mark.ts'
import type { Service } from '#lib/services/description.ts'
import { cellName, TableFault } from '../table.ts'
import { type BegunReading, beginReading, misfitFaults, noHeadings } from './begin-reading.ts'
import type { CaseFile } from './case-file.ts'
import type { Conversion, ConvertedRow, ConvertOptions } from './conversion.ts'
import { type FilledColumns, fillIn } from './fill-in.ts'
import { headingOf } from './fit-layout.ts'
import { askAbout } from './questions.ts'
import { type CaseRow, type ReadRows, readRows } from './read-rows.ts'
import { Repairs } from './repairs.ts'
import { refusedReport, tableReport } from './table-report.ts'
import { variedValues } from './varied-values.ts'
import { writeCaseFile } from './write-case-file.ts'

/** Converted rows returned for showing; all are in the XML. */
const ROWS_SHOWN = 1000

/** Converts CSV or XLSX to XML and checks it. Never throws for what stands in the file: that becomes findings, placed in the table. */
export function convertTable(service: Service, bytes: Uint8Array, options: ConvertOptions): Conversion {
  let begun: BegunReading | undefined
  try {
    begun = beginReading(service, bytes, options)
    return converted(service, { bytes, begun }, options)
  } catch (error) {
    if (!(error instanceof TableFault)) throw error
    const report = refusedReport(service, bytes, { format: begun?.table.format ?? formatOf(bytes), fault: error })
    return { report, reading: begun?.reading, rows: [], columns: [], repairs: [], repairCounts: {}, xml: undefined }
  }
}

type ConvertedInput = { bytes: Uint8Array; begun: BegunReading }

function converted(service: Service, { bytes, begun }: ConvertedInput, options: ConvertOptions): Conversion {
  const { table, heading } = begun
  const repairs = new Repairs()
  if (table.bom) repairs.add({ kind: 'bom', row: 0, column: 0, from: 'BOM', to: '' })
  if (table.encoding !== 'UTF-8') repairs.add({ kind: 'encoding', row: 0, column: 0, from: table.encoding, to: 'UTF-8' })
  const today = stockholmDay(options.now)
  const { answers } = begun.reading
  if (!heading) throw new TableFault('F02', noHeadings(begun, today))
  const read = readRows(table, service, { heading, answers, repairs, today })
  const filled = fillIn(service, read, options)
  const { questions, faults, hindering } = askAbout(service, read, { filled, answers, today })
  const misfit = options.misfit === 'stop' ? misfitFaults(begun.reading, read.headerRow) : []
  const own = [...misfit, ...faults, ...read.faults, ...variedValues(service, read)]
  const columns = columnsOf(read, repairs)
  addFilled(filled, repairs)
  const sumRows = answers.leaveOutSumRows ? (read.sums?.count ?? 0) : 0
  const reading = { ...begun.reading, headerRow: read.headerRow, questions, sumRows }
  const kept = { reading, columns, repairs: repairs.kept, repairCounts: repairs.counts }
  if (hindering.length > 0) {
    return { ...kept, report: tableReport(service, { bytes, table, read, own }), rows: [], xml: undefined }
  }
  const { file, order } = writeCaseFile(service, read, { filled, now: options.now })
  const xml = file.bytes()
  const {
    employer: _,
    onCase,
    layout: _layout,
    misfit: _misfit,
    answers: _answers,
    corrections: _corrections,
    ...asked
  } = options
  const check = startCheck({ ...asked, service, keepsApart: true, onCase: onCase && inTable(onCase, { file, read }) })
  check.push(xml)
  const report = tableReport(service, { bytes, table, read, own }, { report: check.finish(), file })
  return { ...kept, report, rows: rowsOf(order, { read, filled }), xml }
}

function columnsOf({ headings, header, headerRow, columns }: ReadRows, repairs: Repairs): Conversion['columns'] {
  return headings.flatMap((cell, i) => {
    const heading = headingOf(cell)
    const key = columns.find(({ at }) => at === i + 1)?.key
    if (heading === '') return []
    if (key === undefined && !header.repeated.includes(i) && !header.ambiguous.some(({ index }) => index === i)) {
      repairs.add({ kind: 'unknown-column', row: headerRow, column: i + 1, from: heading, to: '' })
    }
    return [{ column: i + 1, heading, key }]
  })
}

function addFilled(filled: FilledColumns, repairs: Repairs): void {
  for (const [key, to] of filled) {
    repairs.add({ kind: 'filled-in', row: 0, column: 0, field: key.slice(key.indexOf('/') + 1, key.indexOf('#')), from: '', to })
  }
}

function rowsOf(order: readonly CaseRow[], { read, filled }: { read: ReadRows; filled: FilledColumns }): ConvertedRow[] {
  const rows = order.map((entry, i) => ({ entry, record: i + 1 })).sort((a, b) => a.entry.row - b.entry.row)
  return rows.slice(0, ROWS_SHOWN).map(({ entry, record }) => {
    const values = Object.fromEntries(filled)
    for (const [i, { key }] of read.columns.entries()) {
      const text = entry.texts[i]
      if (text) values[key] = text
    }
    return { row: entry.row, record, values }
  })
}

function formatOf(bytes: Uint8Array): 'csv' | 'xlsx' | null {
  if (bytes[0] === 0x50 && bytes[1] === 0x4b) return 'xlsx'
  return bytes[0] === 0xd0 && bytes[1] === 0xcf ? 'xlsx' : 'csv'
}

/** Hands each case of the XML on with its place in the table: the cell of its person. */
function inTable(listen: (told: CaseKey) => void, { file, read }: { file: CaseFile; read: ReadRows }): (told: CaseKey) => void {
  return ({ person, day, record, referens, field, mark }) => {
    const { row, part, nth } = file.originOf(mark.line)
    const column = read.columns.find(({ key }) => key === `${part}/${field}#${nth}`)?.at ?? 1
    listen({ person, day, record, referens, field, mark: fixedMark(row, column, 0), cell: cellName(row, column) })
  }
}
