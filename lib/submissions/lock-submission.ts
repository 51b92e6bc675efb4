import type { Tx } from '#lib/db.ts'
import { AppError } from '#lib/errors.ts'
import type { Submission } from '#prisma/generated/client.ts'
import { type SubmissionState, stateOf } from './state.ts'

/** `clock` is the database's, by which relay takes jobs; `state` is the one at that time. */
export type LockedSubmission = { submission: Submission; state: SubmissionState; clock: Date }

/**
 * Holds one of the employer's submissions until the transaction ends: no relay claims it, opens an attempt or records one
 * meanwhile, so what its state allows stays allowed. Refuses (`not_found`) what is not theirs.
 */
export async function lockSubmission(
  tx: Tx,
  { employerId, reference }: { employerId: string; reference: string },
): Promise<LockedSubmission> {
  await tx.$queryRaw`
    SELECT id FROM submission WHERE employer_id = ${employerId}::uuid AND reference = ${reference} FOR UPDATE`
  const submission = await tx.submission.findFirst({ where: { employerId, reference } })
  if (!submission) throw new AppError('not_found', 'submission')
  const [row] = await tx.$queryRaw<{ clock: Date }[]>`SELECT clock_timestamp() AS clock`
  if (!row) throw new Error('the database has no clock')
  return { submission, state: stateOf(submission, row.clock), clock: row.clock }
}

/**
 * Whether its attempts say that it may have arrived: one is open, or ended unknown since a person was last told that it has not
 * arrived. They must say the same as the row: R3 does not hang on one column.
 */
export async function hasDoubt(tx: Tx, { submission, state }: LockedSubmission): Promise<boolean> {
  const { id: submissionId, employerId, settledAs, settledAt } = submission
  const since = settledAs === 'has-not' && settledAt ? { closedAt: { gt: settledAt } } : {}
  const isDropped = state.kind === 'held' && state.mayRepeat
  const unknown = isDropped ? [] : [{ outcome: 'unknown', ...since }]
  return (await tx.attempt.count({ where: { submissionId, employerId, OR: [{ closedAt: null }, ...unknown] } })) > 0
}
