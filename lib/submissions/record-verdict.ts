import { randomUUID } from 'node:crypto'
import { type Context, inTransaction } from '#lib/db.ts'
import type { Answer } from '#lib/wire/outcome.ts'
import type { Poll } from './claim-polls.ts'

export type Verdict = { word: 'mottagen' | 'godkand' | 'underkand'; reason: string | null; answer: Answer }

/**
 * Records the receiver's verdict on the kvittensID that was asked about, raw; not while it is disputed whose that is. `godkand` and `underkand` end the polling; `mottagen` is no verdict yet and is kept once.
 * False: nothing was new.
 */
export async function recordVerdict(
  { db }: Pick<Context, 'db'>,
  { poll, verdict, relay }: { poll: Poll; verdict: Verdict; relay: string },
): Promise<boolean> {
  return inTransaction(db, async (client) => {
    const { rowCount } = await client.query({
      name: 'move-verdict',
      text: MOVE_VERDICT,
      values: [poll.submissionId, verdict.word, poll.kvittensId],
    })
    if (rowCount === 0) return false
    const { answer } = verdict
    await client.query({
      name: 'keep-verdict',
      text: KEEP_VERDICT,
      values: [
        randomUUID(),
        poll.submissionId,
        poll.employerId,
        poll.kvittensId,
        verdict.word,
        verdict.reason,
        answer.httpStatus,
        answer.contentType,
        answer.raw,
        answer.peer,
      ],
    })
    await client.query(`SELECT append_audit($1::uuid, $2, $3, $4, '{}')`, [
      poll.employerId,
      `relay:${relay}`,
      `verdict.${verdict.word}`,
      poll.submissionId,
    ])
    return true
  })
}

const MOVE_VERDICT = `
UPDATE submission s SET
  approved_at = CASE WHEN $2 = 'godkand' THEN clock_timestamp() END,
  disapproved_at = CASE WHEN $2 = 'underkand' THEN clock_timestamp() END,
  next_poll_at = CASE WHEN $2 = 'mottagen' THEN next_poll_at END
WHERE s.id = $1::uuid AND s.disputed_at IS NULL AND s.kvittens_id = $3 AND (s.delivered_at IS NOT NULL OR s.settled_as = 'has') AND s.approved_at IS NULL AND s.disapproved_at IS NULL
  AND ($2 <> 'mottagen' OR NOT EXISTS (SELECT FROM receipt r WHERE r.submission_id = s.id AND r.kind = 'verdict'))`

const KEEP_VERDICT = `
INSERT INTO receipt (id, submission_id, employer_id, kind, kvittens_id, verdict, reason, recorded_at, http_status, content_type, raw, peer)
VALUES ($1, $2, $3, 'verdict', $4, $5, $6, clock_timestamp(), $7, $8, $9, $10)`
