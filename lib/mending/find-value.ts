import { layoutsOf } from '#lib/checking/read/fixed/layout.ts'
import { declaredEncoding, decodeLatin1 } from '#lib/checking/read/xml/decoder.ts'
import { plainText } from '#lib/checking/read/xml/recover/plain-text.ts'
import type { Place } from '#lib/checking/report.ts'
import { utf8Prefix } from '#lib/checking/utf8.ts'
import { FIXED, type FileFormat, type Service } from '#lib/services/description.ts'
import type { TableAnswers } from '#lib/tables/convert/table-answers.ts'
import { readTable } from '#lib/tables/read-table.ts'
import type { Table } from '#lib/tables/table.ts'
import { sequencesIn } from './text-bytes.ts'

/**
 * Where values are to be found: the bytes that a report is about. Of a table: `columns`, what each was read as (`part/field#nth`), and
 * `answers`, by which it was read.
 */
export type FileOfValues = {
  service: Service
  bytes: Uint8Array
  format: FileFormat
  columns?: readonly { column: number; key: string | undefined }[] | undefined
  answers?: TableAnswers | undefined
}

/**
 * A value in the file: its bytes `from` to `to` (excluded), and its text as it stands there. `empty`: of an element in one tag,
 * whose `/>` the bytes are; `cell`: of a table, with as many delimiters before it as its row lacks.
 */
export type ValuePlace = { from: number; to: number; text: string } & (
  | { kind: 'xml'; isUtf8: boolean }
  | { kind: 'empty'; isUtf8: boolean; name: string }
  | { kind: 'positions' }
  | { kind: 'cell'; table: Table; missing: number; row: number; column: number }
)

/** The value that a finding is about; undefined where it is about something else, such as an element that is not there. */
export function findValue(file: FileOfValues, at: Place): ValuePlace | undefined {
  if (at.field === undefined) return undefined
  switch (file.format) {
    case 'xml':
      return inXml(file.bytes, at)
    case FIXED:
      return inPositions(file, at)
    case 'csv':
    case 'xlsx':
      return inCell(file, at)
  }
}

/** Bytes looked back through for a tag. */
const BACK = 2000

function inXml(bytes: Uint8Array, { byte, field }: Place): ValuePlace | undefined {
  const isUtf8 = declaredEncoding(bytes) === 'UTF-8' || (sequencesIn(bytes) > 0 && utf8Prefix(bytes) === bytes.length)
  const before = decodeLatin1(bytes.subarray(Math.max(0, byte - BACK), byte))
  const place = (to: number): ValuePlace | undefined => {
    if (to < 0) return undefined
    const raw = bytes.subarray(byte, to)
    const { text } = plainText(isUtf8 ? new TextDecoder().decode(raw) : decodeLatin1(raw), 'text')
    return { from: byte, to, text, kind: 'xml', isUtf8 }
  }
  const quote = bytes[byte - 1]
  if (quote === 34 || quote === 39) {
    const name = /([^\s=<>"'/]+)\s*=\s*["']$/.exec(before)?.[1]
    return name === field ? place(bytes.indexOf(quote, byte)) : undefined
  }
  const [, name = '', slash] = /<([^\s/>!?]+)(?:\s[^<]*?)?(\/)?>$/.exec(before) ?? []
  if (name.slice(name.indexOf(':') + 1) !== field) return undefined
  if (slash) return { from: byte - 2, to: byte, text: '', kind: 'empty', isUtf8, name }
  const end = bytes.indexOf(60, byte)
  return bytes[end + 1] === 47 ? place(end) : undefined
}

function inPositions({ service, bytes }: FileOfValues, { byte, column, field }: Place): ValuePlace | undefined {
  const { fixed } = service
  if (!fixed) return undefined
  const start = byte - column + 1
  const layout = layoutsOf(service, fixed).get(decodeLatin1(bytes.subarray(start, start + 2)))
  const slot = layout?.slots.find(({ from, field: { name } }) => from === column && name === field)
  if (!slot) return undefined
  const to = byte + slot.to - slot.from + 1
  const raw = bytes.subarray(byte, to)
  if (raw.length < to - byte || raw.includes(10)) return undefined
  return { from: byte, to, text: decodeLatin1(raw).trimEnd(), kind: 'positions' }
}

function inCell({ service, bytes, columns = [], answers }: FileOfValues, { cell = '', field }: Place): ValuePlace | undefined {
  const [, letters = '', digits = ''] = /^([A-Z]+)(\d+)$/.exec(cell) ?? []
  const column = [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0)
  const key = columns.find((each) => each.column === column)?.key
  if (/\/([^#]+)/.exec(key ?? '')?.[1] !== field) return undefined
  const table = readTable(service, bytes, answers)
  const row = Number(digits)
  for (const { row: number, cells } of table.rows()) {
    if (number < row) continue
    const last = cells.at(-1)
    if (number > row || !last) return undefined
    const found = cells[column - 1]
    const { start, end, text } = found ?? { start: last.end, end: last.end, text: '' }
    return { from: start, to: end, text, kind: 'cell', table, missing: found ? 0 : column - cells.length, row, column }
  }
  return undefined
}
