import type { Db } from '#lib/db.ts'
import { LIMITS } from '#lib/limits.ts'
import type { ClaimedCall } from './claim-calls.ts'

/** `status` of the answer, if there was one; `code` is a stable word. `isGone`: 410, there is no use in another try. */
export type CallRecord =
  | { kind: 'taken'; status: number }
  | { kind: 'failed'; status: number | null; code: string; isGone: boolean; againMs: number; restMs: number }

/**
 * Records what came of a claimed call, once. A failure is tried again after `againMs`, until LIMITS.webhookDays have passed, and the
 * webhook rests for `restMs`; a call that is taken ends the rest. What a person ended meanwhile stays ended. A relay that dies before
 * this leaves the call to be made again, with the same id.
 */
export async function recordCall(
  { db }: { db: Pick<Db, 'pool'> },
  { callId, attempt }: Pick<ClaimedCall, 'callId' | 'attempt'>,
  record: CallRecord,
): Promise<void> {
  if (record.kind === 'taken') {
    await db.pool.query({ name: 'call-taken', text: TAKEN, values: [callId, attempt, record.status] })
    return
  }
  const { status, code, isGone, againMs, restMs } = record
  const values = [callId, attempt, status, code, isGone, againMs / 1000, restMs / 1000, LIMITS.webhookDays]
  await db.pool.query({ name: 'call-failed', text: FAILED, values })
}

/**
 * Both take the webhook's lock before the call's, as removeWebhook does. What a person changed meanwhile is read under the call's
 * lock: `c` is the row as it is then.
 */
const TAKEN = `
WITH hook AS (
  SELECT w.id FROM webhook w JOIN webhook_call c ON c.webhook_id = w.id WHERE c.id = $1 AND w.failures > 0 FOR NO KEY UPDATE OF w
), taken AS (
  UPDATE webhook_call SET lease_until = NULL, next_attempt_at = NULL, given_up_at = NULL, taken_at = clock_timestamp(),
    last_status = $3, last_code = NULL
  WHERE id = $1 AND attempts = $2 AND taken_at IS NULL AND (SELECT count(*) FROM hook) >= 0 RETURNING webhook_id
)
UPDATE webhook SET failures = 0, failing_since = NULL, rests_until = NULL
WHERE id IN (SELECT id FROM hook) AND id IN (SELECT webhook_id FROM taken)`

const GOES_ON = `(c.next_attempt_at IS NOT NULL AND NOT $5
  AND now() + make_interval(secs => $6::float8) < c.due_since + make_interval(days => $8::int))`

const FAILED = `
WITH hook AS (
  SELECT w.id FROM webhook w JOIN webhook_call c ON c.webhook_id = w.id WHERE c.id = $1 FOR NO KEY UPDATE OF w
), failed AS (
  UPDATE webhook_call c SET lease_until = NULL,
    next_attempt_at = CASE WHEN ${GOES_ON} THEN clock_timestamp() + make_interval(secs => $6::float8) END,
    given_up_at = CASE WHEN NOT ${GOES_ON} THEN coalesce(c.given_up_at, clock_timestamp()) END,
    last_status = $3::int, last_code = $4
  FROM hook WHERE c.webhook_id = hook.id AND c.id = $1 AND c.attempts = $2 AND c.taken_at IS NULL RETURNING c.webhook_id
)
UPDATE webhook SET failures = failures + 1, failing_since = coalesce(failing_since, clock_timestamp()),
  rests_until = clock_timestamp() + make_interval(secs => $7::float8)
WHERE id IN (SELECT webhook_id FROM failed)`
