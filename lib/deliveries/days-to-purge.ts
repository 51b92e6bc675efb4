import { stockholmDay } from '#lib/calendar.ts'

/** How long before gallring a file that nobody has acknowledged is spoken of: 45 of 60 days have gone. */
export const REMIND_DAYS = 15
const DAY_MS = 86_400_000

/** Whole days, as they are counted in Sweden, until the content is removed; 0 today. */
export function daysToPurge({ purgeOn }: { purgeOn: Date }, now: Date): number {
  return Math.round(purgeOn.getTime() / DAY_MS) - stockholmDay(now)
}
