// Dates and times as people here write them; the zone is always Stockholm's.
import { swedishTimestamp } from '#lib/calendar.ts'
import { type Locale, TIME_ZONE } from './locale.ts'

/** "21 november 2026", "21 November 2026" */
export function longDate(at: Date, locale: Locale): string {
  return LONG[locale].format(at)
}

// Making one takes a thousand times longer than using it.
const LONG_PARTS = { timeZone: TIME_ZONE, day: 'numeric', month: 'long', year: 'numeric' } as const
const LONG = { sv: new Intl.DateTimeFormat('sv-SE', LONG_PARTS), en: new Intl.DateTimeFormat('en-GB', LONG_PARTS) }

/** "2026-11-21" */
export function tableDate(at: Date): string {
  const { year, month, day } = partsOf(at)
  return `${year}-${month}-${day}`
}

/** "2026-11-21T14:05", as a datetime-local field has it */
export function localTime(at: Date): string {
  return swedishTimestamp(at).slice(0, 16)
}

/** "14.05", "14:05" */
export function clock(at: Date, locale: Locale): string {
  const { hour, minute } = partsOf(at)
  return `${hour}${locale === 'sv' ? '.' : ':'}${minute}`
}

/** "kl. 14.05", "at 14:05"; the space does not break. */
export function clockPhrase(at: Date, locale: Locale): string {
  return `${locale === 'sv' ? 'kl.' : 'at'}\u00a0${clock(at, locale)}`
}

/** To stand after "kl." or "at": "14.05", and with its day when that is another than today: "14.05 den 21 november 2026". */
export function clockAndDay(at: Date, locale: Locale, now: Date): string {
  const time = clock(at, locale)
  if (tableDate(at) === tableDate(now)) return time
  return `${time} ${locale === 'sv' ? 'den' : 'on'} ${longDate(at, locale)}`
}

/**
 * A moment in running text: "kl. 14.05", "at 14:05"; with its day when that is another than today: "21 november kl. 14.05", "on
 * 21 November at 14:05"; with the year when that is another too.
 */
export function momentPhrase(at: Date, locale: Locale, now: Date): string {
  if (tableDate(at) === tableDate(now)) return clockPhrase(at, locale)
  const isThisYear = tableDate(at).slice(0, 4) === tableDate(now).slice(0, 4)
  const day = isThisYear ? SHORT[locale].format(at) : longDate(at, locale)
  return `${locale === 'sv' ? '' : 'on '}${day} ${clockPhrase(at, locale)}`
}

const SHORT_PARTS = { timeZone: TIME_ZONE, day: 'numeric', month: 'long' } as const
const SHORT = { sv: new Intl.DateTimeFormat('sv-SE', SHORT_PARTS), en: new Intl.DateTimeFormat('en-GB', SHORT_PARTS) }

/** A calendar day (YYYY-MM-DD) in running text: "fredag 27 november", "Friday 27 November"; the year only when it is another. */
export function weekdayDate(day: string, locale: Locale, now: Date): string {
  const year = day.slice(0, 4)
  return new Intl.DateTimeFormat(locale === 'sv' ? 'sv-SE' : 'en-GB', {
    timeZone: 'UTC',
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    ...(year === String(now.getUTCFullYear()) ? {} : { year: 'numeric' }),
  }).format(new Date(`${day}T00:00:00Z`))
}

const FORMAT = new Intl.DateTimeFormat('en-GB', {
  timeZone: TIME_ZONE,
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
})

type Parts = { year: string; month: string; day: string; hour: string; minute: string }

function partsOf(at: Date): Parts {
  const found = Object.fromEntries(FORMAT.formatToParts(at).map(({ type, value }) => [type, value]))
  return found as Parts
}
