import type { PortalWay } from '#lib/access/actor.ts'
import type { Report } from '#lib/checking/report.ts'
import { type RowWithWords, type SpeakerContext, snapshotForEmployer, type Tx, withWords } from '#lib/db.ts'
import { AppError } from '#lib/errors.ts'
import type { FIXED } from '#lib/services/description.ts'
import type { StatusWord } from '#lib/text/status.ts'
import type { Employer, Submission } from '#prisma/generated/client.ts'
import { readAnswerRuns, type ShownReceipt } from './answer-runs.ts'
import { type AttemptRun, readAttemptRuns } from './attempt-runs.ts'
import { type KeptOrigin, keptOriginOf } from './kept-origin.ts'
import {
  isEnd,
  isSendingNow,
  mayBeDealtWith,
  mayBeReplaced,
  mayResend,
  maySettle,
  mayWithdraw,
  type SubmissionState,
  stateOf,
} from './state.ts'
import { STATUS_WORD } from './status.ts'
import { reportOf } from './stored-report.ts'

/** A `way` may be `provider` too in the database: reserved, and nothing writes it. */
type SubmissionWords = { way: PortalWay; channel: 'https' | 'shs' | 'provider'; format: 'xml' | typeof FIXED }
type OtherSubmission = Pick<Submission, 'reference' | 'submittedAt'>
export type FoundSubmission = RowWithWords<Omit<Submission, 'report' | 'origin'>, SubmissionWords> & {
  report: Report
  /** What came, where it was sent otherwise. */
  origin: KeptOrigin | null
  state: SubmissionState
  status: StatusWord
  isEnd: boolean
  mayWithdraw: boolean
  mayResend: boolean
  maySettle: boolean
  mayBeReplaced: boolean
  mayBeDealtWith: boolean
  employer: Pick<Employer, 'orgnr' | 'name'>
  /** What was handed in instead, and what this one was handed in instead of. */
  replacement: OtherSubmission | null
  replaces: OtherSubmission[]
  /** When the last submission that needs the same bytes came to its end (null: it has not), and the company's own days of retention. */
  kept: { lastEnd: Date | null; ownDays: number | null }
  /** The name of who handed it in; null for a machine. */
  person: string | null
  /** In the order they were made. */
  attempts: AttemptRun[]
  /** In the order they came; of those that settle nothing only the newest of each run. */
  receipts: ShownReceipt[]
  /** Answers that are kept and not among `receipts` or their runs. */
  olderAnswers: number
}

/** One of the employer's submissions with all that happened to it. Refuses (`not_found`) what is not theirs. */
export function findSubmission(
  { db, actor, now }: SpeakerContext,
  { employerId, reference }: { employerId: string; reference: string },
): Promise<FoundSubmission> {
  return snapshotForEmployer({ db, actor }, employerId, (tx) => loadSubmission(tx, { employerId, reference }, now))
}

/** As findSubmission, in a transaction that speaks for the employer; by reference or by id. */
export async function loadSubmission(
  tx: Tx,
  where: { employerId: string } & ({ reference: string } | { id: string }),
  now: Date,
): Promise<FoundSubmission> {
  // In sequence: the transaction has one connection.
  const other = { select: { reference: true, submittedAt: true } } as const
  const people = {
    employer: { select: { orgnr: true, name: true, submissionKeepDays: true } },
    person: { select: { name: true } },
  } as const
  const include = { ...people, replacement: other, replaces: other }
  const submission = await tx.submission.findFirst({ where, include })
  if (!submission) throw new AppError('not_found', 'submission')
  const { employerId } = submission
  const attempts = await readAttemptRuns(tx, submission)
  const { receipts, older } = await readAnswerRuns(tx, submission)
  const needing = await tx.submission.findMany({
    where: { employerId, sha256: submission.sha256, purgedAt: null },
    select: { endedAt: true },
  })
  const state = stateOf(submission, now)
  return {
    ...withWords<typeof submission, SubmissionWords>(submission),
    report: reportOf(submission),
    origin: keptOriginOf(submission),
    state,
    status: STATUS_WORD[state.kind],
    isEnd: isEnd(state),
    mayWithdraw: mayWithdraw(state),
    mayResend: mayResend(state) && submission.purgedAt === null,
    maySettle: maySettle(state),
    mayBeReplaced: submission.replacedBy === null && mayBeReplaced(state),
    mayBeDealtWith: mayBeDealtWith(state, submission) && (submission.replacedBy === null || submission.contradictedAt !== null),
    kept: { lastEnd: lastEndOf(needing), ownDays: submission.employer.submissionKeepDays },
    person: submission.person?.name ?? null,
    attempts: attempts.map((run) => withFate(run, state)),
    receipts,
    olderAnswers: older,
  }
}

function lastEndOf(needing: readonly Pick<Submission, 'endedAt'>[]): Date | null {
  const ends = needing.flatMap(({ endedAt }) => endedAt ?? [])
  return ends.length < needing.length || ends.length === 0 ? null : new Date(Math.max(...ends.map(Number)))
}

function withFate(run: AttemptRun, state: SubmissionState): AttemptRun {
  return run.closedAt || isSendingNow(state) ? run : { ...run, outcome: 'unknown' }
}
