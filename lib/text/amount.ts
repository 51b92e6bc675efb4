import type { Locale } from './locale.ts'

const NUMBERS = {
  sv: ['noll', 'en', 'två', 'tre', 'fyra', 'fem', 'sex', 'sju', 'åtta', 'nio', 'tio', 'elva', 'tolv'],
  en: ['no', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten', 'eleven', 'twelve'],
} as const

/** One, and the unit of more. `dygn`: days as 24 hours, where Swedish has a word of its own. */
const UNITS = {
  minute: { sv: ['en minut', 'minuter'], en: ['a minute', 'minutes'] },
  hour: { sv: ['en timme', 'timmar'], en: ['an hour', 'hours'] },
  day: { sv: ['en dag', 'dagar'], en: ['a day', 'days'] },
  dygn: { sv: ['ett dygn', 'dygn'], en: ['a day', 'days'] },
} as const

/** Up to twelve in letters ("fem"), more in digits ("1 000"): for a limit in running text. */
export function spelled(number: number, locale: Locale): string {
  return NUMBERS[locale][number] ?? digits(number, locale)
}

/** "30 minuter", "12 hours", "ett dygn". */
export function amount(number: number, unit: keyof typeof UNITS, locale: Locale): string {
  const [one, many] = UNITS[unit][locale]
  return number === 1 ? one : `${digits(number, locale)} ${many}`
}

/** "tre dygn", "two days". */
export function spelledAmount(number: number, unit: keyof typeof UNITS, locale: Locale): string {
  const [one, many] = UNITS[unit][locale]
  return number === 1 ? one : `${spelled(number, locale)} ${many}`
}

/** "60, 30 och 1". */
export function listed(numbers: readonly number[], locale: Locale): string {
  return new Intl.ListFormat(locale === 'sv' ? 'sv-SE' : 'en-GB').format(numbers.map((number) => digits(number, locale)))
}

export function digits(number: number, locale: Locale): string {
  return new Intl.NumberFormat(locale === 'sv' ? 'sv-SE' : 'en-GB').format(number)
}
