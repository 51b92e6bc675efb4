/** A stretch of an XML file, `to` excluded. `broken`: cut off by the end of the file or by something that cannot stand in it. */
export type Piece = {
  kind: 'text' | 'start' | 'end' | 'empty' | 'comment' | 'cdata' | 'doctype' | 'instruction'
  from: number
  to: number
  broken: boolean
}

const LT = 60
const GT = 62
const QUOTES = [34, 39]

/** Splits an XML file into markup and text, also where it is not well-formed. The pieces cover the whole file. */
export function* pieces(bytes: Uint8Array, start = 0): Generator<Piece> {
  let at = start
  while (at < bytes.length) {
    const piece = bytes[at] === LT ? markup(bytes, at) : text(bytes, at)
    yield piece
    at = piece.to
  }
}

function text(bytes: Uint8Array, from: number): Piece {
  const next = bytes.indexOf(LT, from)
  return { kind: 'text', from, to: next < 0 ? bytes.length : next, broken: false }
}

function markup(bytes: Uint8Array, from: number): Piece {
  if (begins(bytes, from, '<!--')) return until(bytes, { kind: 'comment', from, past: 4 }, '-->')
  if (begins(bytes, from, '<![CDATA[')) return until(bytes, { kind: 'cdata', from, past: 9 }, ']]>')
  if (begins(bytes, from, '<!')) return doctype(bytes, from)
  if (from < 4 && begins(bytes, from, '<?xml')) return declaration(bytes, from)
  if (begins(bytes, from, '<?')) return until(bytes, { kind: 'instruction', from, past: 2 }, '?>')
  return tag(bytes, from)
}

function until(bytes: Uint8Array, { kind, from, past }: { kind: Piece['kind']; from: number; past: number }, end: string): Piece {
  for (let at = bytes.indexOf(GT, from + past); at >= 0; at = bytes.indexOf(GT, at + 1)) {
    const first = at - end.length + 1
    if (first >= from + past && begins(bytes, first, end)) return { kind, from, to: at + 1, broken: false }
  }
  return { kind, from, to: bytes.length, broken: true }
}

/** A declaration ends at the first `>`, also without its `?`. */
function declaration(bytes: Uint8Array, from: number): Piece {
  const end = bytes.indexOf(GT, from)
  return { kind: 'instruction', from, to: end < 0 ? bytes.length : end + 1, broken: end < 0 || bytes[end - 1] !== 63 }
}

/** A `<` inside a tag, in quotes or not, begins the next piece. */
function tag(bytes: Uint8Array, from: number): Piece {
  const kind = bytes[from + 1] === 47 ? 'end' : 'start'
  let quote = 0
  for (let at = from + 1; at < bytes.length; at++) {
    const byte = bytes[at] as number
    if (byte === LT) return { kind, from, to: at, broken: true }
    if (quote !== 0) quote = byte === quote ? 0 : quote
    else if (QUOTES.includes(byte)) quote = byte
    else if (byte === GT)
      return { kind: kind === 'start' && bytes[at - 1] === 47 ? 'empty' : kind, from, to: at + 1, broken: false }
  }
  return { kind, from, to: bytes.length, broken: true }
}

function doctype(bytes: Uint8Array, from: number): Piece {
  let inSubset = false
  let quote = 0
  for (let at = from + 2; at < bytes.length; at++) {
    const byte = bytes[at] as number
    if (quote !== 0) quote = byte === quote ? 0 : quote
    else if (QUOTES.includes(byte)) quote = byte
    else if (byte === 91 || byte === 93) inSubset = byte === 91
    else if (byte === GT && !inSubset) return { kind: 'doctype', from, to: at + 1, broken: false }
  }
  return { kind: 'doctype', from, to: bytes.length, broken: true }
}

export function begins(bytes: Uint8Array, at: number, ascii: string): boolean {
  for (let i = 0; i < ascii.length; i++) if (bytes[at + i] !== ascii.charCodeAt(i)) return false
  return true
}
