import { DAY_MS, instantOf, stockholmDay, stockholmTime } from './calendar.ts'

/** Times of day in Stockholm, as a receiver's file has them: from `from`, up to `to`. Monday is 1. None: always open. */
export type OpeningHours = { days: number[]; from: string; to: string }[]

const HOUR_MS = 3_600_000
/** 1970-01-01 was a Thursday. */
const weekdayOf = (day: number) => ((((day + 3) % 7) + 7) % 7) + 1

/** Whether files may be sent at `now`. */
export function isOpen(hours: OpeningHours, now: Date): boolean {
  if (hours.length === 0) return true
  const weekday = weekdayOf(stockholmDay(now))
  const time = stockholmTime(now).slice(11, 16)
  return hours.some(({ days, from, to }) => days.includes(weekday) && from <= time && time < to)
}

/** When it opens next; `now` while it is open; null when it never does. */
export function opensAt(hours: OpeningHours, now: Date): Date | null {
  if (isOpen(hours, now)) return now
  const today = stockholmDay(now)
  const later = Array.from({ length: 9 }, (_, index) => beginningsOn(hours, today + index)).flat()
  const first = later.filter((at) => at > now.getTime() && isOpen(hours, new Date(at)))
  return first.length === 0 ? null : new Date(Math.min(...first))
}

/** Every instant of a Swedish day at which it may open: each `from`, both times where it comes twice, and when clocks change. */
function beginningsOn(hours: OpeningHours, day: number): number[] {
  const times = hours.flatMap(({ from }) => {
    const [hour = 0, minute = 0] = from.split(':').map(Number)
    const at = instantOf(day * DAY_MS + hour * HOUR_MS + minute * 60_000)
    return [at, at + HOUR_MS].filter((each) => stockholmTime(new Date(each)).slice(11, 16) === from)
  })
  return [...times, day * DAY_MS + HOUR_MS]
}
