import { swedishTimestamp } from '#lib/calendar.ts'

/** Reads `2027-01-20T14:05` (datetime-local) as Swedish time. Undefined for anything else. */
export function readLocalTime(text: string): Date | undefined {
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d)?$/.test(text) || !readDay(text.slice(0, 10))) return undefined
  const asUtc = Date.parse(`${text.slice(0, 16)}:00Z`)
  if (Number.isNaN(asUtc)) return undefined
  // The offset of one hour before; on the nights of a clock change the result can be an hour off.
  const zone = swedishTimestamp(new Date(asUtc - 3_600_000)).slice(19)
  return new Date(Date.parse(`${text.slice(0, 16)}:00${zone}`))
}

/** Reads `2027-01-20` as midnight UTC, as the database stores days; undefined for anything else. */
export function readDay(text: string): Date | undefined {
  const day = /^\d{4}-\d\d-\d\d$/.test(text) ? new Date(`${text}T00:00:00Z`) : undefined
  return day && !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text) ? day : undefined
}
