import { dayOf, isDate } from '#lib/calendar.ts'

/** `YYYY-MM-DD` as the calendar's day, or undefined when no such date exists. */
export function readDay(text: string): number | undefined {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text)
  if (!match) return undefined
  const [year = 0, month = 0, day = 0] = match.slice(1).map(Number)
  return isDate(year, month, day) ? dayOf(year, month, day) : undefined
}
