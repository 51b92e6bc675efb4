import type { Context } from '#lib/db.ts'
import type { Claim } from './claim-next.ts'

/** Says that the relay which holds the claim is alive. False: the claim is no longer ours. */
export async function extendLease(
  { db }: Pick<Context, 'db'>,
  { submissionId, fence }: Pick<Claim, 'submissionId' | 'fence'>,
  leaseMs: number,
): Promise<boolean> {
  const values = [submissionId, fence, leaseMs / 1000]
  const { rowCount } = await db.pool.query({ name: 'extend-lease', text: EXTEND_LEASE, values })
  return rowCount === 1
}

const EXTEND_LEASE = `
UPDATE submission SET lease_until = clock_timestamp() + make_interval(secs => $3)
WHERE id = $1::uuid AND fence = $2::bigint AND lease_until IS NOT NULL`
