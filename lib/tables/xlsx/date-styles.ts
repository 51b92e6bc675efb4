import type { Archive } from './unzip.ts'
import { readPart } from './workbook.ts'

/** Number formats of dates that need no definition (ECMA-376, part 1, 18.8.30); 27–36 and 50–58 are dates in East Asian versions. */
const BUILT_IN = new Set([14, 15, 16, 17, 22, ...range(27, 36), ...range(50, 58)])

/** Which cell styles show a number as a date. */
export function readDateStyles(archive: Archive, name: string | undefined): boolean[] {
  const styles: boolean[] = []
  if (name === undefined || !archive.has(name)) return styles
  const formats = new Map<number, string>()
  let inCells = false
  readPart(archive, name, {
    open: (element, { numFmtId = '', formatCode = '' }) => {
      const id = Number(numFmtId)
      if (element === 'numFmt') formats.set(id, formatCode)
      if (element === 'cellXfs') inCells = true
      if (element === 'xf' && inCells) styles.push(BUILT_IN.has(id) || isDateFormat(formats.get(id) ?? ''))
    },
    close: (element) => {
      if (element === 'cellXfs') inCells = false
    },
  })
  return styles
}

/** A year or a day outside quotes, brackets and escapes. */
function isDateFormat(code: string): boolean {
  return /[yd]/i.test(code.slice(0, 255).replace(/"[^"]*"|\[[^\]]*\]|\\./g, ''))
}

function range(from: number, to: number): number[] {
  return Array.from({ length: to - from + 1 }, (_, i) => from + i)
}
