import type { PoolClient } from 'pg'
import { keepAnswer } from './keep-answer.ts'
import type { AttemptRecord } from './record-attempt.ts'

/**
 * Records an answer that came after the attempt had been given up as lost. A receipt belongs to the message id, so it is valid
 * under an old fence too: it delivers a submission whose fate was unknown, or of which a person had entered that the receiver
 * has it (`received-late`). `contradicted`: it says otherwise than what a person had entered, which is noted; what was held as
 * not arrived is delivered then, unless it has been sent again since. Any other answer is only kept (`late`).
 */
export async function recordLate(client: PoolClient, record: AttemptRecord): Promise<'received-late' | 'contradicted' | 'late'> {
  const { claim, attempt, outcome, firstPollMs, relay } = record
  const { rows } = await client.query<LateRow>({
    name: 'look-late',
    text: LOOK_LATE,
    values: [claim.submissionId, attempt.attemptId],
  })
  const [row] = rows
  if (outcome.kind !== 'accepted' || !row) {
    await keepAnswer(client, record, 'unreadable')
    return 'late'
  }
  const says = meaningOf(row, outcome.kvittensId)
  if (says === 'known') return 'late'
  if (says === 'nothing') {
    await keepAnswer(client, record, 'unreadable')
    return 'late'
  }
  const delivers = says === 'delivers' || says === 'contradicts-and-delivers'
  const contradicts = says === 'contradicts' || says === 'contradicts-and-delivers'
  const pollSecs = firstPollMs === null ? null : firstPollMs / 1000
  const values = [claim.submissionId, outcome.kvittensId, pollSecs]
  if (delivers) await client.query({ name: 'deliver-late', text: DELIVER_LATE, values })
  if (contradicts) await client.query(CONTRADICT, [claim.submissionId])
  await keepAnswer(client, record, 'receipt')
  const detail = JSON.stringify({ number: attempt.number, code: outcome.code, next: delivers ? 'done' : says })
  for (const action of contradicts ? ['attempt.late', 'submission.contradicted'] : ['attempt.late']) {
    const link = [claim.employerId, `relay:${relay}`, action, claim.submissionId, detail]
    await client.query(`SELECT append_audit($1::uuid, $2, $3, $4, $5::jsonb)`, link)
  }
  if (contradicts) return 'contradicted'
  return delivers ? 'received-late' : 'late'
}

type LateRow = {
  kvittensId: string | null
  isDisputed: boolean
  isSending: boolean
  isUnknown: boolean
  hasEnd: boolean
  isReplaced: boolean
  settledAs: 'has' | 'has-not' | null
}
type LateMeaning = 'known' | 'nothing' | 'disputed' | 'delivers' | 'contradicts' | 'contradicts-and-delivers'

/** What a late receipt with this id means for the row. `known`: a repeat brought it before. `disputed`: it waits for a person, too. */
function meaningOf(row: LateRow, kvittensId: string): LateMeaning {
  const { settledAs, hasEnd, isSending } = row
  if (row.isDisputed) return 'disputed'
  if (hasEnd && row.kvittensId === kvittensId) return 'known'
  if (settledAs === 'has-not') return hasEnd || isSending || row.isReplaced ? 'contradicts' : 'contradicts-and-delivers'
  if (settledAs === 'has' && row.kvittensId !== null && row.kvittensId !== kvittensId) return 'contradicts'
  // Not while a repeat is being sent: its own answer brings the same receipt.
  return (row.isUnknown || settledAs === 'has') && !isSending && !hasEnd ? 'delivers' : 'nothing'
}

/** The row, locked, of an attempt that was given up as lost. */
const LOOK_LATE = `
SELECT s.kvittens_id AS "kvittensId", s.disputed_at IS NOT NULL AS "isDisputed", s.sending_at IS NOT NULL AS "isSending",
  s.unknown_at IS NOT NULL AS "isUnknown", s.settled_as AS "settledAs",
  num_nonnulls(s.delivered_at, s.refused_at, s.withdrawn_at) > 0 AS "hasEnd", s.replaced_by IS NOT NULL AS "isReplaced"
FROM submission s
WHERE s.id = $1::uuid AND EXISTS (SELECT FROM attempt a WHERE a.id = $2::uuid AND a.submission_id = s.id AND a.code = 'relay-lost')
FOR UPDATE OF s`

const DELIVER_LATE = `
UPDATE submission SET delivered_at = clock_timestamp(), kvittens_id = $2, held_at = NULL, held_reason = NULL, may_repeat = false,
  next_attempt_at = NULL, lease_until = NULL, next_poll_at = clock_timestamp() + make_interval(secs => $3::float8)
WHERE id = $1::uuid`

const CONTRADICT = `UPDATE submission SET contradicted_at = coalesce(contradicted_at, clock_timestamp()) WHERE id = $1::uuid`
