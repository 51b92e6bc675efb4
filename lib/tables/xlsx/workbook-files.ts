import { element, emptyTag } from '#lib/xml.ts'
import { MAIN, packageParts, XML_HEAD } from './package-parts.ts'
import { MOST_ROWS, rowXml, TEXT, type WrittenCell } from './row-xml.ts'

type WorkbookFile = { name: string; content: AsyncIterable<Uint8Array> }

/** Characters that are written together. */
const PIECE = 16_384
const WIDTH = 24

/**
 * The files of a workbook of one sheet whose rows come one after another, the headings first: nothing but a piece is held, however many
 * they are. Past the rows that a sheet can have the rest is left out. Columns have one width, since none is known before the end.
 */
export async function* workbookFiles(sheet: string, rows: AsyncIterable<readonly WrittenCell[]>): AsyncGenerator<WorkbookFile> {
  for (const [name, xml] of Object.entries(packageParts([sheet]))) yield { name, content: once(xml) }
  yield { name: 'xl/worksheets/sheet1.xml', content: sheetPieces(rows) }
}

async function* once(xml: string): AsyncGenerator<Uint8Array> {
  yield Buffer.from(`${XML_HEAD}${xml}`)
}

async function* sheetPieces(rows: AsyncIterable<readonly WrittenCell[]>): AsyncGenerator<Uint8Array> {
  let text = ''
  let index = 0
  for await (const row of rows) {
    if (index === 0) text = `${XML_HEAD}<worksheet xmlns="${MAIN}">${columnsXml(row.length)}<sheetData>`
    if (index < MOST_ROWS) text += rowXml(row, index)
    index++
    if (text.length < PIECE) continue
    yield Buffer.from(text)
    text = ''
  }
  yield Buffer.from(`${text}</sheetData></worksheet>`)
}

function columnsXml(count: number): string {
  const cols = Array.from({ length: count }, (_, i) =>
    emptyTag('col', { min: i + 1, max: i + 1, width: WIDTH, customWidth: 1, style: TEXT }),
  )
  return element('cols', cols.join(''))
}
