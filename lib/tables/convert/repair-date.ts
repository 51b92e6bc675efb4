import { dayOf, formatDay, isDate } from '#lib/calendar.ts'
import type { DateForm } from '../layout.ts'

/** `text`: the date as it is written in XML. `doubt`: why it is not certain; then nothing is changed. */
export type DateReading = { text: string } | { doubt: 'ambiguous' | 'short' } | undefined

// biome-ignore format: a row a language
const MONTHS = [
  'januari', 'februari', 'mars', 'april', 'maj', 'juni', 'juli', 'augusti', 'september', 'oktober', 'november', 'december',
  'january', 'february', 'march', 'april', 'may', 'june', 'july', 'august', 'september', 'october', 'november', 'december',
]

/** Years of two digits from this on are of the last century. */
const CENTURY = 70

/**
 * Reads `YYYY-MM-DD`, `YYYYMMDD`, `D/M YYYY` and other forms that mean one day only; undefined for any other text. `form`: what a
 * person has said that the others mean; then no other order is read.
 */
export function readDateForm(written: string, form?: DateForm): DateReading {
  if (written.length > 40) return undefined
  // Spreadsheets add midnight to a date.
  const text = written.replace(/[T ]00:00(:00(\.0+)?)?$/, '').trim()
  const [, y, m, d] =
    /^(\d{4})[-/. ]?(\d{2})[-/. ]?(\d{2})$/.exec(text) ?? /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})$/.exec(text) ?? []
  if (y !== undefined) return dated(Number(y), Number(m), Number(d))
  const told = form && inForm(text, form)
  if (told) return told === 'other' ? undefined : told
  const [, day, month, year] = /^(\d{1,2})\/(\d{1,2})[ -](\d{4})$/.exec(text) ?? []
  if (day !== undefined) return dated(Number(year), Number(month), Number(day))
  const [, first, second, last] = /^(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})$/.exec(text) ?? []
  if (first !== undefined) return eitherWay(Number(last), Number(first), Number(second))
  if (/^\d{6}$|^\d{1,2}[-/. ]\d{1,2}([-/. ]\d{2})?$/.test(text)) return { doubt: 'short' }
  return named(text)
}

/** `other`: it is written so that it should be in the form, and is no date in it. */
function inForm(text: string, form: DateForm): { text: string } | 'other' | undefined {
  const [, first, second, third] =
    /^(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{4}|\d{2})$/.exec(text) ?? /^(\d{2})(\d{2})(\d{2})$/.exec(text) ?? []
  if (first === undefined || second === undefined || third === undefined) return undefined
  if (form === 'ymd')
    return (first.length === 2 && third.length === 2 && dated(yearOf(first), Number(second), Number(third))) || 'other'
  const [day, month] = form === 'dmy' ? [first, second] : [second, first]
  return dated(yearOf(third), Number(month), Number(day)) ?? 'other'
}

function yearOf(digits: string): number {
  if (digits.length === 4) return Number(digits)
  return Number(digits) + (Number(digits) >= CENTURY ? 1900 : 2000)
}

function named(text: string): DateReading {
  const [, day, name, year] = /^(?:den )?(\d{1,2})\.? ([a-zåäö]{3,9})\.? (\d{4})$/i.exec(text) ?? []
  if (name === undefined) return undefined
  const index = MONTHS.findIndex((each) => each.startsWith(name.toLowerCase()))
  return index < 0 ? undefined : dated(Number(year), (index % 12) + 1, Number(day))
}

/** Day and month in the order that gives a date; ambiguous when both orders do. */
function eitherWay(year: number, first: number, second: number): DateReading {
  const dayFirst = dated(year, second, first)
  const monthFirst = dated(year, first, second)
  if (dayFirst && monthFirst && first !== second) return { doubt: 'ambiguous' }
  return dayFirst ?? monthFirst
}

function dated(year: number, month: number, day: number): { text: string } | undefined {
  return year > 0 && isDate(year, month, day) ? { text: formatDay(dayOf(year, month, day)) } : undefined
}
