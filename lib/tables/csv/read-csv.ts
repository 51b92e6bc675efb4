// CSV in. Encoding (text), delimiter and `sep=` line are found here; records.ts splits rows and cells with their bytes. CSV out is
// made where it is needed, with safeCell of lib/report-files.
import type { TableEncoding } from '#lib/services/description.ts'
import { knownColumns } from '../columns.ts'
import { DELIMITERS } from '../layout.ts'
import { type Table, TableFault } from '../table.ts'
import { records } from './records.ts'
import { csvText } from './text.ts'

const MAX_BYTES = 50_000_000
/** Those that are tried without being told. */
const USUAL = [';', ',', '\t']
/** Rows among which the headings are looked for: titles may stand above them. */
export const HEADER_WITHIN = 10

/** Reads CSV as Excel saves it: `;`, `,` or tab, UTF-8 or Windows-1252, with or without a `sep=` line. `chosen`: the delimiter. Throws TableFault. */
export function readCsv(bytes: Uint8Array, encoding: TableEncoding, chosen?: string): Table {
  if (bytes.length > MAX_BYTES) throw new TableFault('F07', { max: MAX_BYTES })
  const text = csvText(bytes)
  const start = text.bom ? 3 : 0
  const [, told = '', lineEnd = ''] =
    /^sep=([;,\t|])(\r\n|\n|\r|$)/i.exec(text.decode(start, Math.min(start + 8, bytes.length))) ?? []
  // Excel does not count the sep= line as a row.
  const from = told ? { byte: start + 5 + lineEnd.length, line: 2, row: 1 } : { byte: start, line: 1, row: 1 }
  const read = (delimiter: string) => records(bytes, text, { delimiter: delimiter.charCodeAt(0), from })
  const delimiter = told || DELIMITERS.find((each) => each === chosen) || bestDelimiter(read, encoding)
  return { format: 'csv', bom: text.bom, encoding: text.encoding, delimiter, rows: () => read(delimiter) }
}

/** The delimiter with which most headings are known; where none is, the one that parts the rows most alike. */
function bestDelimiter(read: (delimiter: string) => ReturnType<typeof records>, encoding: TableEncoding): string {
  let best = { delimiter: USUAL[0] as string, known: 0, alike: 0 }
  for (const delimiter of USUAL) {
    const { known, alike } = firstOf(read(delimiter), encoding)
    if (known > best.known || (known === best.known && alike > best.alike)) best = { delimiter, known, alike }
  }
  return best.delimiter
}

/** `known`: headings in the row with most of them; `alike`: cells that each of the last two rows that are looked at has, but for one. */
function firstOf(rows: ReturnType<typeof records>, encoding: TableEncoding): { known: number; alike: number } {
  let known = 0
  const widths: number[] = []
  try {
    for (const { cells } of rows) {
      known = Math.max(known, knownColumns(encoding, cells))
      widths.push(cells.length)
      if (widths.length === HEADER_WITHIN) break
    }
  } catch (error) {
    // With the wrong delimiter a quotation mark may look unclosed; a fault with the right one comes when rows are read.
    if (!(error instanceof TableFault)) throw error
    widths.push(0)
  }
  return { known, alike: widths.length === 0 ? -1 : Math.min(...widths.slice(-2)) - 1 }
}
