import { claimSql } from '#lib/claim-sql.ts'
import type { Context, Db } from '#lib/db.ts'
import { backoffSql } from '#lib/leases.ts'
import type { MailOutcome } from '#lib/mail.ts'

/** A mail under this relay's lease. `attempt` is the lease's fencing token. */
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

/**
 * Records the outcome of a claimed mail: sent, refused (no more tries) or failed (claimNotices has set the next one). A relay that
 * dies between sending and recording sends the mail once more, with the same Message-ID.
 */
export async function recordNotice(
  { db }: Pick<Context, 'db'>,
  { noticeId, attempt }: Pick<ClaimedNotice, 'noticeId' | 'attempt'>,
  mailed: MailOutcome,
): Promise<void> {
  const values = [noticeId, attempt, mailed.kind, mailed.kind === 'sent' ? null : mailed.code]
  await db.pool.query({ name: 'record-notice', text: RECORD_NOTICE, values })
}

const RECORD_NOTICE = `
UPDATE notice SET lease_until = NULL, last_error = $4,
  sent_at = CASE WHEN $3 = 'sent' THEN clock_timestamp() END,
  next_attempt_at = CASE WHEN $3 = 'failed' THEN next_attempt_at END
WHERE id = $1 AND attempts = $2 AND sent_at IS NULL`

/** Days after `void_at`, for questions about a mail. */
const KEPT_DAYS = 30

/** Housekeeping: removes mails, and the addresses they went to, KEPT_DAYS after they were void. Returns how many. */
export async function purgeNotices({ db, now }: { db: Pick<Db, 'pool'>; now: Date }): Promise<number> {
  const { rowCount } = await db.pool.query({ name: 'purge-notices', text: PURGE_NOTICES, values: [now, KEPT_DAYS] })
  return rowCount ?? 0
}

const PURGE_NOTICES = `
DELETE FROM notice WHERE void_at < least($1::timestamptz, clock_timestamp()) - make_interval(days => $2)`
