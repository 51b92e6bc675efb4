import { closeSync, openSync, readSync } from 'node:fs'
import { type FixedEncoding, fixedStart } from '#lib/services/description.ts'

const HEAD = 4096
/** A workbook's directory ends with at most 65,535 bytes of comment (APPNOTE.TXT, 4.3.16). */
const TAIL = 65_557

/**
 * Whether a file ends as its kind does: XML with the end tag of its root, fixed positions with their last record, a workbook with its
 * directory. True of every other kind, which has no end to look for. `fixed`: of the e-service.
 */
export function looksWhole(file: string, bytes: number, fixed: FixedEncoding | null): boolean {
  const handle = openSync(file, 'r')
  try {
    const [head, tail] = [0, Math.max(0, bytes - TAIL)].map((at, i) => {
      const part = Buffer.alloc(i === 0 ? HEAD : TAIL)
      return part.subarray(0, readSync(handle, part, 0, part.length, at)).toString('latin1')
    }) as [string, string]
    if (head.startsWith('PK\u0003\u0004')) return tail.includes('PK\u0005\u0006')
    // UTF-16 has a NUL in each letter of the names; a byte order mark is no letter.
    const [begin, end] = [plain(head), plain(tail)]
    if (fixed && begin.startsWith(fixedStart(fixed))) return lastLine(end).startsWith(fixed.last)
    return !begin.startsWith('<') || endsAsXml(begin, end)
  } finally {
    closeSync(handle)
  }
}

const plain = (text: string): string =>
  text.replace(/\0/g, '').replace(/^(?:\u00ef\u00bb\u00bf|\u00fe\u00ff|\u00ff\u00fe|\s)+/, '')

const lastLine = (text: string): string =>
  text
    .trimEnd()
    .split(/\r\n|\r|\n/)
    .at(-1) ?? ''

function endsAsXml(begin: string, end: string): boolean {
  const root = /<([A-Za-z_][\w.:-]*)/.exec(begin.replace(/<!--[\s\S]*?-->/g, ''))?.[1]
  if (root === undefined || /(?:-->|\?>)\s*$/.test(end)) return true
  return [...end.matchAll(/<\/([\w.:-]+)\s*>|<([\w.:-]+)[^<>]*\/>/g)].some((found) => (found[1] ?? found[2]) === root)
}
