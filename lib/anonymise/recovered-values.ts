import { hasBom } from '#lib/checking/detect.ts'
import { decodeLatin1 } from '#lib/checking/read/xml/decoder.ts'
import { type Piece, pieces } from '#lib/checking/read/xml/pieces.ts'
import { type DescribedField, describedFields } from '#lib/services/described-fields.ts'
import type { Service } from '#lib/services/description.ts'
import { type Range, type Signs, textOf, type Unit, unitsOf } from './units.ts'
import type { FoundValue } from './values.ts'
import { attributes, elementName, isDeclaration, LONGEST_VALUE, subset } from './xml-values.ts'

/** A word, or the number of a version. */
const WORD = /[A-Za-z]{2,60}|(?<!\d)\d\.\d(?!\d)/g

type Open = { name: string; units: Unit[] }
/** Of all fields of one name, where they are of one kind; and every name of the description. */
type Vocabulary = { leaves: ReadonlyMap<string, DescribedField>; names: ReadonlySet<string> }

/**
 * The values of a file that is broken in its syntax, as the check that reads on is likely to take them: an element is known by its own
 * name wherever it stands, or by its end tag's, and the description's names stay in what is blotted out.
 */
export function* recoveredValues(service: Service, bytes: Uint8Array, signs: Signs): Generator<FoundValue> {
  const fields = describedFields(service)
  const known = knownOf(service, fields)
  const open: Open[] = []
  /** Text where no element is known, until it is seen what ends it. */
  let loose: Range | undefined
  for (const piece of shortPieces(bytes, hasBom(bytes) ? 3 : 0)) {
    const { kind, from, to, broken } = piece
    if (isDeclaration(bytes, piece)) continue
    const name = kind === 'end' ? endName(bytes, from, to) : elementName(bytes, piece)
    if (loose)
      yield* looseText(bytes, loose, { known, field: kind === 'end' && !isOpen(open, name) ? known.leaves.get(name) : undefined })
    loose = undefined
    if (kind === 'text') {
      const top = open.at(-1)
      const range: Range = { from, to, signs, references: true }
      if (top && to - from <= LONGEST_VALUE && !known.names.has(top.name)) top.units.push(...unitsOf(bytes, range))
      else if (top && to - from <= LONGEST_VALUE && known.leaves.has(top.name)) top.units.push(...unitsOf(bytes, range))
      else loose = range
    } else if (kind === 'end') {
      if (broken) yield* brokenTag(bytes, { from, to, signs }, known)
      yield* closed(open, name, { known, signs })
    } else if (kind === 'start' || kind === 'empty') {
      yield* broken ? brokenTag(bytes, { from, to, signs }, known) : attributes(bytes, piece, { name, fields, signs })
      // A value has no elements in it: its end tag is missing.
      const top = open.at(-1)
      if (top && known.leaves.has(top.name)) yield* writtenValue(open.pop() as Open, { known, signs })
      if (kind === 'start') open.push({ name, units: [] })
    } else if (kind === 'doctype')
      yield* broken ? betweenNames(bytes, { from: from + 2, to, signs }, known) : subset(bytes, piece, signs)
    else yield { range: { from: kind === 'cdata' ? from + 9 : from, to, signs, references: true } }
  }
  if (loose) yield { range: loose }
  for (const each of open) yield* writtenValue({ ...each, name: '' }, { known, signs })
}

/** A DOCTYPE or an instruction without its end goes to the first `>`, as the check takes it, and not to the end of the file. */
function* shortPieces(bytes: Uint8Array, start: number): Generator<Piece> {
  for (let at = start; at < bytes.length; ) {
    const from = at
    for (const piece of pieces(bytes, from)) {
      const end = piece.broken && (piece.kind === 'doctype' || piece.kind === 'instruction') ? bytes.indexOf(62, piece.from) : -1
      yield end < 0 ? piece : { ...piece, to: end + 1 }
      at = end < 0 ? piece.to : end + 1
      if (end >= 0) break
    }
  }
}

