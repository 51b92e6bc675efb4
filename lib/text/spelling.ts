// What is spelled out: numbers in running text, and references as one says them on the phone.
import type { Locale } from './locale.ts'

const NUMBERS = {
  sv: ['noll', 'en', 'två', 'tre', 'fyra', 'fem', 'sex', 'sju', 'åtta', 'nio', 'tio', 'elva', 'tolv'],
  en: ['no', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten', 'eleven', 'twelve'],
} as const

/** One, and the unit of more. `dygn`: days as 24 hours, where Swedish has a word of its own. */
const UNITS = {
  second: { sv: ['en sekund', 'sekunder'], en: ['a second', 'seconds'] },
  minute: { sv: ['en minut', 'minuter'], en: ['a minute', 'minutes'] },
  hour: { sv: ['en timme', 'timmar'], en: ['an hour', 'hours'] },
  day: { sv: ['en dag', 'dagar'], en: ['a day', 'days'] },
  month: { sv: ['en månad', 'månader'], en: ['a month', 'months'] },
  year: { sv: ['ett år', 'år'], en: ['a year', 'years'] },
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

// Swedish spelling alphabet (as in the telephone directories) and the ITU's for English.
const SWEDISH =
  'Adam Bertil Caesar David Erik Filip Gustav Helge Ivar Johan Kalle Ludvig Martin Niklas Olof Petter Qvintus Rudolf Sigurd Tore Urban Viktor Wilhelm Xerxes Yngve Zäta'
const ENGLISH =
  'Alfa Bravo Charlie Delta Echo Foxtrot Golf Hotel India Juliett Kilo Lima Mike November Oscar Papa Quebec Romeo Sierra Tango Uniform Victor Whiskey X-ray Yankee Zulu'

/** A reference as one says it on the phone: K7MQ-2XWH-9 → "Kalle 7 Martin Qvintus – 2 Xerxes Wilhelm Helge – 9". */
export function spellReference(reference: string, locale: string): string {
  const words = (locale === 'sv' ? SWEDISH : ENGLISH).split(' ')
  const say = (sign: string) => (/[A-Z]/.test(sign) ? (words[sign.charCodeAt(0) - 65] ?? sign) : sign)
  return reference
    .split('-')
    .map((group) => [...group].map(say).join(' '))
    .join(' – ')
}

/** "November", "Februari 2026": a month at the beginning of a sentence, 1 to 12. */
export function monthName(month: number, year: string | number | undefined, locale: Locale): string {
  const name = new Intl.DateTimeFormat(locale, { month: 'long', timeZone: 'UTC' }).format(new Date(Date.UTC(2000, month - 1)))
  return `${name.charAt(0).toUpperCase()}${name.slice(1)}${year === undefined ? '' : ` ${year}`}`
}
