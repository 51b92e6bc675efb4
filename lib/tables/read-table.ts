// Tables: CSV and XLSX in and out. `isTable` tells which files are tables; `readTable` reads either into rows of cells (table.ts);
// columns.ts maps headings to fields; convert/ makes the e-service's XML of a table; csv/ and xlsx/ know the formats.
//
// Not here: what is right or wrong in the values (lib/checking checks the XML that a table becomes), sentences (lib/text), marked
// copies and reports as files (lib/report-files).
import { containerIn, containerKind } from '#lib/checking/kinds/container-kind.ts'
import type { Service } from '#lib/services/description.ts'
import { readCsv } from './csv/read-csv.ts'
import { type Table, TableFault } from './table.ts'
import { readXlsx } from './xlsx/read-xlsx.ts'

/** What is chosen before a row is read. */
export type TableChoice = { delimiter?: string; sheet?: string }

/** Reads CSV or a sheet of a workbook, the one chosen or the first with a table; throws TableFault where the file is neither. */
export function readTable({ table }: Service, bytes: Uint8Array, { delimiter, sheet }: TableChoice = {}): Table {
  if (!table) throw new TableFault('F02', { case: 'unknown' })
  if (bytes.every((byte) => byte === 32 || byte === 10 || byte === 13 || byte === 9)) throw new TableFault('F01', {})
  const container = containerIn(bytes)
  if (container === 'zip') return readXlsx(bytes, table, sheet)
  if (container) throw new TableFault('F02', containerKind(container, bytes))
  return readCsv(bytes, table, delimiter)
}
