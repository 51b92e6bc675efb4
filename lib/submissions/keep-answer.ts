import { randomUUID } from 'node:crypto'
import type { PoolClient } from 'pg'
import type { AttemptRecord } from './record-attempt.ts'

export type AnswerKind = 'receipt' | 'refusal' | 'unreadable'

/** Keeps the raw answer to an attempt. The same answer to the same attempt is kept once. */
export async function keepAnswer(
  client: PoolClient,
  { claim, attempt, outcome }: Pick<AttemptRecord, 'claim' | 'attempt' | 'outcome'>,
  kind: AnswerKind,
): Promise<void> {
  if (!outcome.answer) return
  const { httpStatus, contentType, raw, peer } = outcome.answer
  const values = [
    randomUUID(),
    claim.submissionId,
    claim.employerId,
    attempt.attemptId,
    kind,
    outcome.kind === 'accepted' && kind === 'receipt' ? outcome.kvittensId : null,
    outcome.kind === 'rejected' ? outcome.reason : null,
    outcome.kind === 'accepted' ? outcome.statedAt : null,
    httpStatus,
    contentType,
    raw,
    peer,
  ]
  await client.query({ name: 'keep-answer', text: KEEP_ANSWER, values })
}

const KEEP_ANSWER = `
INSERT INTO receipt (id, submission_id, employer_id, attempt_id, kind, kvittens_id, reason, stated_at, recorded_at, http_status, content_type, raw, peer)
SELECT $1::uuid, $2::uuid, $3::uuid, $4::uuid, $5, $6, $7, $8::timestamptz, clock_timestamp(), $9::int, $10, $11::bytea, $12
WHERE NOT EXISTS (SELECT FROM receipt r WHERE r.submission_id = $2::uuid AND r.attempt_id = $4::uuid AND r.http_status = $9::int AND r.raw = $11::bytea)`
