import type { Locale } from './locale.ts'

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
