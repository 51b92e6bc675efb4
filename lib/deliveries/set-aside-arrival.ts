import type { Context } from '#lib/db.ts'
import type { ArrivalClaim } from './claim-arrivals.ts'

type SetAsideArrivalInput = { claim: ArrivalClaim; fault: string; retryMs: number }

/** Not this time: why, and when to try again. True: nobody has been told of this before. */
export async function setAsideArrival(
  { db }: Pick<Context, 'db'>,
  { claim, fault, retryMs }: SetAsideArrivalInput,
): Promise<boolean> {
  const values = [claim.channel, claim.receiverId, claim.fence, fault, retryMs / 1000]
  const { rows } = await db.pool.query<{ isNew: boolean }>({ name: 'set-aside-arrival', text: SET_ASIDE, values })
  return rows[0]?.isNew ?? false
}

const SET_ASIDE = `
WITH before AS (
  SELECT fault FROM arrival WHERE channel = $1 AND receiver_id = $2 AND fence = $3::bigint FOR UPDATE
)
UPDATE arrival a SET fault = $4, lease_until = NULL,
  next_try_at = CASE WHEN a.gone_at IS NULL THEN clock_timestamp() + make_interval(secs => $5) END
FROM before b WHERE a.channel = $1 AND a.receiver_id = $2
RETURNING b.fault IS DISTINCT FROM $4 AS "isNew"`
