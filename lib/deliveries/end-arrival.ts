// The two ends of a claimed arrival (claim-arrivals.ts): confirmed to the receiver, or set aside until the next try.
import type { Context } from '#lib/db.ts'
import type { ArrivalClaim } from './claim-arrivals.ts'

/** The receiver has been told that the file is stored: nothing is left to do. */
export async function confirmArrival({ db }: Pick<Context, 'db'>, { channel, receiverId, fence }: ArrivalClaim): Promise<void> {
  await db.pool.query({ name: 'confirm-arrival', text: CONFIRM_ARRIVAL, values: [channel, receiverId, fence] })
}

type SetAsideArrivalInput = { claim: ArrivalClaim; fault: string; retryMs: number }

/** Records why this try failed and when the next one is due. Returns whether the reason is new for this arrival. */
export async function setAsideArrival(
  { db }: Pick<Context, 'db'>,
  { claim, fault, retryMs }: SetAsideArrivalInput,
): Promise<boolean> {
  const values = [claim.channel, claim.receiverId, claim.fence, fault, retryMs / 1000]
  const { rows } = await db.pool.query<{ isNew: boolean }>({ name: 'set-aside-arrival', text: SET_ASIDE, values })
  return rows[0]?.isNew ?? false
}

/** How many arrivals are set aside, by reason; those that have not been tried do not count. */
export async function countSetAside({ db }: Pick<Context, 'db'>): Promise<{ fault: string; count: number }[]> {
  const { rows } = await db.pool.query<{ fault: string; count: number }>(COUNT_SET_ASIDE)
  return rows
}

const CONFIRM_ARRIVAL = `
UPDATE arrival SET confirmed_at = coalesce(confirmed_at, clock_timestamp()), next_try_at = NULL, lease_until = NULL, fault = NULL
WHERE channel = $1 AND receiver_id = $2 AND fence = $3::bigint AND delivery_id IS NOT NULL`

const SET_ASIDE = `
WITH before AS (
  SELECT fault FROM arrival WHERE channel = $1 AND receiver_id = $2 AND fence = $3::bigint FOR UPDATE
)
UPDATE arrival a SET fault = $4, lease_until = NULL,
  next_try_at = CASE WHEN a.gone_at IS NULL THEN clock_timestamp() + make_interval(secs => $5) END
FROM before b WHERE a.channel = $1 AND a.receiver_id = $2
RETURNING b.fault IS DISTINCT FROM $4 AS "isNew"`

const COUNT_SET_ASIDE = `
SELECT fault, count(*)::int AS count FROM arrival WHERE fault IS NOT NULL AND gone_at IS NULL GROUP BY fault ORDER BY fault`
