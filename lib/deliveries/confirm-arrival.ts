import type { Context } from '#lib/db.ts'
import type { ArrivalClaim } from './claim-arrivals.ts'

/** The receiver has been told that we have the file: nothing is left to do. */
export async function confirmArrival({ db }: Pick<Context, 'db'>, { channel, receiverId, fence }: ArrivalClaim): Promise<void> {
  await db.pool.query({ name: 'confirm-arrival', text: CONFIRM_ARRIVAL, values: [channel, receiverId, fence] })
}

const CONFIRM_ARRIVAL = `
UPDATE arrival SET confirmed_at = coalesce(confirmed_at, clock_timestamp()), next_try_at = NULL, lease_until = NULL, fault = NULL
WHERE channel = $1 AND receiver_id = $2 AND fence = $3::bigint AND delivery_id IS NOT NULL`
