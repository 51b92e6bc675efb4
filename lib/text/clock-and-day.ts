import { clock, longDate, tableDate } from './format-time.ts'
import type { Locale } from './locale.ts'

/** To stand after "kl." or "at": "14.05", and with its day when that is another than today: "14.05 den 21 november 2026". */
export function clockAndDay(at: Date, locale: Locale, now: Date): string {
  const time = clock(at, locale)
  if (tableDate(at) === tableDate(now)) return time
  return `${time} ${locale === 'sv' ? 'den' : 'on'} ${longDate(at, locale)}`
}
