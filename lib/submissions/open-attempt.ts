import { randomUUID } from 'node:crypto'
import type { Context } from '#lib/db.ts'
import type { Claim } from './claim-next.ts'

export type OpenAttempt = { attemptId: string; number: number }

/**
 * Records that sending begins, before it does, and renews the lease. Null: the claim is no longer this relay's (a newer fence, or
 * withdrawn), and nothing may be sent.
 */
export async function openAttempt(
  { db }: Pick<Context, 'db'>,
  { submissionId, fence }: Pick<Claim, 'submissionId' | 'fence'>,
  { relay, leaseMs }: { relay: string; leaseMs: number },
): Promise<OpenAttempt | null> {
  const values = [submissionId, fence, leaseMs / 1000, randomUUID(), relay]
  const { rows } = await db.pool.query<OpenAttempt>({ name: 'open-attempt', text: OPEN_ATTEMPT, values })
  return rows[0] ?? null
}

const OPEN_ATTEMPT = `
WITH mine AS (
  UPDATE submission SET sending_at = clock_timestamp(), attempt_count = attempt_count + 1,
    lease_until = clock_timestamp() + make_interval(secs => $3)
  WHERE id = $1::uuid AND fence = $2::bigint AND sending_at IS NULL AND next_attempt_at IS NOT NULL
  RETURNING id, employer_id, attempt_count, fence
)
INSERT INTO attempt (id, submission_id, employer_id, number, fence, relay, opened_at)
SELECT $4::uuid, id, employer_id, attempt_count, fence, $5, clock_timestamp() FROM mine
RETURNING id AS "attemptId", number`
