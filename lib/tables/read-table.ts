// Tables: CSV and XLSX in and out. `readTable` reads either into rows of cells (table.ts); columns.ts maps headings to fields;
// convert/ makes the e-service's XML of a table; csv/ and xlsx/ know the formats.
//
// Not here: what is right or wrong in the values (lib/checking checks the XML that a table becomes), sentences (lib/text), marked
// copies and reports as files (lib/report-files).
import { hasBom, otherKind } from '#lib/checking/detect.ts'
import { containerIn, containerKind } from '#lib/checking/kinds/container-kind.ts'
import { hasNumberCell, isDelimited } from '#lib/checking/kinds/text-kind.ts'
import { decodeLatin1 } from '#lib/checking/read/xml/decoder.ts'
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

/** Whether the file is a table or an archive that may be one, by its first bytes; file names are not looked at. */
export function isTable({ table, fixed }: Service, head: Uint8Array): boolean {
  if (!table) return false
  const container = containerIn(head)
  if (container) return container === 'zip'
  const start = hasBom(head) ? 3 : 0
  const text = decodeLatin1(head.subarray(start, start + 4096))
  if (otherKind(head) || /^(\u00ff\u00fe|\u00fe\u00ff)/.test(text) || text.trimStart().startsWith('<')) return false
  const [line = ''] = text.split(/\r\n|\r|\n/, 1)
  if (fixed?.records.some(({ type }) => text.startsWith(type)) && !/[;\t]/.test(line) && !hasNumberCell(line)) return false
  return isDelimited(text)
}
