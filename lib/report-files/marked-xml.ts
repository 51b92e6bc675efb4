import { hasBom } from '#lib/checking/detect.ts'
import { declaredEncoding } from '#lib/checking/read/xml/decoder.ts'
import { begins, type Piece, pieces } from '#lib/checking/read/xml/pieces.ts'
import type { Finding, Report } from '#lib/checking/report.ts'
import type { Locale } from '#lib/text/locale.ts'
import { encodeText, insertTexts } from './insert-texts.ts'
import { sentence } from './sentences.ts'

/** Where a comment is inserted. `lineStart`: on a line of its own, with the indent of the next; else right before the markup. */
type CommentSpot = { at: number; lineStart: boolean }

/** The sender's own file with a comment before each faulty element; never inside a tag or text, so that well-formed XML stays so. */
export function markedXml(bytes: Uint8Array, report: Report, locale: Locale): Uint8Array {
  // A file declared as ISO-8859-1 that is UTF-8 gets its comments in UTF-8.
  const isDisguised = report.findings.some(({ code, params }) => code === 'F03' && params.case === 'disguised')
  const encoding = isDisguised ? 'UTF-8' : declaredEncoding(bytes)
  const findings = report.findings.toSorted((a, b) => a.at.byte - b.at.byte)
  const inserted = spotsOf(bytes, findings).map(({ at, lineStart }, i) => {
    const comment = `<!-- ${commentText(sentence(findings[i] as Finding, locale, report.tjanst))} -->`
    return { at, text: encodeText(lineStart ? `${indentAt(bytes, at)}${comment}${lineEndBefore(bytes, at)}` : comment, encoding) }
  })
  return insertTexts(
    bytes,
    inserted.sort((a, b) => a.at - b.at),
  )
}

/** The spot of each finding, in order. */
function spotsOf(bytes: Uint8Array, findings: readonly Finding[]): CommentSpot[] {
  const spots: CommentSpot[] = []
  const lines = new Lines(bytes)
  const begin = hasBom(bytes) ? 3 : 0
  let before: { piece: Piece; spot: CommentSpot } | undefined
  for (const piece of pieces(bytes, begin)) {
    const spot = spotFor(bytes, piece, { lines, before })
    while (spots.length < findings.length && (findings[spots.length] as Finding).at.byte < piece.to) spots.push(spot)
    if (spots.length === findings.length) return spots
    lines.pass(piece)
    before = { piece, spot }
  }
  while (spots.length < findings.length) spots.push(before?.spot ?? { at: bytes.length, lineStart: false })
  return spots
}

type SpotContext = { lines: Lines; before: { piece: Piece; spot: CommentSpot } | undefined }

function spotFor(bytes: Uint8Array, piece: Piece, { lines, before }: SpotContext): CommentSpot {
  // The comment for a value goes before its start tag.
  if ((piece.kind === 'text' || piece.kind === 'cdata') && before?.piece.kind === 'start') return before.spot
  // Nothing may stand before the XML declaration.
  if (piece.kind === 'instruction' && begins(bytes, piece.from, '<?xml')) return { at: piece.to, lineStart: false }
  if (piece.kind !== 'text' && lines.safeStart >= 0) return { at: lines.safeStart, lineStart: true }
  return { at: piece.from, lineStart: false }
}

/** Start of the current line, if it begins in white space between elements; −1 if not. */
class Lines {
  safeStart = -1
  private readonly bytes: Uint8Array

  constructor(bytes: Uint8Array) {
    this.bytes = bytes
  }

  pass({ kind, from, to }: Piece): void {
    const newline = this.bytes.subarray(from, to).lastIndexOf(10)
    if (newline < 0) return
    this.safeStart = kind === 'text' && isBlank(this.bytes, from, to) ? from + newline + 1 : -1
  }
}

function isBlank(bytes: Uint8Array, from: number, to: number): boolean {
  for (let at = from; at < to; at++) if (![9, 10, 13, 32].includes(bytes[at] as number)) return false
  return true
}

function indentAt(bytes: Uint8Array, at: number): string {
  let end = at
  while (bytes[end] === 32 || bytes[end] === 9) end++
  return String.fromCharCode(...bytes.subarray(at, Math.min(end, at + 200)))
}

function lineEndBefore(bytes: Uint8Array, at: number): string {
  return bytes[at - 2] === 13 ? '\r\n' : '\n'
}

/** XML 1.0, 2.5: no two hyphens in a row in a comment, and no characters that XML cannot hold. */
function commentText(text: string): string {
  return text.replace(/[\p{Cc}\p{Cs}\ufffe\uffff]/gu, ' ').replace(/-(?=-|$)/g, '- ')
}
