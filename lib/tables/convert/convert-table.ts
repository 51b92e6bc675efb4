// From a table to what is sent. Headings and rows are read (read-rows), values repaired step by step (repair-*), what the table
// leaves out filled in (fill-in), the XML written (write-case-file), checked, and the findings moved from the XML to the table's
// own cells (table-report). Repairs are listed for a person to accept; what cannot be repaired for certain is left as it is.
import { stockholmDay } from '#lib/calendar.ts'
import { startCheck } from '#lib/checking/check.ts'
import type { Service } from '#lib/services/description.ts'
import { readTable } from '../read-table.ts'
import { type Table, TableFault } from '../table.ts'
import type { Conversion, ConvertedRow, ConvertOptions } from './conversion.ts'
import { correctCells } from './correct-cells.ts'
import { type FilledColumns, fillIn } from './fill-in.ts'
import { type CaseRow, type ReadRows, readRows } from './read-rows.ts'
import { Repairs } from './repairs.ts'
import { hinders, variedValues } from './table-faults.ts'
import { refusedReport, tableReport } from './table-report.ts'
import { writeCaseFile } from './write-case-file.ts'

/** Converted rows returned for showing; all are in the XML. */
const ROWS_SHOWN = 1000

/** Converts CSV or XLSX to XML and checks it. Never throws for what stands in the file: that becomes findings, placed in the table. */
export function convertTable(service: Service, bytes: Uint8Array, options: ConvertOptions): Conversion {
  let table: Table | undefined
  try {
    table = correctCells(readTable(service, bytes), options.corrections)
    return converted(service, { bytes, table }, options)
  } catch (error) {
    if (!(error instanceof TableFault)) throw error
    const report = refusedReport(service, bytes, { format: table?.format ?? formatOf(bytes), fault: error })
    return { report, rows: [], columns: [], repairs: [], repairCounts: {}, xml: undefined }
  }
}

function converted(service: Service, { bytes, table }: { bytes: Uint8Array; table: Table }, options: ConvertOptions): Conversion {
  const repairs = new Repairs()
  if (table.bom) repairs.add({ kind: 'bom', row: 0, column: 0, from: 'BOM', to: '' })
  if (table.encoding !== 'UTF-8') repairs.add({ kind: 'encoding', row: 0, column: 0, from: table.encoding, to: 'UTF-8' })
  const read = readRows(table, service, { repairs, today: stockholmDay(options.now) })
  const filled = fillIn(service, read, options)
  const hindering = hinders(service, read, filled)
  const own = [...new Set([...read.faults, ...hindering]), ...variedValues(service, read)]
  const columns = columnsOf(read, repairs)
  addFilled(filled, repairs)
  const kept = { columns, repairs: repairs.kept, repairCounts: repairs.counts }
  if (hindering.length > 0) {
    return { ...kept, report: tableReport(service, { bytes, table, read, own }), rows: [], xml: undefined }
  }
  const { file, order } = writeCaseFile(service, read, { filled, now: options.now })
  const xml = file.bytes()
  const { employer: _, ...asked } = options
  const check = startCheck({ ...asked, service })
  check.push(xml)
  const report = tableReport(service, { bytes, table, read, own }, { report: check.finish(), file })
  return { ...kept, report, rows: rowsOf(order, { read, filled }), xml }
}

function columnsOf({ headings, header, headerRow, columns }: ReadRows, repairs: Repairs): Conversion['columns'] {
  return headings.flatMap(({ text }, i) => {
    const heading = text.trim().slice(0, 100)
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
