import { strToU8, zipSync } from 'fflate'
import { element, emptyTag, textElement } from '#lib/xml.ts'
import { cellName } from '../table.ts'
import { MAIN, packageParts, XML_HEAD } from './package-parts.ts'
import { MOST_ROWS, rowXml, TEXT, type WrittenCell } from './row-xml.ts'

export type WrittenSheet = {
  name: string
  /** The first row is the headings, which stay in sight. */
  rows: readonly (readonly WrittenCell[])[]
  /** Of a sheet that people fill in. */
  columns?: readonly WrittenColumn[]
}

/** What people write in a column, and what is shown to who stands in it; `wrong`: to who writes something else than a day. */
export type WrittenColumn = { kind: 'text' | 'date'; help: { title: string; text: string; wrong?: string } }

/** 1990-01-01 and 2100-01-01 as Excel counts days. */
const [FIRST_DAY, LAST_DAY] = ['32874', '73051']
const WIDEST = 90
const NARROWEST = 8

/** Writes a workbook. Cells are text unless given as numbers, so that no zero is lost and no formula runs. Columns fit their content. */
export function writeXlsx(sheets: readonly WrittenSheet[]): Uint8Array {
  const named = Object.entries(packageParts(sheets.map(({ name }) => name)))
  const files: Record<string, Uint8Array> = Object.fromEntries(named.map(([name, xml]) => [name, part(xml)]))
  for (const [i, sheet] of sheets.entries()) files[`xl/worksheets/sheet${i + 1}.xml`] = part(sheetXml(sheet))
  // A fixed time, so that the same content gives the same bytes.
  return zipSync(files, { level: 6, mtime: '1980-01-01T12:00:00' })
}

function sheetXml({ rows, columns: filledIn = [] }: WrittenSheet): string {
  const kept = rows.slice(0, MOST_ROWS)
  const cols = widthsOf(kept).map((width, i) =>
    emptyTag('col', { min: i + 1, max: i + 1, width, customWidth: 1, style: styleOf(filledIn[i]) }),
  )
  const styles = filledIn.map(styleOf)
  const view =
    '<sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>'
  const columns = cols.length > 0 ? element('cols', cols.join('')) : ''
  return element(
    'worksheet',
    `${view}${columns}${element('sheetData', kept.map((row, i) => rowXml(row, i, styles)).join(''))}${helpXml(filledIn)}`,
    { xmlns: MAIN },
  )
}

const styleOf = (column: WrittenColumn | undefined): number => (column?.kind === 'date' ? 3 : TEXT)

/** What Excel shows beside the cell that somebody stands in, and says to who writes no day (ECMA-376, part 1, 18.3.1.32). */
function helpXml(columns: readonly WrittenColumn[]): string {
  if (columns.length === 0) return ''
  const all = columns.map(({ kind, help: { title, text, wrong } }, i) => {
    const attributes = {
      ...{ allowBlank: 1, showInputMessage: 1, promptTitle: title.slice(0, 32), prompt: text.slice(0, 255) },
      sqref: `${cellName(2, i + 1)}:${cellName(MOST_ROWS, i + 1)}`,
    }
    if (kind === 'text') return emptyTag('dataValidation', { type: 'none', ...attributes })
    const days = `${textElement('formula1', FIRST_DAY)}${textElement('formula2', LAST_DAY)}`
    return element('dataValidation', days, {
      type: 'date',
      showErrorMessage: 1,
      error: (wrong ?? text).slice(0, 255),
      ...attributes,
    })
  })
  return element('dataValidations', all.join(''), { count: columns.length })
}

function widthsOf(rows: WrittenSheet['rows']): number[] {
  const widths: number[] = []
  for (const row of rows) {
    for (const [i, cell] of row.entries()) {
      const { length } = typeof cell === 'string' ? cell : cell.number
      widths[i] = Math.min(WIDEST, Math.max(widths[i] ?? NARROWEST, length + 2))
    }
  }
  return widths
}

function part(xml: string): Uint8Array {
  return strToU8(`${XML_HEAD}${xml}`)
}
