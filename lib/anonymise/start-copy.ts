import type { Day } from '#lib/calendar.ts'
import { declaredEncoding } from '#lib/checking/read/xml/decoder.ts'
import { utf8Prefix } from '#lib/checking/utf8.ts'
import type { FileFormat, Service } from '#lib/services/description.ts'
import type { TableAnswers } from '#lib/tables/convert/table-answers.ts'
import { readTable } from '#lib/tables/read-table.ts'
import type { Cell, Table } from '#lib/tables/table.ts'
import type { WrittenCell } from '#lib/tables/xlsx/row-xml.ts'
import { writeXlsx } from '#lib/tables/xlsx/write-xlsx.ts'
import { fixedValues } from './fixed-values.ts'
import { recoveredValues } from './recovered-values.ts'
import { tableValues } from './table-values.ts'
import type { Signs } from './units.ts'
import type { FoundValue } from './values.ts'
import { xmlValues } from './xml-values.ts'

/** A copy being made. `bytes`: where values are written over; `file`: the file that they make at the moment. */
export type AnonymousCopy = { bytes: Uint8Array; values: Iterable<FoundValue>; file(): Uint8Array }

/** Values are read from the original and written in the copy. Throws TableFault. */
export function startCopy(
  service: Service,
  bytes: Uint8Array,
  { format, ...input }: CopyInput & { format: FileFormat },
): AnonymousCopy {
  if (format === 'xlsx') return workbookDraft(service, bytes, input)
  const copy = bytes.slice()
  return { bytes: copy, values: valuesOf(service, bytes, { format, ...input }), file: () => copy }
}

/** `answers`: how a table is read. `syntax`: whether XML is read by its structure or, being broken, by what was probably meant. */
type CopyInput = { today: Day; answers?: TableAnswers | undefined; syntax?: 'whole' | 'broken' }
type ValuesInput = CopyInput & { format: Exclude<FileFormat, 'xlsx'> }

function valuesOf(service: Service, bytes: Uint8Array, { format, today, answers, syntax }: ValuesInput): Iterable<FoundValue> {
  if (format === 'csv') return tableValues(service, { bytes, table: readTable(service, bytes, answers), answers }, today)
  const isUtf8 = utf8Prefix(bytes) === bytes.length
  const signs: Signs = isUtf8 || (format === 'xml' && declaredEncoding(bytes) === 'UTF-8') ? 'utf8' : 'single'
  if (format !== 'xml') return fixedValues(service, bytes, signs)
  return syntax === 'broken' ? recoveredValues(service, bytes, signs) : xmlValues(service, bytes, signs)
}

/** The texts of the cells in one array, and a new workbook made of them: nothing else of the old one is kept. */
function workbookDraft(service: Service, bytes: Uint8Array, { today, answers }: CopyInput): AnonymousCopy {
  const original = readTable(service, bytes, answers)
  const rows = [...original.rows()]
  const texts = new TextEncoder().encode(rows.map(({ cells }) => cells.map(({ text }) => text).join('')).join(''))
  const utf8 = new TextEncoder()
  let at = 0
  const placed = rows.map((row) => ({
    ...row,
    cells: row.cells.map((cell): Cell => {
      const start = at
      at += utf8.encode(cell.text).length
      return { ...cell, start, end: at }
    }),
  }))
  const table: Table = { ...original, rows: () => placed }
  const copy = texts.slice()
  return {
    bytes: copy,
    values: tableValues(service, { bytes: texts, table, answers }, today),
    file: () => writeXlsx([{ name: service.id, rows: written(placed, copy) }]),
  }
}

/** Rows keep their numbers; numeric cells stay numeric. */
function written(rows: readonly { row: number; cells: readonly Cell[] }[], bytes: Uint8Array): WrittenCell[][] {
  const decoder = new TextDecoder()
  const all: WrittenCell[][] = []
  for (const { row, cells } of rows) {
    while (all.length < row - 1) all.push([])
    all.push(
      cells.map(({ start, end, kind }) => {
        const text = decoder.decode(bytes.subarray(start, end))
        return kind === 'number' && text === String(Number(text)) ? { number: text } : text
      }),
    )
  }
  return all
}
