import type { Receiver } from '#lib/wire/receiver.ts'

const clock = new Intl.DateTimeFormat('sv-SE', {
  timeZone: 'Europe/Stockholm',
  weekday: 'short',
  hour: '2-digit',
  minute: '2-digit',
})
const DAYS = ['mån', 'tis', 'ons', 'tors', 'fre', 'lör', 'sön']

/** Whether files may be sent at `now`. `to` is the first minute when they may not. No hours: always. */
export function isOpen(hours: Receiver['openingHours'], now: Date): boolean {
  if (hours.length === 0) return true
  const part = Object.fromEntries(clock.formatToParts(now).map(({ type, value }) => [type, value]))
  const day = DAYS.indexOf(part.weekday ?? '') + 1
  const time = `${part.hour}:${part.minute}`
  return hours.some(({ days, from, to }) => days.includes(day) && from <= time && time < to)
}
