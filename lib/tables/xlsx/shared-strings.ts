import type { Archive } from './unzip.ts'
import { readPart } from './workbook.ts'

/** Texts that cells refer to by number. Runs of formatted text are joined; phonetic text is left out. */
export function readSharedStrings(archive: Archive, name: string | undefined): string[] {
  const strings: string[] = []
  if (name === undefined || !archive.has(name)) return strings
  let text = ''
  let inText = false
  let aloud = false
  readPart(archive, name, {
    open: (element) => {
      if (element === 'si') text = ''
      if (element === 'rPh') aloud = true
      inText = element === 't' && !aloud
    },
    text: (more) => {
      if (inText) text += more
    },
    close: (element) => {
      if (element === 'rPh') aloud = false
      if (element === 'si') strings.push(unescaped(text))
      inText = false
    },
  })
  return strings
}

/** ECMA-376, part 1, 22.9.2.19: characters that XML cannot hold are written _xHHHH_. */
export function unescaped(text: string): string {
  return text.includes('_x')
    ? text.replace(/_x([0-9A-Fa-f]{4})_/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
    : text
}
