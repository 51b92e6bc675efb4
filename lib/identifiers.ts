import { DAY_MS, type Day, dayOf, isDate, stockholmDay } from './calendar.ts'

/** `canonical` has 12 digits: `16…` for an organisation, the century for a person. */
export type Identity = {
  kind: 'organisation' | 'personnummer' | 'samordningsnummer'
  canonical: string
  /** A samordningsnummer with an unknown day of birth (60) or month (00). */
  unknownDay: boolean
}
export type IdentityFault = 'missing' | 'form' | 'third-digit' | 'date' | 'check-digit'
export type ParsedIdentity = Identity | { fault: IdentityFault }

/** Skatteverket's oldest birth date in use: the range FK's own form library accepts. */
const FIRST_BIRTH = dayOf(1840, 5, 6)

/** An employer's identity: ten digits with a third digit of 2 or more, or twelve beginning with 16, are an organisationsnummer, else a person's. */
export function parseIdentity(text: string, today: Day): ParsedIdentity {
  const digits = digitsOf(text)
  if (typeof digits === 'object') return digits
  const organisation = digits.length === 12 ? digits.startsWith('16') : digits.charCodeAt(2) >= 50
  if (!organisation) return person(digits, text.includes('+'), today)
  if (text.includes('+')) return { fault: 'form' }
  const ten = digits.slice(-10)
  // Bolagsverket: the "month" of an organisationsnummer is 20 or more, so that it is never taken for a birth date.
  if (ten.charCodeAt(2) < 50) return { fault: 'third-digit' }
  if (!hasCheckDigit(ten)) return { fault: 'check-digit' }
  return { kind: 'organisation', canonical: `16${ten}`, unknownDay: false }
}

/** Personnummer or samordningsnummer in 10 or 12 digits, with `-`, `+` (100 years or older) or spaces. */
export function parsePerson(text: string, today: Day): ParsedIdentity {
  const digits = digitsOf(text)
  return typeof digits === 'object' ? digits : person(digits, text.includes('+'), today)
}

/** Whether the text is a valid personnummer or samordningsnummer, which must not be in a URL. */
export function isPersonNumber(text: string, now: Date): boolean {
  return 'kind' in parsePerson(text.trim(), stockholmDay(now))
}

/** Canonical 12 digits of an organisationsnummer in either form, or undefined. */
export function parseOrgnr(text: string): string | undefined {
  const parsed = parseIdentity(text, 0)
  return 'kind' in parsed && parsed.kind === 'organisation' ? parsed.canonical : undefined
}

function digitsOf(text: string): string | { fault: IdentityFault } {
  return isDigits(text) && (text.length === 12 || text.length === 10) ? text : withoutSigns(text)
}

export function isDigits(text: string): boolean {
  for (let i = 0; i < text.length; i++) if (text.charCodeAt(i) < 48 || text.charCodeAt(i) > 57) return false
  return text.length > 0
}

function withoutSigns(text: string): string | { fault: IdentityFault } {
  let digits = ''
  let sign = -1
  let other = false
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i)
    if (code >= 48 && code <= 57) {
      if (digits.length === 12) return { fault: 'form' }
      digits += text[i]
      continue
    }
    if (code === 32) continue
    if ((code === 45 || code === 43) && sign < 0) sign = digits.length
    else other = true
  }
  if (text.trim() === '') return { fault: 'missing' }
  if (other || (digits.length !== 10 && digits.length !== 12)) return { fault: 'form' }
  return sign < 0 || sign === digits.length - 4 ? digits : { fault: 'form' }
}

function person(digits: string, hundred: boolean, today: Day): ParsedIdentity {
  const ten = digits.slice(-10)
  const month = Number(ten.slice(2, 4))
  const written = Number(ten.slice(4, 6))
  const samordning = written >= 60
  const unknownMonth = samordning && month === 0
  const day = written === 60 ? 1 : samordning ? written - 60 : written
  // Of what is unknown the first there is; January has all days.
  const known = unknownMonth ? 1 : month
  const year =
    digits.length === 12 ? Number(digits.slice(0, 4)) : yearOf(Number(ten.slice(0, 2)), { month: known, day, hundred, today })
  if (!isDate(year, known, day)) return { fault: 'date' }
  const unknownDay = unknownMonth || written === 60
  // What is known must be able to lie inside the range: with an unknown day the month, with an unknown month the year.
  const latest = unknownMonth ? dayOf(year, 12, 31) : unknownDay ? dayOf(year, month, 28) : dayOf(year, month, day)
  if (dayOf(year, known, day) > today || latest < FIRST_BIRTH) return { fault: 'date' }
  if (!hasCheckDigit(ten)) return { fault: 'check-digit' }
  const canonical = digits.length === 12 ? digits : `${String(year).slice(0, 2)}${ten}`
  return { kind: samordning ? 'samordningsnummer' : 'personnummer', canonical, unknownDay }
}

