import type { RowWithWords, Tx } from '#lib/db.ts'
import type { Outcome } from '#lib/wire/outcome.ts'
import { Prisma, type Submission } from '#prisma/generated/client.ts'

/** Of very many runs the first and the newest are told one by one, and those between as one. */
const FIRST_RUNS = 5
const NEWEST_RUNS = 30

type RunRow = {
  first: number
  last: number
  count: number
  openedAt: Date
  lastOpenedAt: Date
  /** Of the last. Null: it has not ended. */
  closedAt: Date | null
  outcome: string | null
  httpStatus: number | null
  code: string | null
  shortestMs: number | null
  longestMs: number | null
}

/**
 * `outcome` is null while it goes on. An attempt whose relay died is `unknown`, also before that is recorded. `mixed`: several runs
 * told as one; `mixedUnknown`: one of those attempts may have arrived.
 */
type RunWords = { outcome: Outcome['kind'] | 'mixed' | 'mixedUnknown' | null }

/** Attempts in a row that ended alike. A file that waits for the receiver is tried thousands of times a day. */
export type AttemptRun = RowWithWords<RunRow, RunWords>

/** In the order they were made. What a person entered in between parts a run. The database groups, so that few rows leave it. */
export function readAttemptRuns(
  tx: Tx,
  { id, employerId, settledAt }: Pick<Submission, 'id' | 'employerId' | 'settledAt'>,
): Promise<AttemptRun[]> {
  const likeness = Prisma.sql`(outcome, code, http_status, opened_at > ${settledAt}::timestamptz)`
  return tx.$queryRaw<AttemptRun[]>`
    WITH named AS (
      SELECT *, ${likeness}::text AS likeness FROM attempt WHERE submission_id = ${id}::uuid AND employer_id = ${employerId}::uuid
    ), parted AS (
      SELECT *, (likeness IS DISTINCT FROM lag(likeness) OVER (ORDER BY number))::int AS parts FROM named
    ), numbered AS (
      SELECT *, sum(parts) OVER (ORDER BY number) AS run FROM parted
    ), bounded AS (
      SELECT *, CASE WHEN run <= max(run) OVER () - ${NEWEST_RUNS}::int THEN least(run, ${FIRST_RUNS + 1}::int) ELSE run END AS shown
      FROM numbered
    )
    SELECT min(number) AS first, max(number) AS last, count(*)::int AS count,
      min(opened_at) AS "openedAt", max(opened_at) AS "lastOpenedAt", (array_agg(closed_at ORDER BY number DESC))[1] AS "closedAt",
      CASE WHEN min(run) = max(run) THEN min(outcome)
        WHEN bool_or(outcome = 'unknown' OR outcome IS NULL) THEN 'mixedUnknown' ELSE 'mixed' END AS outcome,
      CASE WHEN min(run) = max(run) THEN min(http_status) END AS "httpStatus",
      CASE WHEN min(run) = max(run) THEN min(code) END AS code,
      min(duration_ms) AS "shortestMs", max(duration_ms) AS "longestMs"
    FROM bounded GROUP BY shown ORDER BY shown`
}
