import { decodeLatin1 } from '#lib/checking/read/xml/decoder.ts'
import { type Piece, pieces } from '#lib/checking/read/xml/pieces.ts'
import type { Mender } from './mend-kinds.ts'
import { type ByteChange, replaceBytes } from './replace-bytes.ts'

/** Not the beginning of a reference, nor of one that only lacks its semicolon: what was meant by that one a person knows. */
const BARE = /&(?!#|[A-Za-z_:][\w:.-]*;|(?:amp|lt|gt|quot|apos)(?![\w:.-]))/g
const QUOTED = /"[^"<]*"|'[^'<]*'/g
const AMP = new TextEncoder().encode('&amp;')

/** A bare `&` in a text or the value of an attribute becomes `&amp;`, which means the same. */
export const mendAmpersands: Mender = ({ bytes, kind }) => {
  if (kind !== 'xml') return undefined
  const changes = [...bareIn(bytes)].map((at): ByteChange => ({ from: at, to: at + 1, by: AMP }))
  if (changes.length === 0) return undefined
  return { bytes: replaceBytes(bytes, changes), sure: 'certain', count: changes.length, params: {} }
}

function* bareIn(bytes: Uint8Array): Generator<number> {
  for (const piece of pieces(bytes)) {
    if (piece.broken || !bytes.subarray(piece.from, piece.to).includes(38)) continue
    const text = decodeLatin1(bytes.subarray(piece.from, piece.to))
    for (const { index, 0: part } of partsOf(text, piece))
      for (const found of part.matchAll(BARE)) yield piece.from + index + found.index
  }
}

function partsOf(text: string, { kind }: Piece): Iterable<{ index: number; 0: string }> {
  if (kind === 'text') return [{ index: 0, 0: text }]
  return kind === 'start' || kind === 'empty' ? text.matchAll(QUOTED) : []
}
