// lib/submissions: one file handed in, from the row's first commit to its end. This is its state: one closed union, read from
// the row alone by stateOf. The rest is tables over its kind: the status word of the wire (status.ts), what may be done (here)
// and, in components/submission, tone, words, both clocks, poll interval. A new kind does not compile until each table has it.
// state-sql.ts is the SQL twin for lists; a property test holds the two equal.
// The verbs: submit, mend, replace, withdraw, resend, settle, mark-dealt-with (people and machines); claim-next, open-attempt, record-attempt, hold (relay);
// claim-polls, record-verdict (FK's verdict); find, list, follow, support-find (reading).
// Not here: a file on its way in (lib/intake), sending (lib/relay), checking (lib/checking), stored bytes (lib/store). Called by gateway, relay, web and its pages.
import type { Submission } from '#prisma/generated/client.ts'

/** Why relay stopped and waits for a person. The database's CHECK allows these alone. */
export type HoldReason = 'unknown' | 'gave-up' | 'payload' | 'not-arrived'

/** How a person was told by FK. */
export type ToldHow = 'phone' | 'written'

/** What follows on an attempt. */
export type NextStep = { kind: 'done' } | { kind: 'retry'; afterMs: number } | { kind: 'hold'; reason: HoldReason }

export type SubmissionState =
  /** FK answered this one and another with one kvittensID: whose it is a person must say, and verdicts wait. */
  | { kind: 'disputed'; at: Date; kvittensId: string }
  | { kind: 'withdrawn'; at: Date }
  /** The receiver refused it instead of giving a receipt. */
  | { kind: 'refused'; at: Date }
  | { kind: 'disapproved'; at: Date; deliveredAt: Date }
  | { kind: 'approved'; at: Date; deliveredAt: Date }
  /** A receipt, and no verdict. `isPolled`: the verdict is still asked for. */
  | { kind: 'accepted'; at: Date; isPolled: boolean }
  /** No receipt, but `name` was told by FK at `toldAt` that they have it. `isPolled`: as above. */
  | { kind: 'settled'; at: Date; toldAt: Date; how: ToldHow; name: string; isPolled: boolean }
  /**
   * Nothing more is sent until a person decides. `attempts`: made so far, all of them closed. `mayRepeat`: it may have
   * arrived, and the receiver drops a repeat.
   */
  | { kind: 'held'; at: Date; reason: HoldReason; mayHaveArrived: boolean; mayRepeat: boolean; attempts: number }
  /**
   * An attempt ended without a certain answer, or its relay died during it: the file may have arrived. `isSending`: it is being
   * sent again just now. `isLost`: the attempt whose relay died is still open. `next`: when it will be sent again.
   */
  | { kind: 'unknown'; since: Date; isSending: boolean; isLost: boolean; next: Date | null }
  /** `attempt`: the number of the open attempt, from 1. */
  | { kind: 'sending'; since: Date; attempt: number }
  /**
   * `attempts`: made so far, all of them failed. `isClaimed`: a relay has it in hand and is about to send it. Before the first
   * attempt `next` is the end of the time in which it can be undone.
   */
  | { kind: 'queued'; next: Date; attempts: number; isClaimed: boolean }
  /** No attempt is planned. No verb leaves a submission so. */
  | { kind: 'received'; attempts: number }

export type StateKind = SubmissionState['kind']

/** The columns that decide. */
export type StateRow = Pick<
  Submission,
  | 'disputedAt'
  | 'disputedKvittensId'
  | 'withdrawnAt'
  | 'refusedAt'
  | 'deliveredAt'
  | 'disapprovedAt'
  | 'approvedAt'
  | 'nextPollAt'
  | 'settledAt'
  | 'settledAs'
  | 'settledToldAt'
  | 'settledHow'
  | 'settledName'
  | 'heldAt'
  | 'heldReason'
  | 'mayRepeat'
  | 'unknownAt'
  | 'sendingAt'
  | 'leaseUntil'
  | 'nextAttemptAt'
  | 'attemptCount'
>

