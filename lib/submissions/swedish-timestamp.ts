const FORMAT = new Intl.DateTimeFormat('sv-SE', {
  timeZone: 'Europe/Stockholm',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  hourCycle: 'h23',
  timeZoneName: 'longOffset',
})

/** `2026-11-21T14:05:09+01:00`: Swedish time with its zone, to the second. */
export function swedishTimestamp(at: Date): string {
  const part = Object.fromEntries(FORMAT.formatToParts(at).map(({ type, value }) => [type, value]))
  const zone = (part.timeZoneName ?? '').replace('GMT', '').replace('\u2212', '-')
  return `${part.year}-${part.month}-${part.day}T${part.hour}:${part.minute}:${part.second}${zone || '+00:00'}`
}
