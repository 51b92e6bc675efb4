import { element, emptyTag, escapeXml, replaceControls, textElement } from '#lib/xml.ts'
import { cellName } from '../table.ts'

/** Text, or a number as a spreadsheet keeps one. */
export type WrittenCell = string | { number: string }

/** Excel's limits: characters in a cell, rows in a sheet. */
const LONGEST = 32_767
export const MOST_ROWS = 1_048_576

/** A row of a sheet, the first of them (`index` 0) as headings. `styles`: of the columns that are no text. */
export function rowXml(cells: readonly WrittenCell[], index: number, styles: readonly number[] = []): string {
  const inner = cells.map((text, i) => {
    const style = index === 0 ? HEADING : (styles[i] ?? TEXT)
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

/** As STYLES of the package has them. */
export const TEXT = 1
const HEADING = 2
