import { type NumberForm, numberForm } from './number-form.ts'
import type { Archive } from './unzip.ts'
import { readPart } from './workbook.ts'

/** How each cell style shows numbers. */
export function readCellStyles(archive: Archive, name: string | undefined): NumberForm[] {
  const styles: NumberForm[] = []
  if (name === undefined || !archive.has(name)) return styles
  const formats = new Map<number, string>()
  const made = new Map<number, NumberForm>()
  let inCells = false
  const formOf = (id: number) => {
    const form = made.get(id) ?? numberForm(id, formats.get(id))
    made.set(id, form)
    return form
  }
  readPart(archive, name, {
    open: (element, { numFmtId = '0', formatCode = '' }) => {
      if (element === 'numFmt') formats.set(Number(numFmtId), formatCode)
      if (element === 'cellXfs') inCells = true
      if (element === 'xf' && inCells) styles.push(formOf(Number(numFmtId)))
    },
    close: (element) => {
      if (element === 'cellXfs') inCells = false
    },
  })
  return styles
}
