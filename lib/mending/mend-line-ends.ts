import type { Mender } from './mend-kinds.ts'

const LF = 10
const CR = 13
/** What MS-DOS ended a text with. */
const END_OF_TEXT = 26

type Line = { from: number; to: number; end: 'lf' | 'crlf' | 'cr' | 'none' }

/**
 * Fixed positions: mixed line ends become what most lines have, several CR before a LF one, CR alone (old Macintosh) CRLF where no
 * line ends otherwise; lines without a sign and a last Ctrl-Z go. A CR inside a line stays.
 */
export const mendLineEnds: Mender = ({ bytes, kind }) => {
  if (kind !== 'fixed') return undefined
  const hasLf = bytes.includes(LF)
  const last = bytes.length > 0 && bytes[bytes.length - 1] === END_OF_TEXT ? bytes.length - 1 : bytes.length
  const lines = [...linesOf(bytes.subarray(0, last), hasLf)]
  const count = (end: Line['end']) => lines.reduce((sum, line) => sum + (line.end === end ? 1 : 0), 0)
  const target = hasLf && count('lf') > count('crlf') ? [LF] : [CR, LF]
  const kept = lines.filter(({ from, to }) => to > from)
  const size = kept.reduce((sum, { from, to, end }) => sum + to - from + (end === 'none' ? 0 : target.length), 0)
  const mended = new Uint8Array(size)
  let at = 0
  for (const { from, to, end } of kept) {
    mended.set(bytes.subarray(from, to), at)
    at += to - from
    if (end === 'none') continue
    mended.set(target, at)
    at += target.length
  }
  if (isEqual(mended, bytes)) return undefined
  const wanted = target.length === 1 ? 'lf' : 'crlf'
  const changed = lines.filter(({ from, to, end }) => to === from || (end !== wanted && end !== 'none')).length
  return { bytes: mended, sure: 'certain', count: Math.max(1, changed), params: {} }
}

function* linesOf(bytes: Uint8Array, hasLf: boolean): Generator<Line> {
  const end = hasLf ? LF : CR
  for (let from = 0; from < bytes.length; ) {
    const found = bytes.indexOf(end, from)
    const at = found < 0 ? bytes.length : found
    let to = at
    if (hasLf && found >= 0) while (to > from && bytes[to - 1] === CR) to--
    yield { from, to, end: found < 0 ? 'none' : hasLf ? (at - to === 1 ? 'crlf' : at === to ? 'lf' : 'cr') : 'cr' }
    from = at + 1
  }
}

function isEqual(one: Uint8Array, other: Uint8Array): boolean {
  return one.length === other.length && one.every((byte, i) => byte === other[i])
}
