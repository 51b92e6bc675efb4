import { sequenceLength } from '#lib/checking/utf8.ts'

/** One character of a value and its place; `reference`: written in XML by its number. */
export type Unit = { at: number; length: number; code: number; reference?: 'decimal' | 'hex' }

/** How characters outside ASCII are written. */
export type Signs = 'utf8' | 'single'

/** Bytes of the file, `to` excluded; `references`: &amp; and &#38; are one character each. */
export type Range = { from: number; to: number; signs: Signs; references?: true }

const ZERO = 48
const CAPITAL_X = 88
/** A replacement letter for each length in UTF-8: Ö, Ẍ, 𝕏. */
const LETTERS: Record<number, readonly number[]> = { 2: [0xc3, 0x96], 3: [0xe1, 0xba, 0x8c], 4: [0xf0, 0x9d, 0x95, 0x8f] }
const LETTER = 0xd6

export function unitsOf(bytes: Uint8Array, range: Range): Unit[] {
  return [...unitsIn(bytes, range)]
}

export function textOf(units: readonly Unit[]): string {
  return units.map(({ code }) => String.fromCodePoint(code)).join('')
}

/** Letters become X and digits 0, each in the bytes it had. */
export function blot(bytes: Uint8Array, units: readonly Unit[]): void {
  for (const unit of units) {
    if (isDigit(unit)) put(bytes, unit, ZERO)
    else if (isLetter(unit)) putLetter(bytes, unit)
  }
}

/** As `blot`, for a range of any length. */
export function blotRange(bytes: Uint8Array, range: Range): void {
  for (const unit of unitsIn(bytes, range)) blot(bytes, [unit])
}

/** Writes digits over the first digits of a value, in order. */
export function putDigits(bytes: Uint8Array, units: readonly Unit[], digits: string): void {
  const places = units.filter(isDigit)
  for (let i = 0; i < digits.length && i < places.length; i++) put(bytes, places[i] as Unit, digits.charCodeAt(i))
}

export function putLetter(bytes: Uint8Array, unit: Unit): void {
  if (unit.code < 128) put(bytes, unit, CAPITAL_X)
  else if (unit.reference === undefined) bytes.set(LETTERS[unit.length] ?? [LETTER], unit.at)
}

/** Writes an ASCII character over another. */
export function put(bytes: Uint8Array, { at, length, reference }: Unit, code: number): void {
  if (reference === undefined) {
    bytes[at] = code
    return
  }
  const written =
    reference === 'hex' ? `&#x${code.toString(16).padStart(length - 4, '0')};` : `&#${String(code).padStart(length - 3, '0')};`
  for (let i = 0; i < length; i++) bytes[at + i] = written.charCodeAt(i)
}

export function isDigit({ code }: Unit): boolean {
  return code >= 48 && code <= 57
}

export function isLetter({ code, length, reference }: Unit): boolean {
  if (code < 128) return (code >= 65 && code <= 90) || (code >= 97 && code <= 122)
  if (reference !== undefined) return false
  // One byte: ISO-8859-1. 80–9F are faults that must stay; D7 and F7 are × and ÷.
  if (length === 1) return code >= 0xc0 && code !== 0xd7 && code !== 0xf7
  return /\p{L}/u.test(String.fromCodePoint(code))
}

function* unitsIn(bytes: Uint8Array, { from, to, signs, references }: Range): Generator<Unit> {
  for (let at = from; at < to; ) {
    const unit = (references && bytes[at] === 38 && referenceAt(bytes, at, to)) || unitAt(bytes, at, signs)
    yield unit
    at += unit.length
  }
}

function unitAt(bytes: Uint8Array, at: number, signs: Signs): Unit {
  const byte = bytes[at] as number
  const length = signs === 'utf8' ? sequenceLength(bytes, at) : 1
  if (length <= 1) return { at, length: 1, code: byte }
  const lead = byte & (length === 2 ? 0x1f : length === 3 ? 0x0f : 0x07)
  let code = lead
  for (let i = 1; i < length; i++) code = code * 64 + ((bytes[at + i] as number) & 0x3f)
  return { at, length, code }
}

const NAMED: Record<string, number> = { amp: 38, lt: 60, gt: 62, quot: 34, apos: 39 }

function referenceAt(bytes: Uint8Array, at: number, end: number): Unit | undefined {
  const close = bytes.subarray(at, Math.min(end, at + 12)).indexOf(59)
  if (close < 0) return undefined
  const name = String.fromCharCode(...bytes.subarray(at + 1, at + close))
  const length = close + 1
  const [, hex, decimal] = /^#(?:x([0-9A-Fa-f]+)|(\d+))$/.exec(name) ?? []
  const code = hex === undefined ? (decimal === undefined ? NAMED[name] : Number(decimal)) : Number.parseInt(hex, 16)
  if (code === undefined || code > 0x10ffff) return undefined
  return name.startsWith('#') ? { at, length, code, reference: hex === undefined ? 'decimal' : 'hex' } : { at, length, code }
}
