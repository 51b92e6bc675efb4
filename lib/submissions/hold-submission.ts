import { type Context, inTransaction } from '#lib/db.ts'
import type { Claim } from './claim-next.ts'
import type { HoldReason } from './state.ts'

type HoldSubmissionInput = { claim: Pick<Claim, 'submissionId' | 'employerId' | 'fence'>; reason: HoldReason; relay: string }

/** Holds a claimed submission without an attempt. False: the claim is no longer this relay's. */
export async function holdSubmission(
  { db }: Pick<Context, 'db'>,
  { claim, reason, relay }: HoldSubmissionInput,
): Promise<boolean> {
  return inTransaction(db, async (client) => {
    const { rowCount } = await client.query({
      name: 'hold-submission',
      text: `UPDATE submission SET held_at = clock_timestamp(), held_reason = $3, may_repeat = false, next_attempt_at = NULL, lease_until = NULL
        WHERE id = $1::uuid AND fence = $2::bigint AND sending_at IS NULL AND next_attempt_at IS NOT NULL`,
      values: [claim.submissionId, claim.fence, reason],
    })
    if (rowCount === 0) return false
    await client.query(`SELECT append_audit($1::uuid, $2, 'submission.held', $3, $4::jsonb)`, [
      claim.employerId,
      `relay:${relay}`,
      claim.submissionId,
      JSON.stringify({ reason }),
    ])
    return true
  })
}
