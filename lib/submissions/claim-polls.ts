import { claimSql } from '#lib/claim-sql.ts'
import type { Context } from '#lib/db.ts'
import { backoffSql } from '#lib/leases.ts'

export type Poll = { submissionId: string; employerId: string; orgnr: string; kvittensId: string }
type ClaimPollsInput = { channel: string; limit: number; firstMs: number; maxMs: number; giveUpAfterMs: number }

/**
 * Claims delivered submissions whose verdict is due to be polled. Claiming one plans its next poll (exponential backoff), so a
 * poll that fails or dies needs no record. `giveUpAfterMs` after delivery no further poll is planned.
 */
export async function claimPolls(
  { db }: Pick<Context, 'db'>,
  { channel, limit, firstMs, maxMs, giveUpAfterMs }: ClaimPollsInput,
): Promise<Poll[]> {
  const values = [channel, limit, firstMs / 1000, maxMs / 1000, giveUpAfterMs / 1000]
  const { rows } = await db.pool.query<Poll>({ name: 'claim-polls', text: CLAIM_POLLS, values })
  return rows
}

/** A receipt whose verdict the receiver can be asked for at any time: to see whether it is there. Plans nothing. */
export async function receiptToAsk(
  { db }: Pick<Context, 'db'>,
  channel: string,
): Promise<{ kvittensId: string; orgnr: string } | null> {
  const { rows } = await db.pool.query({ name: 'receipt-to-ask', text: RECEIPT_TO_ASK, values: [channel] })
  return rows[0] ?? null
}

const RECEIPT_TO_ASK = `
SELECT s.kvittens_id AS "kvittensId", e.orgnr FROM submission s JOIN employer e ON e.id = s.employer_id
WHERE s.next_poll_at IS NOT NULL AND s.channel = $1 AND s.kvittens_id IS NOT NULL ORDER BY s.next_poll_at LIMIT 1`

/**
 * The channel's receiver gives no verdicts: what waits for one (settled with an id, or accepted by a receiver that gave them) has
 * come to its end. Returns how many.
 */
export async function endPolls({ db }: Pick<Context, 'db'>, channel: string): Promise<number> {
  const { rowCount } = await db.pool.query({ name: 'end-polls', text: END_POLLS, values: [channel] })
  return rowCount ?? 0
}

const END_POLLS = `
UPDATE submission SET next_poll_at = NULL WHERE id IN (
  SELECT id FROM submission WHERE next_poll_at IS NOT NULL AND channel = $1 AND disputed_at IS NULL
  ORDER BY id LIMIT 1000 FOR UPDATE SKIP LOCKED)`

const CLAIM_POLLS = claimSql({
  table: 'submission',
  key: ['id'],
  due: 'next_poll_at',
  where: 't.channel = $1 AND t.disputed_at IS NULL',
  limit: '$2',
  set: `poll_count = t.poll_count + 1, next_poll_at = CASE WHEN coalesce(t.delivered_at, t.settled_at) + make_interval(secs => $5::float8) > now()
    THEN now() + ${backoffSql({ failures: 't.poll_count', firstS: '$3', maxS: '$4' })} END`,
  columns: 'c.id AS "submissionId", c.employer_id AS "employerId", e.orgnr, c.kvittens_id AS "kvittensId"',
  join: 'JOIN employer e ON e.id = c.employer_id',
})
