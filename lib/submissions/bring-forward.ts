import type { Context } from '#lib/db.ts'

/** How many files one statement moves. */
const AT_ONCE = 1_000
/** Between two files of one employer. */
const STEP_MS = 5

/**
 * The receiver takes files again: what waits for a later try is tried soon, in turns (the n-th of each employer n steps from
 * now), and never later than it was to be. Not what waits for its first try (it may still be withdrawn), nor what a person must
 * decide. May be done by several relays, or once more. Returns how many were moved.
 */
export async function bringForward({ db }: Pick<Context, 'db'>, channel: string): Promise<number> {
  const { rows } = await db.pool.query<{ begun: string }>('SELECT now()::text AS begun')
  for (let round = 0, moved = 0; ; round++) {
    const values = [channel, rows[0]?.begun, (round * AT_ONCE * STEP_MS) / 1000, STEP_MS / 1000, AT_ONCE]
    const { rowCount } = await db.pool.query({ name: 'bring-forward', text: BRING_FORWARD, values })
    if (!rowCount) return moved
    moved += rowCount
  }
}

/** What earlier rounds moved lies before `$2 + $3`. */
const BRING_FORWARD = `
WITH RECURSIVE waiting (employer_id) AS (
  (SELECT employer_id FROM submission WHERE next_attempt_at IS NOT NULL ORDER BY employer_id LIMIT 1)
  UNION ALL
  SELECT (SELECT s.employer_id FROM submission s WHERE s.next_attempt_at IS NOT NULL AND s.employer_id > w.employer_id ORDER BY s.employer_id LIMIT 1)
  FROM waiting w WHERE w.employer_id IS NOT NULL
), turns AS (
  SELECT mine.id, $2::timestamptz + make_interval(secs => $3::float8 + mine.turn * $4::float8) AS soon
  FROM waiting w CROSS JOIN LATERAL (
    SELECT t.id, row_number() OVER (ORDER BY t.next_attempt_at, t.id) AS turn FROM submission t
    WHERE t.employer_id = w.employer_id AND t.channel = $1 AND t.attempt_count > 0 AND t.sending_at IS NULL
      AND t.next_attempt_at > $2::timestamptz + make_interval(secs => $3::float8)
    ORDER BY t.next_attempt_at, t.id LIMIT $5
  ) mine
  ORDER BY mine.turn LIMIT $5
), picked AS (
  SELECT t.id, least(turns.soon, t.next_attempt_at) AS soon FROM turns JOIN submission t ON t.id = turns.id
  WHERE t.next_attempt_at > $2::timestamptz + make_interval(secs => $3::float8) AND (t.lease_until IS NULL OR t.lease_until <= now())
  FOR UPDATE OF t SKIP LOCKED
)
UPDATE submission t SET next_attempt_at = picked.soon FROM picked WHERE t.id = picked.id`