function knownOf({ xml, root }: Service, fields: ReturnType<typeof describedFields>): Vocabulary {
  const leaves = new Map<string, DescribedField>()
  const names = new Set<string>(['DOCTYPE', 'SYSTEM', root.name, ...(xml.doctype?.system.match(WORD) ?? [])])
  for (const { field } of fields.values())
    if (field.type.kind === 'choice') for (const value of field.type.values) names.add(value)
  const varied = new Set<string>()
  for (const [path, described] of fields) {
    const [part = '', leaf = ''] = path.split('/')
    for (const name of [part, leaf]) names.add(name)
    const other = leaves.get(leaf)
    if (other && other.field.type.kind !== described.field.type.kind) varied.add(leaf)
    leaves.set(leaf, described)
  }
  for (const name of varied) leaves.delete(name)
  return { leaves, names }
}

const isOpen = (open: readonly Open[], name: string): boolean => open.some((each) => each.name === name)

type ReadContext = { known: Vocabulary; signs: Signs }

/** Ends the element of this name, and those in it that have no end; of another name the last one. */
function* closed(open: Open[], name: string, context: ReadContext): Generator<FoundValue> {
  const at = open.findLastIndex((each) => each.name === name)
  if (at >= 0) {
    for (const each of open.splice(at).toReversed()) yield* writtenValue(each, context)
    return
  }
  const top = open.at(-1)
  // A part that is open goes on: the end tag is a value's whose start tag is not one.
  if (!top || (context.known.names.has(top.name) && !context.known.leaves.has(top.name))) return
  open.pop()
  yield* writtenValue(context.known.leaves.has(name) ? { ...top, name } : top, context)
}

function* writtenValue({ name, units }: Open, { known, signs }: ReadContext): Generator<FoundValue> {
  const described = known.leaves.get(name)
  if (described) yield { field: described.field, units, text: textOf(units) }
  else for (const { at, length } of units) yield { range: { from: at, to: at + length, signs, references: true } }
}

/** `field`: of the end tag that follows, whose start tag is broken: what stands after the last `>` is its value. */
function* looseText(
  bytes: Uint8Array,
  range: Range,
  { known, field }: { known: Vocabulary; field: DescribedField | undefined },
): Generator<FoundValue> {
  const last = field ? bytes.subarray(range.from, range.to).lastIndexOf(62) : -1
  const end = last < 0 ? range.to : range.from + last + 1
  yield* betweenNames(bytes, { ...range, to: end }, known)
  if (!field || last < 0) return
  const units = unitsOf(bytes, { ...range, from: end })
  yield { field: field.field, units, text: textOf(units) }
}

/** A name cut short, right after `<` or `</`, is the beginning of one of the description. */
function* brokenTag(bytes: Uint8Array, { from, to, signs }: Range, known: Vocabulary): Generator<FoundValue> {
  const [all = '', name = ''] = /^<\/?([A-Za-z]*)/.exec(decodeLatin1(bytes.subarray(from, Math.min(to, from + 80)))) ?? []
  const isCut = name.length > 1 && [...known.names].some((each) => each.startsWith(name))
  yield* betweenNames(bytes, { from: isCut ? from + all.length : from, to, signs, references: true }, known)
}

/** All of a stretch but the names of the description. */
function* betweenNames(bytes: Uint8Array, range: Range, { names }: Vocabulary): Generator<FoundValue> {
  let { from } = range
  for (const { index, 0: word } of decodeLatin1(bytes.subarray(range.from, range.to)).matchAll(WORD)) {
    if (!names.has(word)) continue
    yield { range: { ...range, from, to: range.from + index } }
    from = range.from + index + word.length
  }
  yield { range: { ...range, from } }
}

function endName(bytes: Uint8Array, from: number, to: number): string {
  const [, name = ''] = /^<\/\s*([^\s/>]*)/.exec(decodeLatin1(bytes.subarray(from, Math.min(to, from + 200)))) ?? []
  return name.slice(name.indexOf(':') + 1)
}
