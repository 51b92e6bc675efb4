import type { submissions } from '#lib/text/submissions.ts'
import type { AttemptOutcome, SubmissionView } from './submission-view.ts'

type Kind = Exclude<keyof typeof submissions.sv.event, 'attempt' | 'attemptOpen'>
export type SubmissionEvent = { at: string } & (
  | { kind: Kind }
  | { kind: 'attempt'; number: number; outcome: AttemptOutcome }
  | { kind: 'attemptOpen'; number: number }
)

/** What has happened, oldest first. */
export function eventsOf(submission: SubmissionView): SubmissionEvent[] {
  const events: SubmissionEvent[] = [{ kind: 'submitted', at: submission.submittedAt }]
  for (const { number, openedAt, closedAt, outcome } of submission.attempts) {
    if (!closedAt || !outcome) events.push({ kind: 'attemptOpen', number, at: openedAt })
    // An attempt that ended it is told by the end itself: delivered, refused.
    else if (outcome === 'unsent' || outcome === 'unknown') events.push({ kind: 'attempt', number, outcome, at: closedAt })
  }
  const times: [Kind, string | null][] = [
    ['delivered', submission.deliveredAt],
    ['refused', submission.refusedAt],
    ['approved', submission.approvedAt],
    ['disapproved', submission.disapprovedAt],
    ['held', submission.heldAt],
    ['withdrawn', submission.withdrawnAt],
    ['purged', submission.purgedAt],
  ]
  for (const [kind, at] of times) if (at) events.push({ kind, at })
  // The parts' clocks may differ by some milliseconds: within a second the order above holds (an attempt before its end).
  return events.sort((a, b) => secondOf(a) - secondOf(b))
}

const secondOf = ({ at }: SubmissionEvent): number => Math.floor(Date.parse(at) / 1000)
