import { type Cell, MOST_CELLS, MOST_COLUMNS, type Row, TableFault } from '../table.ts'
import { type CsvText, placeOf } from './text.ts'

const QUOTE = 34
const LF = 10
const CR = 13

type Start = { byte: number; line: number; row: number }

/** RFC 4180 as Excel applies it: a quotation mark opens a cell only as its first character, and is doubled inside. Empty rows are passed over. */
export function* records(
  bytes: Uint8Array,
  text: CsvText,
  { delimiter, from }: { delimiter: number; from: Start },
): Generator<Row> {
  let { byte, line, row } = from
  let count = 0
  while (byte < bytes.length) {
    const start = { byte, line }
    const cells: Cell[] = []
    for (;;) {
      if (cells.length === MOST_COLUMNS)
        throw new TableFault('F04', { case: 'columns', max: MOST_COLUMNS }, placeOf(bytes, byte, text.encoding, start))
      const { end, lines, after } = cellEnd(bytes, byte, delimiter)
      if (after !== undefined) throw new TableFault('F04', { case: 'afterQuote' }, placeOf(bytes, after, text.encoding, start))
      if (end < 0) throw new TableFault('F04', { case: 'openQuote' }, placeOf(bytes, byte, text.encoding, start))
      cells.push(cellOf(bytes, text, { start: byte, end }))
      line += lines
      byte = end + 1
      if (bytes[end] === delimiter && end < bytes.length) {
        // An empty cell follows a delimiter at the end of the file.
        if (byte === bytes.length) cells.push({ text: '', start: byte, end: byte, kind: 'text' })
        if (byte < bytes.length) continue
      }
      if (bytes[end] === CR && bytes[byte] === LF) byte++
      break
    }
    line++
    count += cells.length
    if (count > MOST_CELLS) throw new TableFault('F10', { max: MOST_CELLS }, { ...start, column: 1 })
    if (cells.some((cell) => cell.text.trim() !== '')) yield { row, ...start, cells }
    row++
  }
}

/**
 * Where the cell at `from` ends: at a delimiter, a line end or the end of the file; −1 when a quotation mark is never closed.
 * `after`: where text with a quotation mark follows a closed cell: a delimiter is missing.
 */
function cellEnd(bytes: Uint8Array, from: number, delimiter: number): { end: number; lines: number; after?: number } {
  let at = from
  let lines = 0
  if (bytes[at] === QUOTE) {
    for (at++; ; at++) {
      if (at >= bytes.length) return { end: -1, lines }
      if (bytes[at] === LF || (bytes[at] === CR && bytes[at + 1] !== LF)) lines++
      if (bytes[at] !== QUOTE) continue
      if (bytes[at + 1] !== QUOTE) break
      at++
    }
    at++
  }
  const closed = at > from ? at : bytes.length
  while (at < bytes.length && bytes[at] !== delimiter && bytes[at] !== LF && bytes[at] !== CR) {
    if (at > closed && bytes[at] === QUOTE) return { end: at, lines, after: closed }
    at++
  }
  return { end: at, lines }
}

function cellOf(bytes: Uint8Array, text: CsvText, { start, end }: { start: number; end: number }): Cell {
  if (bytes[start] !== QUOTE) return asText(text.decode(start, end), start, end)
  const written = text.decode(start, end)
  const close = written.lastIndexOf('"')
  return asText(written.slice(1, close).replaceAll('""', '"') + written.slice(close + 1), start, end)
}

/** ="0123" makes Excel keep a leading zero. */
function asText(written: string, start: number, end: number): Cell {
  const inner = /^=\s*"([^"]*)"\s*$/.exec(written)?.[1]
  return inner === undefined ? { text: written, start, end, kind: 'text' } : { text: inner, start, end, kind: 'formula' }
}
