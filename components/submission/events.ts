import type { AttemptRun } from '#lib/submissions/attempt-runs.ts'
import type { FoundSubmission } from '#lib/submissions/find-submission.ts'
import type { SubmissionState } from '#lib/submissions/state.ts'

/** What a state tells to have happened. */
type Milestone = {
  kind: 'delivered' | 'refused' | 'approved' | 'disapproved' | 'disputed' | 'settled' | 'held' | 'withdrawn'
  at: Date
}
export type SubmissionEvent =
  | Milestone
  | { kind: 'submitted' | 'purged' | 'settledNot' | 'contradicted' | 'replaced' | 'dealtWith'; at: Date }
  /** One attempt, or a run of them that ended from `since` to `at`. */
  | { kind: 'attempt'; run: RunOfHistory; outcome: 'unsent' | 'unknown' | 'mixed' | 'mixedUnknown'; since: Date; at: Date }
  | { kind: 'attemptOpen'; number: number; at: Date }

type RunOfHistory = Pick<AttemptRun, 'first' | 'last' | 'count' | 'openedAt' | 'lastOpenedAt' | 'closedAt' | 'outcome'>
type History = Pick<
  FoundSubmission,
  'submittedAt' | 'state' | 'purgedAt' | 'settledAt' | 'settledAs' | 'contradictedAt' | 'dealtWithAt' | 'replacement'
> & {
  attempts: RunOfHistory[]
}

/** What has happened, oldest first. */
export function eventsOf({ attempts, state, ...row }: History): SubmissionEvent[] {
  const { submittedAt, settledAt, settledAs, contradictedAt, replacement, dealtWithAt, purgedAt } = row
  const events: SubmissionEvent[] = [{ kind: 'submitted', at: submittedAt }]
  for (const run of attempts) {
    const { last, count, openedAt, lastOpenedAt, closedAt, outcome } = run
    if (!outcome) events.push({ kind: 'attemptOpen', number: last, at: lastOpenedAt })
    // An attempt that ended it is told by the end itself: delivered, refused.
    else if (outcome !== 'accepted' && outcome !== 'rejected') {
      const at = closedAt ?? lastOpenedAt
      events.push({ kind: 'attempt', run, outcome, since: count > 1 ? openedAt : at, at })
    }
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