/** The state at `now`. The order: what must not be believed, then that of certainty: an end, what needs a person, what is not known. */
export function stateOf(row: StateRow, now: Date): SubmissionState {
  const { attemptCount: attempts, sendingAt, unknownAt } = row
  if (row.disputedAt) return { kind: 'disputed', at: row.disputedAt, kvittensId: row.disputedKvittensId ?? '' }
  if (row.withdrawnAt) return { kind: 'withdrawn', at: row.withdrawnAt }
  if (row.refusedAt) return { kind: 'refused', at: row.refusedAt }
  if (row.deliveredAt) return deliveredState(row, row.deliveredAt)
  if (row.settledAt && row.settledAs === 'has') return settledState(row, row.settledAt)
  if (row.heldAt) {
    const mayHaveArrived = unknownAt !== null || sendingAt !== null
    const mayRepeat = mayHaveArrived && sendingAt === null && row.mayRepeat
    return { kind: 'held', at: row.heldAt, reason: holdReasonOf(row), mayHaveArrived, mayRepeat, attempts }
  }
  const isLeased = row.leaseUntil !== null && row.leaseUntil > now
  const next = row.nextAttemptAt
  if (unknownAt) {
    const [isSending, isLost] = [sendingAt !== null && isLeased, sendingAt !== null && !isLeased]
    return { kind: 'unknown', since: unknownAt, isSending, isLost, next: sendingAt ? null : next }
  }
  if (sendingAt && isLeased) return { kind: 'sending', since: sendingAt, attempt: attempts }
  // The lease of an open attempt ran out: its relay is gone.
  if (sendingAt) return { kind: 'unknown', since: row.leaseUntil ?? sendingAt, isSending: false, isLost: true, next: null }
  if (next) return { kind: 'queued', next, attempts, isClaimed: isLeased }
  return { kind: 'received', attempts }
}

function deliveredState(row: StateRow, at: Date): SubmissionState {
  return verdictOf(row, at) ?? { kind: 'accepted', at, isPolled: row.nextPollAt !== null }
}

/** The database's CHECK fills all of a settlement's columns or none. The cast: as below. */
function settledState(row: StateRow, at: Date): SubmissionState {
  const toldAt = row.settledToldAt ?? at
  const how = row.settledHow as ToldHow
  const settled = { kind: 'settled', at, toldAt, how, name: row.settledName ?? '', isPolled: row.nextPollAt !== null } as const
  return verdictOf(row, toldAt) ?? settled
}

function verdictOf(row: StateRow, deliveredAt: Date): SubmissionState | undefined {
  if (row.disapprovedAt) return { kind: 'disapproved', at: row.disapprovedAt, deliveredAt }
  if (row.approvedAt) return { kind: 'approved', at: row.approvedAt, deliveredAt }
  return undefined
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
    case 'settled':
      return !state.isPolled
    case 'disputed':
    case 'held':
    case 'unknown':
    case 'sending':
    case 'queued':
    case 'received':
      return false
  }
}

/** Whether a file goes on by itself, and is not with FK. countWaiting has it in SQL. */
export function waitsByItself(state: SubmissionState): boolean {
  switch (state.kind) {
    case 'received':
    case 'queued':
    case 'sending':
      return true
    case 'unknown':
      return state.isSending || state.next !== null
    case 'disputed':
    case 'withdrawn':
    case 'refused':
    case 'disapproved':
    case 'approved':
    case 'accepted':
    case 'settled':
    case 'held':
      return false
  }
}

/** Whether it can be taken back: every attempt provably failed to arrive, none is open, and no relay is about to open one. */
export function mayWithdraw(state: SubmissionState): boolean {
  switch (state.kind) {
    case 'queued':
      return !state.isClaimed
    case 'held':
      return !state.mayHaveArrived
    case 'received':
      return true
    case 'disputed':
    case 'withdrawn':
    case 'refused':
    case 'disapproved':
    case 'approved':
    case 'accepted':
    case 'settled':
    case 'unknown':
    case 'sending':
      return false
  }
}

/** Whether a person can put it back in the queue: held, and it cannot have arrived (R3), or a repeat of it is dropped. */
export function mayResend(state: SubmissionState): boolean {
  return state.kind === 'held' && (!state.mayHaveArrived || state.mayRepeat)
}

/** Whether a person can enter what FK said of it: FK may have it or not, and no attempt is open. */
export function maySettle(state: SubmissionState): boolean {
  if (state.kind === 'unknown') return !state.isSending && !state.isLost
  return state.kind === 'disputed' || (state.kind === 'held' && state.mayHaveArrived)
}

/** Whether a new file can take its place: it has an end, or it is held and cannot have arrived, which then ends it. */
export function mayBeReplaced(state: SubmissionState): boolean {
  switch (state.kind) {
    case 'withdrawn':
    case 'refused':
    case 'disapproved':
    case 'approved':
    case 'accepted':
    case 'settled':
      return true
    case 'held':
      return !state.mayHaveArrived
    case 'disputed':
    case 'unknown':
    case 'sending':
    case 'queued':
    case 'received':
      return false
  }
}

/** Whether FK has said no to it: it stands among what needs a person until it is replaced or marked as dealt with. */
export function isRefusal(state: SubmissionState): boolean {
  return state.kind === 'refused' || state.kind === 'disapproved'
}

/** Whether a person can mark it as dealt with: FK said no to it, or answered otherwise than a person had entered. */
export function mayBeDealtWith(state: SubmissionState, { contradictedAt }: Pick<Submission, 'contradictedAt'>): boolean {
  return contradictedAt !== null || isRefusal(state)
}

/** Whether an attempt that is not closed is going on, or its relay died during it. */
export function isSendingNow(state: SubmissionState): boolean {
  return state.kind === 'sending' || (state.kind === 'unknown' && state.isSending)
}
