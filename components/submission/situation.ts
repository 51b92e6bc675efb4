import type { HoldReason, SubmissionState } from '#lib/submissions/state.ts'
import type { Situation } from '#lib/text/status.ts'

/** Which words the page has for a state: finer than its kind, since what to do now differs. */
export function situationOf(state: SubmissionState): Situation {
  switch (state.kind) {
    case 'received':
    case 'sending':
    case 'approved':
    case 'disapproved':
    case 'refused':
    case 'unknown':
    case 'withdrawn':
      return state.kind
    case 'queued':
      return state.attempts > 0 ? 'retrying' : 'queued'
    case 'accepted':
      return 'delivered'
    case 'held':
      return HELD[state.reason]
  }
}

const HELD: Record<HoldReason, Situation> = {
  unknown: 'unknownHeld',
  'gave-up': 'gaveUp',
  payload: 'damaged',
  'set-aside': 'setAside',
}
