import { type Context, snapshotForEmployer, type Tx } from '#lib/db.ts'
import { AppError } from '#lib/errors.ts'
import type { Attempt, Employer, Receipt, Submission } from '#prisma/generated/client.ts'
import { type SubmissionState, stateOf } from './state.ts'

/** FK's answer as text, at most this much of it. */
export const SHOWN_BYTES = 64 * 1024

export type ShownReceipt = Omit<Receipt, 'raw'> & {
  /** The answer's first part, read as UTF-8 (wrong bytes shown as U+FFFD). */
  text: string
  shownBytes: number
  totalBytes: number
}
export type FoundSubmission = Submission & {
  state: SubmissionState
  employer: Pick<Employer, 'orgnr' | 'name'>
  /** In the order they were made. */
  attempts: Attempt[]
  /** In the order they came. */
  receipts: ShownReceipt[]
}

/** One of the employer's submissions with all that happened to it. Refuses (`not_found`) what is not theirs. */
export function findSubmission(
  { db, now }: Context,
  { employerId, reference }: { employerId: string; reference: string },
): Promise<FoundSubmission> {
  return snapshotForEmployer(db, employerId, (tx) => loadSubmission(tx, { employerId, reference }, now))
}

/** As findSubmission, in a transaction that speaks for the employer; by reference or by id. */
export async function loadSubmission(
  tx: Tx,
  where: { employerId: string } & ({ reference: string } | { id: string }),
  now: Date,
): Promise<FoundSubmission> {
  // In sequence: the transaction has one connection.
  const submission = await tx.submission.findFirst({ where })
  if (!submission) throw new AppError('not_found', 'submission')
  const { id: submissionId, employerId } = submission
  const employer = await tx.employer.findUniqueOrThrow({ where: { id: employerId }, select: { orgnr: true, name: true } })
  const attempts = await tx.attempt.findMany({ where: { submissionId, employerId }, orderBy: { number: 'asc' } })
  const order = [{ recordedAt: 'asc' }, { id: 'asc' }] as const
  const receipts = await tx.receipt.findMany({ where: { submissionId, employerId }, omit: { raw: true }, orderBy: [...order] })
  // Answers may be a megabyte each: only what is shown leaves the database.
  const answers = await tx.$queryRaw<Answer[]>`
    SELECT id, substring(raw FROM 1 FOR ${SHOWN_BYTES}::int) AS shown, length(raw) AS total FROM receipt
    WHERE submission_id = ${submissionId}::uuid AND employer_id = ${employerId}::uuid`
  const shown = receipts.flatMap((receipt) => {
    const answer = answers.find(({ id }) => id === receipt.id)
    return answer ? [show(receipt, answer)] : []
  })
  return { ...submission, employer, attempts, receipts: shown, state: stateOf(submission, now) }
}

type Answer = { id: string; shown: Uint8Array; total: number }

function show(receipt: Omit<Receipt, 'raw'>, { shown, total }: Answer): ShownReceipt {
  return { ...receipt, text: new TextDecoder().decode(shown), shownBytes: shown.length, totalBytes: total }
}
