import type { StatusWord } from '#lib/text/status.ts'

/** From these nothing more comes; `levererad` may still get FK's verdict. */
const END_STATES: readonly StatusWord[] = ['godkand', 'underkand', 'aterkallad']

const SECOND = 1_000
const MINUTE = 60_000

/** How soon to ask again, or false when nothing more will come. `waitedMs`: how long this state has stood on the page. */
export function pollInterval(status: StatusWord | undefined, waitedMs: number): number | false {
  if (!status || END_STATES.includes(status)) return false
  const pace = waitedMs < MINUTE ? SECOND : waitedMs < 10 * MINUTE ? 5 * SECOND : 30 * SECOND
  if (status === 'vantar') return MINUTE
  // What comes now is measured in minutes or days.
  return status === 'levererad' || status === 'okand' ? Math.max(pace, 5 * SECOND) : pace
}
