import type { Context } from '#lib/db.ts'

export type MailState = {
  /** Mails that are to go: due, or tried and to be tried again. */
  waiting: number
  /** Since when none gets through, where some have been tried. */
  failingSince: Date | null
  lastSentAt: Date | null
  /** Addresses that mail servers have refused for good in the last day. */
  refused: number
}

/** How mailing goes, over all employers: as relay's role. One recipient whose server is busy is not a fault of ours. */
export async function readMailState({ db }: Pick<Context, 'db'>): Promise<MailState> {
  const { rows } = await db.pool.query<MailState>(MAIL_STATE)
  return rows[0] ?? { waiting: 0, failingSince: null, lastSentAt: null, refused: 0 }
}

/** Calls to companies' webhooks that are to go, and those of them that have failed at least once. */
export async function readWaitingCalls({ db }: Pick<Context, 'db'>): Promise<{ waiting: number; failing: number }> {
  const { rows } = await db.pool.query<{ waiting: number; failing: number }>(
    `SELECT count(*)::int AS waiting, count(*) FILTER (WHERE last_code IS NOT NULL OR last_status IS NOT NULL)::int AS failing
     FROM webhook_call WHERE next_attempt_at IS NOT NULL`,
  )
  return rows[0] ?? { waiting: 0, failing: 0 }
}

const MAIL_STATE = `
WITH waiting AS (
  SELECT recipient, due_at, attempts, last_error FROM notice WHERE next_attempt_at IS NOT NULL AND void_at > clock_timestamp() AND due_at <= clock_timestamp()
), went AS (SELECT max(sent_at) AS at FROM notice WHERE sent_at IS NOT NULL)
SELECT (SELECT count(*)::int FROM waiting) AS waiting,
  (SELECT CASE WHEN bool_or(last_error NOT LIKE 'smtp-4%') OR count(DISTINCT recipient) > 1
     THEN greatest(min(due_at), (SELECT at FROM went)) END FROM waiting WHERE last_error IS NOT NULL) AS "failingSince",
  (SELECT at FROM went) AS "lastSentAt",
  (SELECT count(*)::int FROM notice_recipient WHERE refused_at > clock_timestamp() - interval '24 hours') AS refused`
