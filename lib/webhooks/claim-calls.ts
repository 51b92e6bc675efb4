import { claimSql } from '#lib/claim-sql.ts'
import type { Db } from '#lib/db.ts'

/** A call under this relay's lease. `attempt` is the lease's fencing token. */
export type ClaimedCall = {
  callId: string
  webhookId: string
  employerId: string
  url: string
  /** Sealed for relay; the second one only while it counts. */
  secret: string
  previousSecret: string | null
  type: string
  body: string
  attempt: number
  /** Of the webhook, since it last took a call. */
  failures: number
}

/**
 * Calls of one webhook at once; while it fails, one tries. Relays that claim at the same moment see the same calls first, of which each
 * gets others or none.
 */
const MOST_PER_WEBHOOK = 4
/** Of one company. Fewer than a relay makes at once, so that slow systems of one leave room for others. */
const MOST_PER_EMPLOYER = 8

/**
 * Takes up to `limit` calls that are due: companies in turn, the one with the fewest under way first, so that none waits behind
 * another's thousands or behind another's slow system. Not those of a webhook that rests.
 */
export async function claimCalls(
  { db }: { db: Pick<Db, 'pool'> },
  { limit, leaseMs }: { limit: number; leaseMs: number },
): Promise<ClaimedCall[]> {
  const values = [limit, leaseMs / 1000, MOST_PER_WEBHOOK, MOST_PER_EMPLOYER]
  const { rows } = await db.pool.query<ClaimedCall>({ name: 'claim-calls', text: CLAIM_CALLS, values })
  return rows
}

const CLAIM_CALLS = claimSql({
  table: 'webhook_call',
  key: ['id'],
  due: 'next_attempt_at',
  limit: '$1',
  lease: '$2',
  // recordCall says when the next one is; this is for a relay that dies.
  set: 'attempts = t.attempts + 1, tried_at = clock_timestamp(), next_attempt_at = clock_timestamp() + make_interval(secs => $2::float8)',
  columns: `c.id AS "callId", c.webhook_id AS "webhookId", c.employer_id AS "employerId", w.url, w.secret,
  CASE WHEN w.previous_until > now() THEN w.previous_secret END AS "previousSecret", c.type, c.body, c.attempts AS attempt, w.failures`,
  join: 'JOIN webhook w ON w.id = c.webhook_id',
  turns: (isDue) => `
  WITH RECURSIVE waiting (webhook_id) AS (
    -- Each webhook once, by skipping through the index.
    (SELECT webhook_id FROM webhook_call WHERE next_attempt_at IS NOT NULL ORDER BY webhook_id LIMIT 1)
    UNION ALL
    SELECT (SELECT u.webhook_id FROM webhook_call u WHERE u.next_attempt_at IS NOT NULL AND u.webhook_id > q.webhook_id ORDER BY u.webhook_id LIMIT 1)
    FROM waiting q WHERE q.webhook_id IS NOT NULL
  ), mine AS (
    SELECT due.id, due.next_attempt_at, w.employer_id FROM waiting q
    JOIN webhook w ON w.id = q.webhook_id AND w.removed_at IS NULL AND (w.rests_until IS NULL OR w.rests_until <= now())
    CROSS JOIN LATERAL (
      SELECT count(*) AS calls FROM webhook_call u WHERE u.employer_id = w.employer_id AND u.webhook_id = w.id AND u.lease_until > now()
    ) busy
    CROSS JOIN LATERAL (
      SELECT t.id, t.next_attempt_at FROM webhook_call t WHERE t.webhook_id = w.id AND ${isDue} ORDER BY t.next_attempt_at, t.id
      LIMIT greatest(0, CASE WHEN w.failures > 0 THEN 1 ELSE $3::bigint END - busy.calls)
    ) due
  )
  SELECT mine.id, mine.turn + busy.calls AS turn, random() AS lot
  FROM (SELECT id, employer_id, row_number() OVER (PARTITION BY employer_id ORDER BY next_attempt_at, id) AS turn FROM mine) mine
  CROSS JOIN LATERAL (
    SELECT count(*) AS calls FROM webhook_call u WHERE u.employer_id = mine.employer_id AND u.lease_until > now()
  ) busy
  WHERE mine.turn + busy.calls <= $4
  ORDER BY 2, 3`,
})
