// What the browser needs of each kind of state, a row a kind. Words stand in situation.ts.
import type { StatusTone } from '#components/ui/status-tag.tsx'
import type { StateKind } from '#lib/submissions/state.ts'

type StateFacts = {
  tone: StatusTone
  /** How often a page asks whether it has changed: `soon` what changes in seconds, `slowly` what takes minutes or days. */
  asks: 'soon' | 'slowly' | 'each-minute' | 'never'
  /** Whether the first last day of the file's cases is shown. */
  showsDeadline: boolean
  /** Whether FK's latest reason is quoted. */
  quotesReason: boolean
}

const USUAL = { showsDeadline: true, quotesReason: false } as const

export const STATE_TABLE: Record<StateKind, StateFacts> = {
  received: { tone: 'waiting', asks: 'soon', ...USUAL },
  queued: { tone: 'waiting', asks: 'soon', ...USUAL },
  sending: { tone: 'waiting', asks: 'soon', ...USUAL },
  unknown: { tone: 'warning', asks: 'slowly', ...USUAL },
  held: { tone: 'warning', asks: 'each-minute', ...USUAL },
  disputed: { tone: 'warning', asks: 'each-minute', ...USUAL },
  accepted: { tone: 'success', asks: 'slowly', ...USUAL, showsDeadline: false },
  settled: { tone: 'success', asks: 'slowly', ...USUAL, showsDeadline: false },
  approved: { tone: 'success', asks: 'never', ...USUAL, showsDeadline: false },
  disapproved: { tone: 'danger', asks: 'never', ...USUAL, quotesReason: true },
  refused: { tone: 'danger', asks: 'never', showsDeadline: true, quotesReason: true },
  withdrawn: { tone: 'neutral', asks: 'never', showsDeadline: false, quotesReason: false },
}

const SECOND = 1_000
const MINUTE = 60_000

/** Milliseconds until to ask again, or false when nothing more will come. `waitedMs`: how long this state has stood on the page. */
export function pollInterval(kind: StateKind, waitedMs: number): number | false {
  const pace = waitedMs < MINUTE ? SECOND : waitedMs < 10 * MINUTE ? 5 * SECOND : 30 * SECOND
  switch (STATE_TABLE[kind].asks) {
    case 'soon':
      return pace
    case 'slowly':
      return Math.max(pace, 5 * SECOND)
    case 'each-minute':
      return MINUTE
    case 'never':
      return false
  }
}
