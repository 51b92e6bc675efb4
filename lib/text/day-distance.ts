import { DAY_MS, stockholmDay } from '#lib/calendar.ts'
import type { Locale } from './locale.ts'

/** How far a calendar day (YYYY-MM-DD) is from today in Sweden: "i dag", "om 3 dagar", "för 40 dagar sedan"; `days` below 0 is past. */
export function dayDistance(day: string, locale: Locale, now: Date): { days: number; text: string } {
  const days = Date.parse(day) / DAY_MS - stockholmDay(now)
  const format = new Intl.RelativeTimeFormat(locale === 'sv' ? 'sv-SE' : 'en-GB', { numeric: 'auto' })
  return { days, text: format.format(days, 'day') }
}
