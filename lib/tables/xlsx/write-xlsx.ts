import { strToU8, zipSync } from 'fflate'
import { element, emptyTag, escapeXml, replaceControls, textElement } from '#lib/xml.ts'
import { cellName } from '../table.ts'

export type WrittenSheet = {
  name: string
  /** The first row is the headings, which stay in sight. */
  rows: readonly (readonly WrittenCell[])[]
  /** Of a sheet that people fill in. */
  columns?: readonly WrittenColumn[]
}

/** What people write in a column, and what is shown to who stands in it; `wrong`: to who writes something else than a day. */
export type WrittenColumn = { kind: 'text' | 'date'; help: { title: string; text: string; wrong?: string } }

/** Text, or a number as a spreadsheet keeps one. */
export type WrittenCell = string | { number: string }

const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006'
const TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml'
/** Excel's limits: characters in a cell, rows in a sheet. */
const LONGEST = 32_767
const MOST_ROWS = 1_048_576
/** 1990-01-01 and 2100-01-01 as Excel counts days. */
const [FIRST_DAY, LAST_DAY] = ['32874', '73051']
const WIDEST = 90
const NARROWEST = 8

/** Writes a workbook. Cells are text unless given as numbers, so that no zero is lost and no formula runs. Columns fit their content. */
export function writeXlsx(sheets: readonly WrittenSheet[]): Uint8Array {
  const files: Record<string, Uint8Array> = {
    '[Content_Types].xml': part(contentTypes(sheets.length)),
    '_rels/.rels': part(relationships([{ type: 'officeDocument', target: 'xl/workbook.xml' }])),
    'xl/workbook.xml': part(workbookXml(sheets)),
    'xl/_rels/workbook.xml.rels': part(
      relationships([
        ...sheets.map((_, i) => ({ type: 'worksheet', target: `worksheets/sheet${i + 1}.xml` })),
        { type: 'styles', target: 'styles.xml' },
      ]),
    ),
    'xl/styles.xml': part(STYLES),
  }
  for (const [i, sheet] of sheets.entries()) files[`xl/worksheets/sheet${i + 1}.xml`] = part(sheetXml(sheet))
  // A fixed time, so that the same content gives the same bytes.
  return zipSync(files, { level: 6, mtime: '1980-01-01T12:00:00' })
}

function contentTypes(sheets: number): string {
  const byEnding = [
    ['rels', 'application/vnd.openxmlformats-package.relationships+xml'],
    ['xml', 'application/xml'],
  ].map(([Extension, ContentType]) => emptyTag('Default', { Extension, ContentType }))
  const own = (name: string, type: string) =>
    emptyTag('Override', { PartName: `/xl/${name}.xml`, ContentType: `${TYPE}.${type}+xml` })
  const ofSheets = Array.from({ length: sheets }, (_, i) => own(`worksheets/sheet${i + 1}`, 'worksheet'))
  const types = [...byEnding, own('workbook', 'sheet.main'), own('styles', 'styles'), ...ofSheets]
  return element('Types', types.join(''), { xmlns: `${PACKAGE}/content-types` })
}

/** Each gets the id of its place, from rId1. */
function relationships(targets: readonly { type: string; target: string }[]): string {
  const all = targets.map(({ type, target }, i) =>
    emptyTag('Relationship', { Id: `rId${i + 1}`, Type: `${OFFICE}/${type}`, Target: target }),
  )
  return element('Relationships', all.join(''), { xmlns: `${PACKAGE}/relationships` })
}

function workbookXml(sheets: readonly WrittenSheet[]): string {
  const named = sheets.map(({ name }, i) =>
    emptyTag('sheet', { name: replaceControls(sheetName(name)), sheetId: i + 1, 'r:id': `rId${i + 1}` }),
  )
  return element('workbook', element('sheets', named.join('')), { xmlns: MAIN, 'xmlns:r': OFFICE })
}

/** Style 1 is text (format 49, @); style 2 the same in bold. */
/** 0 as it is, 1 text, 2 heading, 3 day. */
const STYLES = `<styleSheet xmlns="${MAIN}"><numFmts count="1"><numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd"/></numFmts><fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="4"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/><xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" quotePrefix="1" applyNumberFormat="1" applyAlignment="1"><alignment vertical="top" wrapText="1"/></xf><xf numFmtId="49" fontId="1" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" applyFont="1"/><xf numFmtId="164" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/></cellXfs></styleSheet>`

function sheetXml({ rows, columns: filledIn = [] }: WrittenSheet): string {
  const kept = rows.slice(0, MOST_ROWS)
  const cols = widthsOf(kept).map((width, i) =>
    emptyTag('col', { min: i + 1, max: i + 1, width, customWidth: 1, style: styleOf(filledIn[i]) }),
  )
  const view =
    '<sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>'
  const columns = cols.length > 0 ? element('cols', cols.join('')) : ''
  return element(
    'worksheet',
    `${view}${columns}${element('sheetData', kept.map((row, i) => rowXml(row, i, filledIn)).join(''))}${helpXml(filledIn)}`,
    { xmlns: MAIN },
  )
}

const styleOf = (column: WrittenColumn | undefined): number => (column?.kind === 'date' ? 3 : 1)

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

function rowXml(cells: readonly WrittenCell[], index: number, columns: readonly WrittenColumn[]): string {
  const inner = cells.map((text, i) => {
    const style = index === 0 ? 2 : styleOf(columns[i])
    const r = cellName(index + 1, i + 1)
    if (typeof text !== 'string') return element('c', textElement('v', text.number), { r })
    if (text === '') return emptyTag('c', { r, s: style })
    const written = element('t', escapeXml(replaceControls(kept(text))), { 'xml:space': 'preserve' })
    return element('c', element('is', written), { r, s: style, t: 'inlineStr' })
  })
  return element('row', inner.join(''), { r: index + 1 })
}

/** Escapes text that looks like one of Excel's escapes (ECMA-376, part 1, 22.9.2.19). */
function kept(text: string): string {
  return text.slice(0, LONGEST).replace(/_(?=x[0-9A-Fa-f]{4}_)/g, '_x005F_')
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

/** Without characters that Excel refuses in a name, and within its 31 characters. */
function sheetName(name: string): string {
  return name.replace(/[[\]:*?/\\]/g, ' ').slice(0, 31)
}

function part(xml: string): Uint8Array {
  return strToU8(`<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n${xml}`)
}
