// The rule for personnummer in file names: the name of a file goes where its content may not (lists, logs, headers, folders).
import { type Day, dayOf } from '#lib/calendar.ts'
import { hasCheckDigit } from '#lib/identifiers.ts'

/** Signs, not asterisks, which Windows takes in no file name. */
const HIDDEN = 'xxxx'

const DATE = '(?:(?<whole>(?:18|19|20)\\d\\d(?<a>[-_. ]?)\\d\\d\\k<a>\\d\\d)|(?<short>\\d\\d(?<b>[-_. ]?)\\d\\d\\k<b>\\d\\d))'
/** The year apart, or month and day together: read only where the check digit is right, for periods (202001-202012) look the same. */
const ODD_DATE = '(?<odd>(?:18|19|20)\\d\\d[-_. ]\\d{4})'
const BETWEEN = '(?<sign>[-+_., :]{0,3})'
/** A letter instead of the first digit: interim numbers, given to people who have no personnummer yet. */
const LAST = '(?<last>\\d{4}|[jklmnprstuwx]\\d{3})'
/** What follows is no date that the last four digits are the year of, as in a period. */
const NO_YEAR = '(?!(?<=(?:19|20)\\d\\d)[-_. ]?(?:0\\d|1[0-2])[-_. ]?[0-3]\\d(?!\\d))'
const NUMBER = new RegExp(`(?<!\\d)(?:${DATE}|${ODD_DATE})${BETWEEN}${LAST}(?!\\d)${NO_YEAR}`, 'g')
const MASKED = new RegExp(`(?<!\\d)(?:${DATE}|${ODD_DATE})${BETWEEN}${HIDDEN}(?!\\d)`)

/** Dates from so many years ago on are those of stamps and periods, unless the number cannot be read so. */
const STAMP_YEARS = 3

/**
 * The name with the last four digits of every personnummer, samordningsnummer and interim number hidden: with 10 or 12 digits, in any
 * script, with signs or spaces between the parts, percent-encoded, with a right check digit or not (a mistyped one still names a
 * person). Organisation numbers, times and run numbers stay. Masked once, a name stays as it is.
 */
export function maskFileName(name: string, today: Day): string {
  const decoded = withoutEscapes(name)
  const masked = maskedIn(decoded, today)
  return masked === decoded ? maskedIn(name, today) : masked
}

/** Whether maskFileName has hidden a number in the name. */
export function isMasked(name: string): boolean {
  return MASKED.test(fold(name).text)
}

function maskedIn(name: string, today: Day): string {
  const { text, at, signs } = fold(name)
  for (const match of text.matchAll(NUMBER)) {
    if (!mayBePerson(match, today)) continue
    const end = match.index + match[0].length
    for (let i = end - HIDDEN.length; i < end; i++) signs[at[i] as number] = HIDDEN[0] as string
  }
  return signs.join('')
}

type Parts = Partial<Record<'whole' | 'short' | 'odd' | 'sign' | 'last', string>>

function mayBePerson({ groups }: RegExpExecArray, today: Day): boolean {
  const { whole, short, odd, sign = '', last = '' }: Parts = groups ?? {}
  const digits = (whole ?? short ?? odd ?? '').replace(/\D/g, '')
  const six = digits.slice(-6)
  const hasRightDigit = /^\d+$/.test(last) && hasCheckDigit(six + last)
  // The last days of a month are not counted: a mistyped number and some samordningsnummer have a 31 April.
  const [month, day] = [Number(six.slice(2, 4)), Number(six.slice(4)) % 60]
  if (month > 12 || day > 31 || (day === 0 && !six.endsWith('60'))) return false
  // Month 00: a samordningsnummer with an unknown birth time. Rare, and run numbers look the same.
  if ((odd !== undefined || month === 0) && !hasRightDigit) return false
  const years =
    short === undefined ? [Number(digits.slice(0, 4))] : [2000, 1900].map((century) => century + Number(six.slice(0, 2)))
  const dates = years.map((year) => dayOf(year, month || 1, day || 1))
  if (dates.every((date) => date > today)) return false
  if (sign.includes('+') && hasRightDigit) return true
  const isLikeStamp = Math.abs(today - (dates[0] ?? today)) < STAMP_YEARS * 366
  return !isLikeStamp || (hasRightDigit && !isTimeOrRun(last))
}

const isTimeOrRun = (last: string): boolean => /^(?:[01]\d|2[0-3])[0-5]\d$|^00/.test(last)

/** What is percent-encoded, once or more often, as the signs that it stands for: only digits and what stands between them. */
function withoutEscapes(name: string): string {
  let text = name
  for (let before = ''; before !== text; ) {
    before = text
    text = text.replace(/%25/g, '%').replace(/%(3\d|2[bcdef0]|5f|20)/gi, (written, hex: string) => {
      const sign = String.fromCharCode(Number.parseInt(hex, 16))
      return /[-+_., \d]/.test(sign) ? sign : written
    })
  }
  return text
}

/** The name in lower case and ASCII digits and signs, one for each of `signs` but invisible ones; `at`: where each stands there. */
function fold(name: string): { text: string; at: number[]; signs: string[] } {
  const signs = [...name]
  const at: number[] = []
  let text = ''
  for (const [index, sign] of signs.entries()) {
    if (/[\p{Cf}\p{M}]/u.test(sign)) continue
    text += folded(sign)
    at.push(index)
  }
  return { text, at, signs }
}

function folded(sign: string): string {
  const plain = sign.normalize('NFKC').toLowerCase()
  if (/^[\x20-\x7e]$/.test(plain)) return plain
  if (/^\p{Nd}$/u.test(plain)) return String(digitOf(plain))
  if (/^[\p{Pd}\u2212]$/u.test(plain)) return '-'
  return /^\s$/u.test(plain) ? ' ' : '?'
}

/** Unicode gives each script's digits in a row from 0, and begins each row at a code point of its own: what comes before a 0 is no digit, or a 9. */
function digitOf(sign: string): number {
  const point = sign.codePointAt(0) ?? 0
  let first = point
  while (/^\p{Nd}$/u.test(String.fromCodePoint(first - 1))) first--
  return (point - first) % 10
}
