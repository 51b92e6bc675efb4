import { element, emptyTag, replaceControls } from '#lib/xml.ts'

export const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006'
const TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml'
/** Before every part. */
export const XML_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'

/** The parts of a workbook around its sheets, by name in the package; the sheets are xl/worksheets/sheet1.xml and on. */
export function packageParts(sheets: readonly string[]): Record<string, string> {
  return {
    '[Content_Types].xml': contentTypes(sheets.length),
    '_rels/.rels': relationships([{ type: 'officeDocument', target: 'xl/workbook.xml' }]),
    'xl/workbook.xml': workbookXml(sheets),
    'xl/_rels/workbook.xml.rels': relationships([
      ...sheets.map((_, i) => ({ type: 'worksheet', target: `worksheets/sheet${i + 1}.xml` })),
      { type: 'styles', target: 'styles.xml' },
    ]),
    'xl/styles.xml': STYLES,
  }
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

function workbookXml(sheets: readonly string[]): string {
  const named = sheets.map((name, i) =>
    emptyTag('sheet', { name: replaceControls(sheetName(name)), sheetId: i + 1, 'r:id': `rId${i + 1}` }),
  )
  return element('workbook', element('sheets', named.join('')), { xmlns: MAIN, 'xmlns:r': OFFICE })
}

/** Style 1 is text (format 49, @); style 2 the same in bold. */
/** 0 as it is, 1 text, 2 heading, 3 day. */
const STYLES = `<styleSheet xmlns="${MAIN}"><numFmts count="1"><numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd"/></numFmts><fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="4"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/><xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" quotePrefix="1" applyNumberFormat="1" applyAlignment="1"><alignment vertical="top" wrapText="1"/></xf><xf numFmtId="49" fontId="1" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" applyFont="1"/><xf numFmtId="164" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/></cellXfs></styleSheet>`

/** Without characters that Excel refuses in a name, and within its 31 characters. */
function sheetName(name: string): string {
  return name.replace(/[[\]:*?/\\]/g, ' ').slice(0, 31)
}
