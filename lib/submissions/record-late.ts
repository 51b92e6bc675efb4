import type { PoolClient } from 'pg'
import { keepAnswer } from './keep-answer.ts'
import type { AttemptRecord } from './record-attempt.ts'

/**
 * Records an answer that came after the attempt had been given up as lost. A receipt belongs to the message id, so it is valid
 * under an old fence too: it delivers a submission whose fate was unknown (`received-late`). Any other answer is only kept
 * (`late`).
 */
export async function recordLate(client: PoolClient, record: AttemptRecord): Promise<'received-late' | 'late'> {
  const { claim, attempt, outcome, firstPollMs, relay } = record
  if (outcome.kind === 'accepted') {
    const pollSecs = firstPollMs === null ? null : firstPollMs / 1000
    const values = [claim.submissionId, attempt.attemptId, outcome.kvittensId, pollSecs]
    const { rowCount } = await client.query({ name: 'deliver-late', text: DELIVER_LATE, values })
    if (rowCount === 1) {
      await keepAnswer(client, record, 'receipt')
      await client.query(`SELECT append_audit($1::uuid, $2, 'attempt.late', $3, $4::jsonb)`, [
        claim.employerId,
        `relay:${relay}`,
        claim.submissionId,
        JSON.stringify({ number: attempt.number, code: outcome.code, next: 'done' }),
      ])
      return 'received-late'
    }
    const said = await client.query(`SELECT FROM submission WHERE id = $1::uuid AND kvittens_id = $2`, [
      claim.submissionId,
      outcome.kvittensId,
    ])
    // A repeat brought the same receipt before.
    if (said.rowCount === 1) return 'late'
  }
  await keepAnswer(client, record, 'unreadable')
  return 'late'
}

/** Not while a repeat is being sent: its own answer brings the same receipt. */
const DELIVER_LATE = `
UPDATE submission s SET delivered_at = clock_timestamp(), kvittens_id = $3, held_at = NULL, held_reason = NULL,
  next_attempt_at = NULL, lease_until = NULL, next_poll_at = clock_timestamp() + make_interval(secs => $4::float8)
WHERE s.id = $1::uuid AND s.unknown_at IS NOT NULL AND s.sending_at IS NULL
  AND num_nonnulls(s.delivered_at, s.refused_at, s.withdrawn_at) = 0
  AND EXISTS (SELECT FROM attempt a WHERE a.id = $2::uuid AND a.submission_id = s.id AND a.code = 'relay-lost')`
