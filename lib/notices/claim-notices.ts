import type { Context } from '#lib/db.ts'
import { backoffSql } from '#lib/leases.ts'

/** A mail that this relay alone sends until its lease runs out. `attempt` is also the fencing number of recordNotice. */
export type ClaimedNotice = {
  noticeId: string
  employerId: string
  employerName: string
  kind: string
  recipient: string
  params: unknown
  attempt: number
}

/** Takes up to `limit` mails that are due; each claim counts as a try and sets the next one, twice as far off each time. */
export async function claimNotices(
  { db }: Pick<Context, 'db'>,
  { limit, leaseMs }: { limit: number; leaseMs: number },
): Promise<ClaimedNotice[]> {
  const values = [limit, leaseMs / 1000, FIRST_RETRY_S, LAST_RETRY_S]
  const { rows } = await db.pool.query<ClaimedNotice>({ name: 'claim-notices', text: CLAIM_NOTICES, values })
  return rows
}

const FIRST_RETRY_S = 60
const LAST_RETRY_S = 6 * 3600

const CLAIM_NOTICES = `
WITH picked AS (
  SELECT id FROM notice
  WHERE next_attempt_at <= now() AND void_at > now() AND (lease_until IS NULL OR lease_until <= now())
  ORDER BY next_attempt_at LIMIT $1 FOR UPDATE SKIP LOCKED
), claimed AS (
  UPDATE notice n SET attempts = n.attempts + 1, lease_until = now() + make_interval(secs => $2::float8),
    next_attempt_at = now() + greatest(make_interval(secs => $2::float8), ${backoffSql({ failures: 'n.attempts', firstS: '$3', maxS: '$4' })})
  FROM picked p WHERE n.id = p.id RETURNING n.*
)
SELECT c.id AS "noticeId", c.employer_id AS "employerId", e.name AS "employerName", c.kind, c.recipient, c.params, c.attempts AS attempt
FROM claimed c JOIN employer e ON e.id = c.employer_id`
