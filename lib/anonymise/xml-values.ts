import { hasBom } from '#lib/checking/detect.ts'
import { decodeLatin1 } from '#lib/checking/read/xml/decoder.ts'
import { begins, type Piece, pieces } from '#lib/checking/read/xml/pieces.ts'
import { type DescribedField, describedFields } from '#lib/services/described-fields.ts'
import type { Service } from '#lib/services/description.ts'
import { type Range, type Signs, textOf, type Unit, unitsOf } from './units.ts'
import type { FoundValue } from './values.ts'

type Open = { name: string; units: Unit[] }

/** Bytes: longer than any value may be. */
export const LONGEST_VALUE = 10_000

/** The values of elements and attributes; as undescribed everything else that can hold words: comments, unknown elements, broken tags. */
export function* xmlValues(service: Service, bytes: Uint8Array, signs: Signs): Generator<FoundValue> {
  const fields = describedFields(service)
  const names = new Set([...fields.keys()].flatMap((path) => path.split('/')))
  const open: Open[] = []
  for (const piece of pieces(bytes, hasBom(bytes) ? 3 : 0)) {
    const { kind, from, to, broken } = piece
    const top = open.at(-1)
    if (isDeclaration(bytes, piece)) continue
    if (broken) yield* brokenPiece(bytes, piece, { names, name: elementName(bytes, piece), fields, signs })
    else if (kind === 'comment') yield { range: { from, to, signs } }
    else if (kind === 'instruction') yield { range: { from, to, signs } }
    else if (kind === 'doctype') yield* subset(bytes, piece, signs)
    else if (kind === 'text' || kind === 'cdata') {
      const range: Range = kind === 'text' ? { from, to, signs, references: true } : { from: from + 9, to: to - 3, signs }
      if (top && to - from <= LONGEST_VALUE && fields.has(pathOf(open))) top.units.push(...unitsOf(bytes, range))
      else yield { range }
    } else if (kind === 'end') {
      const described = fields.get(pathOf(open))
      if (top && described) yield { field: described.field, units: top.units, text: textOf(top.units) }
      open.pop()
    }
    if (kind !== 'start' && kind !== 'empty') continue
    const name = elementName(bytes, piece)
    yield* attributes(bytes, piece, { name, fields, signs })
    if (kind === 'start') open.push({ name, units: [] })
  }
  for (const { units } of open)
    for (const { at, length } of units) yield { range: { from: at, to: at + length, signs, references: true } }
}

/** The XML declaration, whole or not: the encoding is read from it. */
export function isDeclaration(bytes: Uint8Array, { from, to }: Piece): boolean {
  return from < 4 && to - from < 200 && begins(bytes, from, '<?xml')
}

function pathOf(open: readonly Open[]): string {
  return `${open.at(-2)?.name}/${open.at(-1)?.name}`
}

type TagContext = { name: string; fields: ReadonlyMap<string, DescribedField>; signs: Signs }

export function* attributes(bytes: Uint8Array, { from, to }: Piece, { name, fields, signs }: TagContext): Generator<FoundValue> {
  const tag = decodeLatin1(bytes.subarray(from, to))
  for (const match of tag.matchAll(/([^\s=<>"'/]+)\s*=\s*("[^"<]*"|'[^'<]*')/g)) {
    const [all, attribute = '', quoted = ''] = match
    // A namespace tells the kind of file.
    if (attribute === 'xmlns' || attribute.startsWith('xmlns:')) continue
    const end = from + match.index + all.length - 1
    const range: Range = { from: end - quoted.length + 2, to: end, signs, references: true }
    const described = fields.get(`${name}/${attribute}`)
    if (!described || quoted.length > LONGEST_VALUE) yield { range }
    else {
      const units = unitsOf(bytes, range)
      yield { field: described.field, units, text: textOf(units) }
    }
  }
}

/** Of a broken tag whole attributes and names of the description are kept; the rest is undescribed. */
function* brokenPiece(
  bytes: Uint8Array,
  piece: Piece,
  { names, ...around }: TagContext & { names: Set<string> },
): Generator<FoundValue> {
  const { kind, from, to } = piece
  const { signs } = around
  const skip = kind === 'doctype' || kind === 'cdata' ? 9 : 0
  if (kind !== 'start' && kind !== 'end') {
    yield { range: { from: from + skip, to, signs, references: true } }
    return
  }
  yield* attributes(bytes, piece, around)
  const tag = decodeLatin1(bytes.subarray(from, to))
  let at = 0
  for (const { index, 0: kept } of tag.matchAll(/(["'])[^"'<]*\1|[A-Za-z]{1,60}/g)) {
    if (!names.has(kept) && !/^["']/.test(kept)) continue
    yield { range: { from: from + at, to: from + index, signs, references: true } }
    at = index + kept.length
  }
  yield { range: { from: from + at, to, signs, references: true } }
}

export function* subset(bytes: Uint8Array, { from, to }: Piece, signs: Signs): Generator<FoundValue> {
  const at = bytes.subarray(from, to).indexOf(91)
  if (at >= 0) yield { range: { from: from + at, to, signs } }
}

export function elementName(bytes: Uint8Array, { from, to }: Piece): string {
  const [, name = ''] = /^<([^\s/>]*)/.exec(decodeLatin1(bytes.subarray(from, Math.min(to, from + 200)))) ?? []
  return name.slice(name.indexOf(':') + 1)
}
