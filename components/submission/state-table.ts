// What the browser needs of each kind of state, a row a kind. Words stand in situation.ts.
import type { StatusTone } from '#components/ui/status-tag.tsx'
import type { StateKind } from '#lib/submissions/state.ts'

type StateFacts = {
  tone: StatusTone
  /** How often a page asks whether it has changed: `soon` what changes in seconds, `slowly` what takes minutes or days. */
  asks: 'soon' | 'slowly' | 'each-minute' | 'never'
  /** Whether the first last day of the file's cases is shown: where somebody must act also when it has passed, or never. */
  lastDay: 'always' | 'ahead' | 'never'
  /** Whether FK's latest reason is quoted. */
  quotesReason: boolean
}

const USUAL = { lastDay: 'ahead', quotesReason: false } as const
const NEEDS_SOMEBODY = { ...USUAL, lastDay: 'always' } as const
const SETTLED = { ...USUAL, lastDay: 'never' } as const

export const STATE_TABLE: Record<StateKind, StateFacts> = {
  received: { tone: 'waiting', asks: 'soon', ...USUAL },
  queued: { tone: 'waiting', asks: 'soon', ...USUAL },
  sending: { tone: 'waiting', asks: 'soon', ...USUAL },
  unknown: { tone: 'waiting', asks: 'slowly', ...USUAL },
  held: { tone: 'warning', asks: 'each-minute', ...NEEDS_SOMEBODY },
  disputed: { tone: 'warning', asks: 'each-minute', ...NEEDS_SOMEBODY },
  accepted: { tone: 'success', asks: 'slowly', ...SETTLED },
  settled: { tone: 'success', asks: 'slowly', ...SETTLED },
  approved: { tone: 'success', asks: 'never', ...SETTLED },
  disapproved: { tone: 'danger', asks: 'never', lastDay: 'always', quotesReason: true },
  refused: { tone: 'danger', asks: 'never', lastDay: 'always', quotesReason: true },
  withdrawn: { tone: 'neutral', asks: 'never', ...SETTLED },
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
