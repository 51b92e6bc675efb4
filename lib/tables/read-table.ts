// Tables: CSV and XLSX in and out. `readTable` reads either into rows of cells (table.ts); columns.ts maps headings to fields;
// convert/ makes the e-service's XML of a table; csv/ and xlsx/ know the formats.
//
// Not here: what is right or wrong in the values (lib/checking checks the XML that a table becomes), sentences (lib/text), marked
// copies and reports as files (lib/report-files).
import { hasBom } from '#lib/checking/detect.ts'
import { decodeLatin1 } from '#lib/checking/read/xml/decoder.ts'
import type { Service } from '#lib/services/description.ts'
import { readCsv } from './csv/read-csv.ts'
import { type Table, TableFault } from './table.ts'
import { readXlsx } from './xlsx/read-xlsx.ts'

/** XML, UTF-16, PDF, PNG, gzip, JPEG. */
const NO_TABLES = ['<', '\u00ff\u00fe', '\u00fe\u00ff', '%PDF', '\u0089PNG', '\u001f\u008b', '\u00ff\u00d8']
const OLE = '\u00d0\u00cf\u0011\u00e0'

/** Reads CSV or the first sheet of a workbook; throws TableFault where the file is neither. */
export function readTable({ table }: Service, bytes: Uint8Array): Table {
  if (!table) throw new TableFault('F02', { case: 'unknown' })
  const head = headOf(bytes)
  if (bytes.every((byte) => byte === 32 || byte === 10 || byte === 13 || byte === 9)) throw new TableFault('F01', {})
  if (head.startsWith('PK\u0003\u0004')) return readXlsx(bytes, table)
  if (head.startsWith(OLE)) throw new TableFault('F02', { case: isLocked(bytes) ? 'lockedExcel' : 'oldExcel' })
  return readCsv(bytes, table)
}

/** Whether the file is a table, by its first bytes; file names are not looked at. */
export function isTable({ table, fixed }: Service, head: Uint8Array): boolean {
  if (!table) return false
  const text = headOf(head)
  if (text.startsWith('PK\u0003\u0004') || text.startsWith(OLE)) return true
  if (NO_TABLES.some((beginning) => text.trimStart().startsWith(beginning))) return false
  const lines = text.split(/\r\n|\r|\n/, 12)
  if (fixed?.records.some(({ type }) => text.startsWith(type)) && !/[;\t]/.test(lines[0] ?? '')) return false
  return lines.some((line) => /\p{L}{3}/u.test(line) && /[;\t,]/.test(line))
}

function headOf(bytes: Uint8Array): string {
  const start = hasBom(bytes) ? 3 : 0
  return decodeLatin1(bytes.subarray(start, start + 4096))
}

/** A workbook with a password is encrypted in a stream of this name (MS-OFFCRYPTO 2.3.4.4). */
function isLocked(bytes: Uint8Array): boolean {
  const name = [...'EncryptedPackage'].flatMap((sign) => [sign.charCodeAt(0), 0])
  for (let at = bytes.indexOf(name[0] as number); at >= 0; at = bytes.indexOf(name[0] as number, at + 1)) {
    if (name.every((byte, i) => bytes[at + i] === byte)) return true
  }
  return false
}
