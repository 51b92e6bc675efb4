import type { Context } from '#lib/db.ts'
import { backoffSql } from '#lib/leases.ts'

export type Poll = { submissionId: string; employerId: string; orgnr: string; kvittensId: string }
type ClaimPollsInput = { channel: string; limit: number; firstMs: number; maxMs: number; giveUpAfterMs: number }

/**
 * Delivered submissions whose verdict is due to be asked for. Claiming one sets the next time to ask, twice as far off each
 * time, so a poll that fails or dies needs nothing more; after `giveUpAfterMs` from delivery this was the last.
 */
export async function claimPolls(
  { db }: Pick<Context, 'db'>,
  { channel, limit, firstMs, maxMs, giveUpAfterMs }: ClaimPollsInput,
): Promise<Poll[]> {
  const values = [channel, limit, firstMs / 1000, maxMs / 1000, giveUpAfterMs / 1000]
  const { rows } = await db.pool.query<Poll>({ name: 'claim-polls', text: CLAIM_POLLS, values })
  return rows
}

const CLAIM_POLLS = `
WITH picked AS (
  SELECT id FROM submission WHERE channel = $1 AND next_poll_at <= now() ORDER BY next_poll_at LIMIT $2 FOR UPDATE SKIP LOCKED
), claimed AS (
  UPDATE submission s SET poll_count = poll_count + 1,
    next_poll_at = CASE WHEN s.delivered_at + make_interval(secs => $5::float8) > now()
      THEN now() + ${backoffSql({ failures: 's.poll_count', firstS: '$3', maxS: '$4' })} END
  FROM picked p WHERE s.id = p.id RETURNING s.id, s.employer_id, s.kvittens_id
)
SELECT c.id AS "submissionId", c.employer_id AS "employerId", e.orgnr, c.kvittens_id AS "kvittensId"
FROM claimed c JOIN employer e ON e.id = c.employer_id`
