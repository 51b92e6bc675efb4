import type { Day } from '#lib/calendar.ts'
import { hasCheckDigit, parseIdentity, parsePerson } from '#lib/identifiers.ts'
import type { FieldType } from '#lib/services/description.ts'
import type { InventedPersons } from './invented-persons.ts'

/** Digits with that fault which are no one's number. */
const FAULTY = { date: { 10: '9013990000', 12: '199013990000' }, 'third-digit': '161010101010' } as const

type InventedIdentityInput = { of: Extract<FieldType, { kind: 'identity' }>['of']; today: Day; persons: InventedPersons }

/**
 * An invented number with the same fault, if any. `text`: the value as the check reads it. Undefined where the value may stay
 * (organisations, empty); `blot` where it has no form of a number.
 */
export function inventedIdentity(text: string, { of, today, persons }: InventedIdentityInput): string | 'blot' | undefined {
  const parse = of === 'person' ? parsePerson : parseIdentity
  const parsed = parse(text, today)
  const digits = text.replace(/\D/g, '')
  if ('canonical' in parsed) {
    if (parsed.kind === 'organisation') return undefined
    return persons.inventedFor(parsed).slice(-digits.length)
  }
  switch (parsed.fault) {
    case 'missing':
      return undefined
    case 'form':
      return 'blot'
    case 'third-digit':
      return FAULTY['third-digit']
    case 'date':
      return FAULTY.date[digits.length === 12 ? 12 : 10]
    case 'check-digit':
      return withWrongDigit(text, { of, today, persons })
  }
}

/** An invented number whose last digit is as far from the right one as in `text`. */
function withWrongDigit(text: string, asked: InventedIdentityInput): string | undefined {
  const at = text.search(/\d\D*$/)
  for (let right = 0; right < 10; right++) {
    const mended = `${text.slice(0, at)}${right}${text.slice(at + 1)}`
    if (!hasCheckDigit(mended.replace(/\D/g, '').slice(-10))) continue
    const invented = inventedIdentity(mended, asked)
    if (invented === undefined || invented === 'blot') return undefined
    const wrong = (Number(invented.at(-1)) + Number(text[at]) - right + 10) % 10
    return invented.slice(0, -1) + wrong
  }
  return undefined
}