/** No century written: the latest one in which the person was born by today; `+` means a hundred years earlier. */
function yearOf(short: number, at: { month: number; day: number; hundred: boolean; today: Day }): number {
  const now = new Date(at.today * DAY_MS).getUTCFullYear()
  const sameCentury = now - (now % 100) + short
  const year = dayOf(sameCentury, at.month, at.day) > at.today ? sameCentury - 100 : sameCentury
  return at.hundred ? year - 100 : year
}

/** Modulus 10 (Luhn) over the ten-digit form; century digits are never part of it. */
export function hasCheckDigit(ten: string): boolean {
  let sum = 0
  for (let i = 0; i < 10; i++) {
    const digit = ten.charCodeAt(i) - 48
    const weighed = i % 2 === 0 ? digit * 2 : digit
    sum += weighed > 9 ? weighed - 9 : weighed
  }
  return sum % 10 === 0
}

/** The form used at every edge: 10 digits for an organisation, 12 for a person. */
export function toEdgeOrgnr(canonical: string): string {
  return canonical.startsWith('16') ? canonical.slice(2) : canonical
}

/** `556337-2191`. Shows a person's number in full, so only to that person; otherwise use `maskIdentity`. */
export function formatOrgnr(canonical: string): string {
  const edge = toEdgeOrgnr(canonical)
  return `${edge.slice(0, -4)}-${edge.slice(-4)}`
}

/** `19121212-****`. */
export function maskPersonnummer(canonical: string): string {
  return `${canonical.slice(0, 8)}-****`
}

/** An organisation as it is, a person masked. */
export function maskIdentity(canonical: string): string {
  return canonical.startsWith('16') ? formatOrgnr(canonical) : maskPersonnummer(canonical)
}

/** 32 characters without 0, O, 1 and I, which are easily confused. */
const ALPHABET = '23456789ABCDEFGHJKLMNPQRSTUVWXYZ'
const BODY = 8

/** The portal's own reference, `K7MQ-2XWH-…`, from eight random bytes. */
export function newReference(random: Uint8Array): string {
  if (random.length < BODY) throw new RangeError('a reference needs eight random bytes')
  let body = ''
  for (const byte of random.subarray(0, BODY)) body += ALPHABET[byte & 31]
  return withHyphens(body + ALPHABET[checkSign(body)])
}

/** The canonical form of a reference in any case, with or without spaces and hyphens; undefined when its check character is wrong. */
export function parseReference(text: string): string | undefined {
  if (text.length > 40) return undefined
  const signs = text.toUpperCase().replace(/[\s-]/g, '')
  if (signs.length !== BODY + 1) return undefined
  for (const sign of signs) if (!ALPHABET.includes(sign)) return undefined
  return ALPHABET[checkSign(signs.slice(0, BODY))] === signs[BODY] ? withHyphens(signs) : undefined
}

/**
 * Check character over GF(32): each character is weighted by its own power of a generator. The weights differ from each other,
 * from 0 and from 1 (the check character's), so every single wrong character and every swap of two is found.
 */
function checkSign(body: string): number {
  let sum = 0
  for (const sign of body) sum = timesGenerator(sum ^ ALPHABET.indexOf(sign))
  return sum
}

/** Times x modulo x^5 + x^2 + 1, which is primitive over GF(2). */
function timesGenerator(value: number): number {
  const doubled = value << 1
  return doubled & 32 ? doubled ^ 0b100101 : doubled
}

function withHyphens(signs: string): string {
  return `${signs.slice(0, 4)}-${signs.slice(4, 8)}-${signs.slice(8)}`
}
