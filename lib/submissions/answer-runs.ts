import type { RowWithWords, Tx } from '#lib/db.ts'
import type { Receipt, Submission } from '#prisma/generated/client.ts'
import type { AnswerKind } from './keep-answer.ts'
import type { Verdict } from './record-verdict.ts'

/** FK's answer as text, at most this much of it. */
export const SHOWN_BYTES = 64 * 1024
/** Answers that settle nothing: the newest of so many runs are offered. All are kept. */
const OFFERED_RUNS = 20

type ReceiptWords = { kind: AnswerKind | 'verdict'; verdict: Verdict['word'] | null }

export type ShownReceipt = RowWithWords<Omit<Receipt, 'raw'>, ReceiptWords> & {
  /** The answer's first part, read as UTF-8 (wrong bytes shown as U+FFFD). */
  text: string
  shownBytes: number
  totalBytes: number
  /** The newest of so many alike in a row, of which the first came at `firstAt`. */
  count: number
  firstAt: Date
}

type Run = { id: string; count: number; firstAt: Date; settles: boolean; back: number }
type Answer = Omit<ShownReceipt, 'text' | 'shownBytes'> & { shown: Uint8Array }

/**
 * FK's answers in the order they came; `older`: how many more are kept. Of those alike in a row that settle nothing (the receiver's
 * "not now", "not decided yet") only the newest is read.
 */
export async function readAnswerRuns(
  tx: Tx,
  { id, employerId }: Pick<Submission, 'id' | 'employerId'>,
): Promise<{ receipts: ShownReceipt[]; older: number }> {
  const runs = await tx.$queryRaw<Run[]>`
    WITH named AS (
      SELECT id, recorded_at, kind <> 'unreadable' AND verdict IS DISTINCT FROM 'mottagen' AS settles,
        CASE WHEN verdict = 'mottagen' OR (kind = 'unreadable' AND http_status >= 300)
          THEN (kind, verdict, http_status, peer)::text ELSE id::text END AS likeness
      FROM receipt WHERE submission_id = ${id}::uuid AND employer_id = ${employerId}::uuid
    ), parted AS (
      SELECT *, (likeness IS DISTINCT FROM lag(likeness) OVER (ORDER BY recorded_at, id))::int AS parts FROM named
    ), numbered AS (
      SELECT *, sum(parts) OVER (ORDER BY recorded_at, id) AS run FROM parted
    )
    SELECT (array_agg(id ORDER BY recorded_at DESC, id DESC))[1] AS id, count(*)::int AS count, min(recorded_at) AS "firstAt", settles,
      (row_number() OVER (PARTITION BY settles ORDER BY run DESC))::int AS back
    FROM numbered GROUP BY run, settles ORDER BY run`
  const offered = runs.filter(({ settles, back }) => settles || back <= OFFERED_RUNS)
  // Answers may be a megabyte each: only what is shown leaves the database.
  const answers = await tx.$queryRaw<Omit<Answer, 'count' | 'firstAt'>[]>`
    SELECT id, submission_id AS "submissionId", employer_id AS "employerId", attempt_id AS "attemptId", kind, kvittens_id AS "kvittensId",
      verdict, reason, stated_at AS "statedAt", recorded_at AS "recordedAt", http_status AS "httpStatus", content_type AS "contentType",
      peer, substring(raw FROM 1 FOR ${SHOWN_BYTES}::int) AS shown, length(raw) AS "totalBytes"
    FROM receipt WHERE submission_id = ${id}::uuid AND employer_id = ${employerId}::uuid AND id = ANY(${offered.map((run) => run.id)}::uuid[])`
  const receipts = offered.flatMap(({ id: newest, count, firstAt }) => {
    const answer = answers.find((each) => each.id === newest)
    if (!answer) return []
    const { shown, ...rest } = answer
    return [{ ...rest, text: new TextDecoder().decode(shown), shownBytes: shown.length, count, firstAt }]
  })
  const older = runs.filter((run) => !offered.includes(run)).reduce((sum, { count }) => sum + count, 0)
  return { receipts, older }
}
