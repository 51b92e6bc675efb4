import type { FieldType } from '#lib/services/description.ts'
import { redact } from '../redact.ts'

/** Letters and digits of a number that are shown: a birth date. The rest, at least the last four, are hidden. */
const SHOWN_OF_NUMBER = 8
const HIDDEN_OF_NUMBER = 4
/** Digits of a date or a number; what has more may be somebody's number in the wrong place. */
const MOST_DIGITS = 8
/** A number that a spreadsheet has shortened (`1,95701E+11`) has lost the digits that tell persons apart. */
const SHORTENED = /^\d[.,]\d{1,7}E\+?\d{1,2}$/i

/** An organisationsnummer, with whatever signs in it: its “month” is 20 or more. */
const ORGANISATION = /^\D*(?:1\D*6\D*)?(?:\d\D*){2}[2-9]\D*(?:\d\D*){7}$/

/** The value of a field as a finding may repeat it: dates and numbers whole, texts as `redact` gives them, a person's number masked. */
export function shownValue(type: FieldType, text: string): string | undefined {
  if (text.trim() === '') return undefined
  const shown = redact(text)
  const { kind } = type
  switch (kind) {
    case 'text':
    case 'email':
    case 'choice':
      return shown
    case 'identity':
      return type.of === 'any' && ORGANISATION.test(text) ? shown : maskNumber(shown)
    case 'clock':
    case 'date':
    case 'month':
    case 'digits':
    case 'number':
    case 'count':
      return digitsIn(shown) > (kind === 'clock' ? 2 * MOST_DIGITS : MOST_DIGITS) ? maskNumber(shown) : shown
  }
}

function maskNumber(text: string): string {
  if (SHORTENED.test(text)) return text
  const signs = [...text].filter(isOfNumber).length
  const shown = Math.min(SHOWN_OF_NUMBER, signs - HIDDEN_OF_NUMBER)
  let seen = 0
  return [...text].map((sign) => (isOfNumber(sign) && ++seen > shown ? '*' : sign)).join('')
}

function isOfNumber(sign: string): boolean {
  return /[\p{L}\p{N}*]/u.test(sign)
}

function digitsIn(text: string): number {
  return [...text].filter((sign) => /[\p{N}*]/u.test(sign)).length
}
