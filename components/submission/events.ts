import type { FoundAttempt, FoundSubmission } from '#lib/submissions/find-submission.ts'
import type { SubmissionState } from '#lib/submissions/state.ts'

/** What a state tells to have happened. */
type Milestone = {
  kind: 'delivered' | 'refused' | 'approved' | 'disapproved' | 'disputed' | 'settled' | 'held' | 'withdrawn'
  at: Date
}
export type SubmissionEvent =
  | Milestone
  | { kind: 'submitted' | 'purged' | 'settledNot' | 'contradicted' | 'replaced' | 'dealtWith'; at: Date }
  | { kind: 'attempt'; number: number; outcome: 'unsent' | 'unknown'; at: Date }
  | { kind: 'attemptOpen'; number: number; at: Date }

type History = Pick<
  FoundSubmission,
  'submittedAt' | 'state' | 'purgedAt' | 'settledAt' | 'settledAs' | 'contradictedAt' | 'dealtWithAt' | 'replacement'
> & {
  attempts: Pick<FoundAttempt, 'number' | 'openedAt' | 'closedAt' | 'outcome'>[]
}

/** What has happened, oldest first. */
export function eventsOf({ attempts, state, ...row }: History): SubmissionEvent[] {
  const { submittedAt, settledAt, settledAs, contradictedAt, replacement, dealtWithAt, purgedAt } = row
  const events: SubmissionEvent[] = [{ kind: 'submitted', at: submittedAt }]
  for (const { number, openedAt, closedAt, outcome } of attempts) {
    if (!outcome) events.push({ kind: 'attemptOpen', number, at: openedAt })
    // An attempt that ended it is told by the end itself: delivered, refused.
    else if (outcome === 'unsent' || outcome === 'unknown')
      events.push({ kind: 'attempt', number, outcome, at: closedAt ?? openedAt })
  }
  events.push(...milestonesOf(state).filter(({ kind }) => kind !== 'settled'))
  if (settledAt) events.push({ kind: settledAs === 'has' ? 'settled' : 'settledNot', at: settledAt })
  if (contradictedAt) events.push({ kind: 'contradicted', at: contradictedAt })
  if (replacement) events.push({ kind: 'replaced', at: replacement.submittedAt })
  if (dealtWithAt) events.push({ kind: 'dealtWith', at: dealtWithAt })
  if (purgedAt) events.push({ kind: 'purged', at: purgedAt })
  // The parts' clocks may differ by some milliseconds: within a second the order above holds (an attempt before its end).
  return events.sort((a, b) => secondOf(a) - secondOf(b))
}

export function milestonesOf(state: SubmissionState): Milestone[] {
  switch (state.kind) {
    case 'accepted':
      return [{ kind: 'delivered', at: state.at }]
    case 'approved':
    case 'disapproved':
      return [
        { kind: 'delivered', at: state.deliveredAt },
        { kind: state.kind, at: state.at },
      ]
    case 'disputed':
    case 'settled':
    case 'refused':
    case 'held':
    case 'withdrawn':
      return [{ kind: state.kind, at: state.at }]
    case 'unknown':
    case 'sending':
    case 'queued':
    case 'received':
      return []
  }
}

const secondOf = ({ at }: SubmissionEvent): number => Math.floor(at.getTime() / 1000)
