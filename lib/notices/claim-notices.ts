import { claimSql } from '#lib/claim-sql.ts'
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

/** Takes up to `limit` mails that are due. Each claim counts as a try and sets the next one, with backoff. */
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

const CLAIM_NOTICES = claimSql({
  table: 'notice',
  key: ['id'],
  due: 'next_attempt_at',
  where: 't.void_at > now()',
  limit: '$1',
  lease: '$2',
  // Never before the lease is over.
  set: `attempts = t.attempts + 1, next_attempt_at = now() + greatest(make_interval(secs => $2::float8), ${backoffSql({ failures: 't.attempts', firstS: '$3', maxS: '$4' })})`,
  columns: `c.id AS "noticeId", c.employer_id AS "employerId", e.name AS "employerName", c.kind, c.recipient, c.params, c.attempts AS attempt`,
  join: 'JOIN employer e ON e.id = c.employer_id',
})
