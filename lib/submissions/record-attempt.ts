import type { PoolClient } from 'pg'
import { type Context, inTransaction } from '#lib/db.ts'
import type { Outcome } from '#lib/wire/outcome.ts'
import type { Claim } from './claim-next.ts'
import { keepAnswer } from './keep-answer.ts'
import type { OpenAttempt } from './open-attempt.ts'
import { type Dispute, recordDispute } from './record-dispute.ts'
import { recordLate } from './record-late.ts'
import type { NextStep } from './state.ts'

export type AttemptRecord = {
  claim: Pick<Claim, 'submissionId' | 'employerId' | 'fence'>
  attempt: OpenAttempt
  outcome: Outcome
  step: NextStep
  durationMs: number | null
  /** Where the step holds it as unknown: whether a person may have it sent once more, since the receiver drops a repeat. */
  mayRepeat: boolean
  /** When to ask for the verdict of what was accepted; null: never. */
  firstPollMs: number | null
  relay: string
}

export type RecordAttemptResult = { kind: 'recorded' | 'received-late' | 'contradicted' | 'late' } | Dispute

/** A dispute may end just when another submission is about to join it: then the id is free, and is tried anew. */
const TRIES = 3

/**
 * Closes an attempt: outcome, the raw answer, the submission's state, its next step and the audit row, all or nothing.
 * `received-late`: the attempt was given up as lost meanwhile, and its receipt delivers the submission all the same.
 * `contradicted`: the same, but a person had entered otherwise of it. `late`: the claim is another's by now, or the attempt is
 * closed; nothing was written but the raw answer. `disputed`: another submission has the kvittensID already.
 */
export async function recordAttempt({ db }: Pick<Context, 'db'>, record: AttemptRecord): Promise<RecordAttemptResult> {
  for (let tries = 1; ; tries++) {
    try {
      return { kind: await inTransaction(db, (client) => write(client, record)) }
    } catch (error) {
      if (!isTaken(error)) throw error
      const dispute = await inTransaction(db, (client) => recordDispute(client, record))
      if (dispute) return dispute
      if (tries === TRIES) throw error
    }
  }
}

async function write(client: PoolClient, record: AttemptRecord): Promise<Exclude<RecordAttemptResult['kind'], 'disputed'>> {
  const { claim, attempt, outcome, step, durationMs, relay } = record
  const mine = await client.query({ name: 'move-submission', text: MOVE_SUBMISSION, values: submissionValues(record) })
  if (mine.rowCount === 0) return recordLate(client, record)
  await client.query({
    name: 'close-attempt',
    text: CLOSE_ATTEMPT,
    values: [attempt.attemptId, outcome.kind, outcome.answer?.httpStatus ?? null, outcome.code, durationMs],
  })
  await keepAnswer(client, record, step.kind === 'done' ? KIND[outcome.kind] : 'unreadable')
  const next = step.kind === 'hold' ? `hold:${step.reason}` : step.kind
  await client.query({
    name: 'audit-attempt',
    text: `SELECT append_audit($1::uuid, $2, $3, $4, $5::jsonb)`,
    values: [
      claim.employerId,
      `relay:${relay}`,
      `attempt.${outcome.kind}`,
      claim.submissionId,
      JSON.stringify({ number: attempt.number, code: outcome.code, next }),
    ],
  })
  return 'recorded'
}

function submissionValues({ claim, attempt, outcome, step, mayRepeat, firstPollMs }: AttemptRecord): unknown[] {
  return [
    claim.submissionId,
    claim.fence,
    attempt.attemptId,
    outcome.kind,
    step.kind === 'retry' ? step.afterMs / 1000 : null,
    step.kind === 'hold' ? step.reason : null,
    outcome.kind === 'accepted' ? outcome.kvittensId : null,
    outcome.kind === 'accepted' && firstPollMs !== null ? firstPollMs / 1000 : null,
    outcome.code,
    mayRepeat,
  ]
}

/**
 * The row's lock orders the relays. An old fence changes nothing, unless it comes with the receipt of an attempt that is still
 * open.
 */
const MOVE_SUBMISSION = `
UPDATE submission s SET sending_at = NULL, lease_until = NULL,
  next_attempt_at = clock_timestamp() + make_interval(secs => $5::float8),
  held_at = CASE WHEN $6::text IS NOT NULL THEN clock_timestamp() END, held_reason = $6::text,
  may_repeat = coalesce($6::text = 'unknown' AND $10::boolean, false),
  deaths = deaths + (CASE WHEN $9 = 'relay-lost' THEN 1 ELSE 0 END),
  unknown_at = CASE WHEN $4 = 'unknown' THEN coalesce(unknown_at, clock_timestamp()) ELSE unknown_at END,
  refused_at = CASE WHEN $4 = 'rejected' AND $6::text IS NULL THEN clock_timestamp() END,
  delivered_at = CASE WHEN $4 = 'accepted' THEN clock_timestamp() END, kvittens_id = $7::text,
  next_poll_at = clock_timestamp() + make_interval(secs => $8::float8)
WHERE s.id = $1::uuid AND (s.fence = $2::bigint OR $4 = 'accepted') AND s.sending_at IS NOT NULL
  AND EXISTS (SELECT FROM attempt a WHERE a.id = $3::uuid AND a.submission_id = s.id AND a.closed_at IS NULL)`

const CLOSE_ATTEMPT = `
UPDATE attempt SET closed_at = clock_timestamp(), outcome = $2, http_status = $3, code = $4, duration_ms = $5 WHERE id = $1::uuid`

/** What is kept of an answer. Only a receipt and a final refusal settle anything; all else is `unreadable`. */
const KIND = { accepted: 'receipt', rejected: 'refusal', unsent: 'unreadable', unknown: 'unreadable' } as const

function isTaken(error: unknown): boolean {
  return error instanceof Error && 'constraint' in error && error.constraint === 'submission_channel_kvittens_id_key'
}
