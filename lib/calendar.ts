/** Days as numbers: 0 is 1970-01-01 in the proleptic Gregorian calendar. */
export type Day = number

/** Milliseconds in 24 hours. */
export const DAY_MS = 86_400_000

const MONTH_LENGTHS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31] as const
const HOUR_MS = 3_600_000

const stockholm = new Intl.DateTimeFormat('sv-SE', {
  timeZone: 'Europe/Stockholm',
  hourCycle: 'h23',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
})

export function isDate(year: number, month: number, day: number): boolean {
  if (month < 1 || month > 12 || day < 1) return false
  return day <= monthLength(year, month)
}

/** Days of a month, 1–12. */
export function monthLength(year: number, month: number): number {
  return month === 2 && isLeap(year) ? 29 : (MONTH_LENGTHS[month - 1] as number)
}

function isLeap(year: number): boolean {
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0)
}

/** Fliegel and Van Flandern's formula: makes no Date object, which matters for a million cases. */
export function dayOf(year: number, month: number, day: number): Day {
  const a = month < 3 ? 1 : 0
  const y = year + 4800 - a
  const m = month + 12 * a - 3
  const leapDays = Math.floor(y / 4) - Math.floor(y / 100) + Math.floor(y / 400)
  return day + Math.floor((153 * m + 2) / 5) + 365 * y + leapDays - 2_472_633
}

/** `2026-11-21`. */
export function formatDay(day: Day): string {
  return new Date(day * DAY_MS).toISOString().slice(0, 10)
}

/** The same date `months` earlier; the last day of the month where that one does not exist. */
export function monthsBefore(day: Day, months: number): Day {
  const date = new Date(day * DAY_MS)
  const index = date.getUTCFullYear() * 12 + date.getUTCMonth() - months
  const year = Math.floor(index / 12)
  const month = index - year * 12 + 1
  return dayOf(year, month, Math.min(date.getUTCDate(), monthLength(year, month)))
}

/** Which day it is in Sweden at that instant. */
export function stockholmDay(now: Date): Day {
  return Math.floor(stockholmClock(now) / DAY_MS)
}

/** Swedish local time at that instant: `2026-11-21T12:00:00`. */
export function stockholmTime(now: Date): string {
  return new Date(stockholmClock(now)).toISOString().slice(0, 19)
}

/** The same with its zone: `2026-11-21T14:05:09+01:00`. */
export function swedishTimestamp(at: Date): string {
  const minutes = Math.round((stockholmClock(at) - at.getTime()) / 60_000)
  const zone = [Math.floor(minutes / 60), minutes % 60].map((part) => String(part).padStart(2, '0')).join(':')
  return `${stockholmTime(at)}+${zone}`
}

/** The end of a day in Sweden: its last second. */
export function endOfStockholmDay(day: Day): Date {
  return new Date(instantOf((day + 1) * DAY_MS - 1000))
}

/** The instant of a Swedish local time (`clock`: milliseconds as if it were UTC); the earlier one when a local time occurs twice. */
export function instantOf(clock: number): number {
  const summer = clock - 2 * HOUR_MS
  return stockholmClock(new Date(summer)) === clock ? summer : clock - HOUR_MS
}

/** Reads `2027-01-20T14:05` (datetime-local) as Swedish time; of a time that comes twice, the earlier. Undefined for anything else. */
export function readLocalTime(text: string): Date | undefined {
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d)?$/.test(text) || !readDay(text.slice(0, 10))) return undefined
  const asUtc = Date.parse(`${text.slice(0, 16)}:00Z`)
  return Number.isNaN(asUtc) ? undefined : new Date(instantOf(asUtc))
}

/** Reads `2027-01-20` as midnight UTC, as the database stores days; undefined for anything else. */
export function readDay(text: string): Date | undefined {
  const day = /^\d{4}-\d\d-\d\d$/.test(text) ? new Date(`${text}T00:00:00Z`) : undefined
  return day && !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text) ? day : undefined
}

/** Swedish local time in milliseconds as if it were UTC. */
function stockholmClock(now: Date): number {
  const shown: Record<string, number> = {}
  for (const { type, value } of stockholm.formatToParts(now)) shown[type] = Number(value)
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = shown
  return Date.UTC(year, month - 1, day, hour, minute, second)
}
