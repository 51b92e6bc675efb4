import { swedishTimestamp } from '#lib/submissions/swedish-timestamp.ts'

/** `2027-01-20T14:05`, as the browser's own field for date and time gives it, in Swedish time. Undefined for anything else. */
export function readLocalTime(text: string): Date | undefined {
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d)?$/.test(text)) return undefined
  const asUtc = Date.parse(`${text.slice(0, 16)}:00Z`)
  if (Number.isNaN(asUtc)) return undefined
  // The zone of that hour; on the nights when clocks change it is right to the hour.
  const zone = swedishTimestamp(new Date(asUtc - 3_600_000)).slice(19)
  return new Date(Date.parse(`${text.slice(0, 16)}:00${zone}`))
}

/** The same the other way, for the field's value. */
export function localTime(at: Date): string {
  return swedishTimestamp(at).slice(0, 16)
}

/** `2027-01-20` as midnight UTC, as the database's days are; undefined for what is no day. */
export function readDay(text: string): Date | undefined {
  const day = /^\d{4}-\d\d-\d\d$/.test(text) ? new Date(`${text}T00:00:00Z`) : undefined
  return day && !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text) ? day : undefined
}
