import type { Context } from '#lib/db.ts'
import type { MailOutcome } from '#lib/mail.ts'
import type { ClaimedNotice } from './claim-notices.ts'

/**
 * Closes what claimNotices opened: sent, refused for good (no more tries), or failed (the next try is set already).
 * A relay that dies between sending and this leaves the row as it was: the mail goes once more, with the same Message-ID.
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
