import { strToU8, zipSync } from 'fflate'
import { escaped } from '../convert/case-file.ts'
import { cellName } from '../table.ts'

export type WrittenSheet = {
  name: string
  /** The first row is the headings, which stay in sight. */
  rows: readonly (readonly WrittenCell[])[]
}

/** Text, or a number as a spreadsheet keeps one. */
export type WrittenCell = string | { number: string }

const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006'
const TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml'
/** What Excel can hold in a cell, and in a sheet. */
const LONGEST = 32_767
const MOST_ROWS = 1_048_576
const WIDEST = 90
const NARROWEST = 8

/** A workbook in which a cell is text unless it is said to be a number: no number loses a zero, and nothing is worked out as a formula. Columns are as wide as their content. */
export function writeXlsx(sheets: readonly WrittenSheet[]): Uint8Array {
  const files: Record<string, Uint8Array> = {
    '[Content_Types].xml': part(
      `<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${TYPE}.sheet.main+xml"/><Override PartName="/xl/styles.xml" ContentType="${TYPE}.styles+xml"/>${each(sheets, (_, n) => `<Override PartName="/xl/worksheets/sheet${n}.xml" ContentType="${TYPE}.worksheet+xml"/>`)}</Types>`,
    ),
    '_rels/.rels': part(
      `<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="rId1" Type="${OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    ),
    'xl/workbook.xml': part(
      `<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}"><sheets>${each(sheets, ({ name }, n) => `<sheet name="${escaped(sheetName(name))}" sheetId="${n}" r:id="rId${n}"/>`)}</sheets></workbook>`,
    ),
    'xl/_rels/workbook.xml.rels': part(
      `<Relationships xmlns="${PACKAGE}/relationships">${each(sheets, (_, n) => `<Relationship Id="rId${n}" Type="${OFFICE}/worksheet" Target="worksheets/sheet${n}.xml"/>`)}<Relationship Id="rId${sheets.length + 1}" Type="${OFFICE}/styles" Target="styles.xml"/></Relationships>`,
    ),
    'xl/styles.xml': part(STYLES),
  }
  for (const [i, sheet] of sheets.entries()) files[`xl/worksheets/sheet${i + 1}.xml`] = part(sheetXml(sheet))
  // A fixed time: the same report gives the same bytes.
  return zipSync(files, { level: 6, mtime: '1980-01-01T12:00:00' })
}

/** Style 1 is text (format 49, @); style 2 the same in bold. */
const STYLES = `<styleSheet xmlns="${MAIN}"><fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="3"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/><xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" quotePrefix="1" applyNumberFormat="1" applyAlignment="1"><alignment vertical="top" wrapText="1"/></xf><xf numFmtId="49" fontId="1" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" applyFont="1"/></cellXfs></styleSheet>`

function sheetXml({ rows }: WrittenSheet): string {
  const kept = rows.slice(0, MOST_ROWS)
  const cols = widthsOf(kept).map((width, i) => `<col min="${i + 1}" max="${i + 1}" width="${width}" customWidth="1" style="1"/>`)
  const view =
    '<sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>'
  return `<worksheet xmlns="${MAIN}">${view}${cols.length > 0 ? `<cols>${cols.join('')}</cols>` : ''}<sheetData>${kept.map(rowXml).join('')}</sheetData></worksheet>`
}

function rowXml(cells: readonly WrittenCell[], index: number): string {
  const style = index === 0 ? 2 : 1
  const inner = cells.map((text, i) => {
    const r = cellName(index + 1, i + 1)
    if (typeof text !== 'string') return `<c r="${r}"><v>${escaped(text.number)}</v></c>`
    if (text === '') return `<c r="${r}" s="${style}"/>`
    return `<c r="${r}" s="${style}" t="inlineStr"><is><t xml:space="preserve">${escaped(kept(text))}</t></is></c>`
  })
  return `<row r="${index + 1}">${inner.join('')}</row>`
}

/** What looks like one of Excel's own escapes is written as itself (ECMA-376, part 1, 22.9.2.19). */
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

/** Without the signs that Excel refuses in a name, and no longer than it takes. */
function sheetName(name: string): string {
  return name.replace(/[[\]:*?/\\]/g, ' ').slice(0, 31)
}

function each(sheets: readonly WrittenSheet[], write: (sheet: WrittenSheet, n: number) => string): string {
  return sheets.map((sheet, i) => write(sheet, i + 1)).join('')
}

function part(xml: string): Uint8Array {
  return strToU8(`<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n${xml}`)
}
