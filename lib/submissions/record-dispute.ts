import type { PoolClient } from 'pg'
import { keepAnswer } from './keep-answer.ts'
import type { AttemptRecord } from './record-attempt.ts'

/** `submissionIds`: all that are disputed over the id by now, of whichever employers. */
export type Dispute = { kind: 'disputed'; submissionIds: string[] }

type Party = { id: string; employerId: string; kvittensId: string | null; disputedKvittensId: string | null; isTaken: boolean }

/**
 * Records that the receiver answered a submission with a kvittensID that another has: nobody can tell here whose it is, so both
 * are disputed. What was recorded of either stays; nothing is sent, polled or judged until a person says whose it is. The
 * answer is kept as a receipt of this one, and its attempt is closed as unknown. A third submission joins the dispute.
 * Null: no other has the id any more, or the attempt has been given up meanwhile and this one is being sent again or has an end:
 * then its answer is a late one.
 */
export async function recordDispute(client: PoolClient, record: AttemptRecord): Promise<Dispute | null> {
  const { claim, attempt, outcome, durationMs, relay } = record
  if (outcome.kind !== 'accepted') return null
  const { kvittensId } = outcome
  const { rows: parties } = await client.query<Party>({
    name: 'lock-parties',
    text: LOCK_PARTIES,
    values: [claim.submissionId, kvittensId],
  })
  const isOver = (party: Party) => party.kvittensId === kvittensId || party.disputedKvittensId === kvittensId
  if (!parties.some((party) => party.id !== claim.submissionId && isOver(party))) return null
  const ids = parties.filter((party) => party.id === claim.submissionId || isOver(party)).map(({ id }) => id)
  const closed = await client.query({
    name: 'close-disputed',
    text: CLOSE_DISPUTED,
    values: [attempt.attemptId, claim.submissionId, outcome.answer.httpStatus, durationMs],
  })
  if (closed.rowCount === 0 && parties.some(({ id, isTaken }) => id === claim.submissionId && isTaken)) return null
  await keepAnswer(client, record, 'receipt')
  await client.query({
    name: 'dispute',
    text: DISPUTE,
    values: [ids, kvittensId, claim.submissionId, closed.rowCount === 1],
  })
  const links = parties
    .filter(({ id, disputedKvittensId }) => ids.includes(id) && disputedKvittensId === null)
    .map(({ id, employerId }) => ({ chain: employerId, action: 'submission.disputed', object: id, detail: { kvittensId } }))
  const answered = { number: attempt.number, code: 'receipt-taken', next: 'disputed' }
  links.push({
    chain: claim.employerId,
    action: 'attempt.unknown',
    object: claim.submissionId,
    detail: { kvittensId, ...answered },
  })
  // Two disputes may be about the same two employers: their chains are locked in one order.
  for (const { chain, action, object, detail } of links.sort((a, b) => (a.chain < b.chain ? -1 : 1)))
    await client.query(`SELECT append_audit($1::uuid, $2, $3, $4, $5::jsonb)`, [
      chain,
      `relay:${relay}`,
      action,
      object,
      JSON.stringify(detail),
    ])
  return { kind: 'disputed', submissionIds: ids }
}

/** In the order of their ids, so that two disputes over the same rows never wait for each other. */
const LOCK_PARTIES = `
SELECT s.id, s.employer_id AS "employerId", s.kvittens_id AS "kvittensId", s.disputed_kvittens_id AS "disputedKvittensId",
  num_nonnulls(s.sending_at, s.delivered_at, s.refused_at, s.withdrawn_at) > 0 AS "isTaken"
FROM submission s WHERE s.id IN (
  SELECT $1::uuid
  UNION SELECT o.id FROM submission me JOIN submission o ON o.channel = me.channel AND o.kvittens_id = $2 WHERE me.id = $1::uuid
  UNION SELECT o.id FROM submission me JOIN submission o ON o.channel = me.channel AND o.disputed_kvittens_id = $2
    WHERE me.id = $1::uuid AND o.disputed_at IS NOT NULL
) ORDER BY s.id FOR UPDATE OF s`

const CLOSE_DISPUTED = `
UPDATE attempt SET closed_at = clock_timestamp(), outcome = 'unknown', http_status = $3, code = 'receipt-taken', duration_ms = $4
WHERE id = $1::uuid AND submission_id = $2::uuid AND closed_at IS NULL`

/** `$3`: the one that was answered now; `$4`: whether its attempt was open until now. */
const DISPUTE = `
UPDATE submission SET disputed_at = coalesce(disputed_at, clock_timestamp()), disputed_kvittens_id = coalesce(disputed_kvittens_id, $2),
  next_attempt_at = NULL, lease_until = NULL,
  sending_at = CASE WHEN id = $3::uuid AND $4 THEN NULL ELSE sending_at END,
  unknown_at = CASE WHEN id = $3::uuid THEN coalesce(unknown_at, clock_timestamp()) ELSE unknown_at END
WHERE id = ANY($1::uuid[])`
