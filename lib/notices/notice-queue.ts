import { claimSql } from '#lib/claim-sql.ts'
import type { Context, Db } from '#lib/db.ts'
import { backoffSql } from '#lib/leases.ts'
import { LIMITS } from '#lib/limits.ts'
import type { MailOutcome } from '#lib/mail.ts'
import type { Locale } from '#lib/text/locale.ts'
import { EVENT_MAILS } from './events.ts'

/** A mail under this relay's lease. `attempt` is the lease's fencing token. */
export type ClaimedNotice = {
  noticeId: string
  kind: string
  recipient: string
  params: unknown
  attempt: number
  /** Null: to the operator, or an applicant. `name` is null where the employer is a person. */
  employer: { employerId: string; name: string | null; language: Locale } | null
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
const LAST_RETRY_S = 1800

/**
 * An address gets its mails of events of one kind one after another: while the mail server is away they gather in the second, and are not
 * many when it is back.
 */
const IS_FIRST = `(t.kind <> ALL(ARRAY[${EVENT_MAILS.map((kind) => `'${kind}'`)}]) OR NOT EXISTS (
  SELECT FROM notice o WHERE o.employer_id = t.employer_id AND o.kind = t.kind AND o.recipient = t.recipient
    AND o.next_attempt_at IS NOT NULL AND o.void_at > now() AND o.created_at < t.created_at))`

const CLAIM_NOTICES = claimSql({
  table: 'notice',
  key: ['id'],
  due: 'next_attempt_at',
  where: `t.void_at > now() AND ${IS_FIRST}`,
  limit: '$1',
  lease: '$2',
  // Never before the lease is over.
  set: `attempts = t.attempts + 1, next_attempt_at = now() + greatest(make_interval(secs => $2::float8), ${backoffSql({ failures: 't.attempts', firstS: '$3', maxS: '$4' })})`,
  columns: `c.id AS "noticeId", c.kind, c.recipient, c.params, c.attempts AS attempt,
    CASE WHEN e.id IS NOT NULL THEN jsonb_build_object('employerId', e.id, 'name', CASE WHEN e.orgnr LIKE '16%' THEN e.name END, 'language', e.language) END AS employer`,
  join: 'LEFT JOIN employer e ON e.id = c.employer_id',
})

/**
 * Records the outcome of a claimed mail: sent, refused (no more tries) or failed (claimNotices has set the next one), and of its
 * address whether it is refused. A relay that dies between sending and recording sends the mail once more, with the same
 * Message-ID.
 */
export async function recordNotice(
  { db }: Pick<Context, 'db'>,
  { noticeId, attempt }: Pick<ClaimedNotice, 'noticeId' | 'attempt'>,
  mailed: MailOutcome,
): Promise<void> {
  const about = mailed.kind === 'sent' ? 'address' : mailed.kind === 'refused' ? mailed.what : null
  const values = [noticeId, attempt, mailed.kind, mailed.kind === 'sent' ? null : mailed.code, about]
  await db.pool.query({ name: 'record-notice', text: RECORD_NOTICE, values })
}

/**
 * `$5`: whether it says something of the address. Of operators' addresses nothing is kept. The address is locked before the mail, as by
 * who removes it; a mail that was taken out of the queue meanwhile stays out, and keeps its reason if it has not gone.
 */
const RECORD_NOTICE = `
WITH known AS (
  SELECT r.id FROM notice n JOIN notice_recipient r ON r.employer_id = n.employer_id AND r.address = n.recipient
  WHERE n.id = $1 AND $5 = 'address' FOR NO KEY UPDATE OF r
), recorded AS (
  UPDATE notice SET lease_until = NULL,
    last_error = CASE WHEN $3 = 'failed' AND next_attempt_at IS NULL THEN last_error ELSE $4::text END,
    sent_at = CASE WHEN $3 = 'sent' THEN clock_timestamp() END,
    address_refused = $3 = 'refused' AND $5 IS NOT DISTINCT FROM 'address',
    next_attempt_at = CASE WHEN $3 = 'failed' THEN next_attempt_at END
  WHERE id = $1 AND attempts = $2 AND sent_at IS NULL AND (SELECT count(*) FROM known) >= 0 RETURNING id
)
UPDATE notice_recipient r SET refused_code = $4::text, refused_at = CASE WHEN $4 IS NOT NULL THEN clock_timestamp() END
WHERE r.id IN (SELECT id FROM known) AND EXISTS (SELECT FROM recorded) AND (r.refused_code IS NOT NULL OR $4 IS NOT NULL)`

/** Housekeeping: removes mails, and the addresses they went to, LIMITS.noticeKeepDays after they were void. Returns how many. */
export async function purgeNotices({ db, now }: { db: Pick<Db, 'pool'>; now: Date }): Promise<number> {
  const { rowCount } = await db.pool.query({ name: 'purge-notices', text: PURGE_NOTICES, values: [now, LIMITS.noticeKeepDays] })
  return rowCount ?? 0
}

const PURGE_NOTICES = `
DELETE FROM notice WHERE void_at < least($1::timestamptz, clock_timestamp()) - make_interval(days => $2)`
