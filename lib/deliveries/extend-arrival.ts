import type { Context } from '#lib/db.ts'
import type { ArrivalClaim } from './claim-arrivals.ts'

/** Says that the relay which holds the claim is alive. */
export async function extendArrival({ db }: Pick<Context, 'db'>, claim: ArrivalClaim, leaseMs: number): Promise<void> {
  const values = [claim.channel, claim.receiverId, claim.fence, leaseMs / 1000]
  await db.pool.query({ name: 'extend-arrival', text: EXTEND_ARRIVAL, values })
}

const EXTEND_ARRIVAL = `
UPDATE arrival SET lease_until = clock_timestamp() + make_interval(secs => $4)
WHERE channel = $1 AND receiver_id = $2 AND fence = $3::bigint AND lease_until IS NOT NULL`
