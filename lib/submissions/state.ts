// lib/submissions: one file handed in, from the row's first commit to its end. This is its state: one closed union, read from
// the row alone by stateOf. The rest is tables over its kind: the status word of the wire (status.ts), what may be done (here)
// and, in components/submission, tone, words, both clocks, poll interval. A new kind does not compile until each table has it.
// state-sql.ts is the SQL twin for lists; a property test holds the two equal.
// The verbs: submit, mend, withdraw, resend (people and machines); claim-next, open-attempt, record-attempt, hold (relay);
// claim-polls, record-verdict (FK's verdict); find, list, follow, support-find (reading).
// Not here: a file on its way in (lib/intake), sending (lib/relay), checking (lib/checking), stored bytes (lib/store). Called by gateway, relay, web and its pages.
import type { Submission } from '#prisma/generated/client.ts'

/** Why relay stopped and waits for a person. The database's CHECK allows these alone. */
export type HoldReason = 'unknown' | 'gave-up' | 'payload' | 'set-aside'

/** What follows on an attempt. */
export type NextStep = { kind: 'done' } | { kind: 'retry'; afterMs: number } | { kind: 'hold'; reason: HoldReason }

export type SubmissionState =
  | { kind: 'withdrawn'; at: Date }
  /** The receiver refused it instead of giving a receipt. */
  | { kind: 'refused'; at: Date }
  | { kind: 'disapproved'; at: Date; deliveredAt: Date }
  | { kind: 'approved'; at: Date; deliveredAt: Date }
  /** A receipt, and no verdict. `isPolled`: the verdict is still asked for. */
  | { kind: 'accepted'; at: Date; isPolled: boolean }
  /** Nothing more is sent until a person decides. `attempts`: made so far, all of them closed. */
  | { kind: 'held'; at: Date; reason: HoldReason; mayHaveArrived: boolean; attempts: number }
  /**
   * An attempt ended without a certain answer, or its relay died during it: the file may have arrived. `isSending`: it is being
   * sent again just now. `next`: when it will be.
   */
  | { kind: 'unknown'; since: Date; isSending: boolean; next: Date | null }
  /** `attempt`: the number of the open attempt, from 1. */
  | { kind: 'sending'; since: Date; attempt: number }
  /** `attempts`: made so far, all of them failed. `isClaimed`: a relay has it in hand and is about to send it. */
  | { kind: 'queued'; next: Date; attempts: number; isClaimed: boolean }
  /** No attempt is planned. No verb leaves a submission so. */
  | { kind: 'received'; attempts: number }

export type StateKind = SubmissionState['kind']

/** The columns that decide. */
export type StateRow = Pick<
  Submission,
  | 'withdrawnAt'
  | 'refusedAt'
  | 'deliveredAt'
  | 'disapprovedAt'
  | 'approvedAt'
  | 'nextPollAt'
  | 'heldAt'
  | 'heldReason'
  | 'unknownAt'
  | 'sendingAt'
  | 'leaseUntil'
  | 'nextAttemptAt'
  | 'attemptCount'
>

/** The state at `now`. The order is that of certainty: an end, then what needs a person, then what is not known. */
export function stateOf(row: StateRow, now: Date): SubmissionState {
  const { attemptCount: attempts, sendingAt, unknownAt } = row
  if (row.withdrawnAt) return { kind: 'withdrawn', at: row.withdrawnAt }
  if (row.refusedAt) return { kind: 'refused', at: row.refusedAt }
  if (row.deliveredAt) return deliveredState(row, row.deliveredAt)
  if (row.heldAt) {
    const mayHaveArrived = unknownAt !== null || sendingAt !== null
    return { kind: 'held', at: row.heldAt, reason: holdReasonOf(row), mayHaveArrived, attempts }
  }
  const isLeased = row.leaseUntil !== null && row.leaseUntil > now
  const next = row.nextAttemptAt
  if (unknownAt) {
    const isSending = sendingAt !== null && isLeased
    return { kind: 'unknown', since: unknownAt, isSending, next: sendingAt ? null : next }
  }
  if (sendingAt && isLeased) return { kind: 'sending', since: sendingAt, attempt: attempts }
  // The lease of an open attempt ran out: its relay is gone.
  if (sendingAt) return { kind: 'unknown', since: row.leaseUntil ?? sendingAt, isSending: false, next: null }
  if (next) return { kind: 'queued', next, attempts, isClaimed: isLeased }
  return { kind: 'received', attempts }
}

function deliveredState(row: StateRow, at: Date): SubmissionState {
  const deliveredAt = at
  if (row.disapprovedAt) return { kind: 'disapproved', at: row.disapprovedAt, deliveredAt }
  if (row.approvedAt) return { kind: 'approved', at: row.approvedAt, deliveredAt }
  return { kind: 'accepted', at: deliveredAt, isPolled: row.nextPollAt !== null }
}

/** The cast: the database's CHECKs give a held row one of these words. */
function holdReasonOf({ heldReason }: StateRow): HoldReason {
  return heldReason as HoldReason
}

/** Nothing more comes of itself: neither an attempt nor FK's verdict. */
export function isEnd(state: SubmissionState): boolean {
  switch (state.kind) {
    case 'withdrawn':
    case 'refused':
    case 'disapproved':
    case 'approved':
      return true
    case 'accepted':
      return !state.isPolled
    case 'held':
    case 'unknown':
    case 'sending':
    case 'queued':
    case 'received':
      return false
  }
}

/** Whether it can be taken back: no attempt was ever opened, and no relay is about to open one. */
export function mayWithdraw(state: SubmissionState): boolean {
  switch (state.kind) {
    case 'withdrawn':
    case 'refused':
    case 'disapproved':
    case 'approved':
    case 'accepted':
    case 'unknown':
    case 'sending':
      return false
    case 'queued':
      return state.attempts === 0 && !state.isClaimed
    case 'held':
    case 'received':
      return state.attempts === 0
  }
}

/** Whether a person can put it back in the queue: held, and it cannot have arrived (R3). */
export function mayResend(state: SubmissionState): boolean {
  switch (state.kind) {
    case 'held':
      return !state.mayHaveArrived
    case 'withdrawn':
    case 'refused':
    case 'disapproved':
    case 'approved':
    case 'accepted':
    case 'unknown':
    case 'sending':
    case 'queued':
    case 'received':
      return false
  }
}

/** Whether an attempt that is not closed is going on, or its relay died during it. */
export function isSendingNow(state: SubmissionState): boolean {
  return state.kind === 'sending' || (state.kind === 'unknown' && state.isSending)
}
