import type { HoldReason, SubmissionState } from '#lib/submissions/state.ts'
import { momentPhrase } from '#lib/text/format-time.ts'
import type { Locale } from '#lib/text/locale.ts'
import type { Situation } from '#lib/text/status.ts'

/** Which words the page has for a state: finer than its kind, since what to do now differs. */
export function situationOf(state: SubmissionState): Situation {
  switch (state.kind) {
    case 'disputed':
    case 'received':
    case 'sending':
    case 'approved':
    case 'disapproved':
    case 'refused':
    case 'settled':
    case 'unknown':
    case 'withdrawn':
      return state.kind
    case 'queued':
      return state.attempts > 0 ? 'retrying' : 'queued'
    case 'accepted':
      return 'delivered'
    case 'held':
      // Nothing was sent by this row: what a restore forgot may have been.
      return state.reason === 'unknown' && state.attempts === 0 ? 'forgotten' : HELD[state.reason]
  }
}

const HELD: Record<HoldReason, Situation> = {
  unknown: 'unknownHeld',
  'gave-up': 'gaveUp',
  payload: 'damaged',
  'not-arrived': 'notArrived',
}

/** How long a hand-in can be undone: until it is sent for the first time. 0: no more. */
export function secondsToUndo(state: SubmissionState, now: Date): number {
  if (state.kind !== 'queued' || state.attempts > 0 || state.isClaimed) return 0
  return Math.max(0, Math.ceil((state.next.getTime() - now.getTime()) / 1000))
}

/** What the headlines' words take: the time of hand-in or receipt, and who was told by FK, when and how. */
export function headlineValues({ state, submittedAt }: { state: SubmissionState; submittedAt: Date }, locale: Locale, now: Date) {
  const time = momentPhrase(state.kind === 'accepted' ? state.at : submittedAt, locale, now)
  if (state.kind !== 'settled') return { time, told: '', name: '', how: '' }
  return { time, told: momentPhrase(state.toldAt, locale, now), name: state.name, how: state.how }
}
