import type { Context } from '#lib/db.ts'

/** An arrival that this relay alone may deal with until the lease runs out; `fence` proves it. */
export type ArrivalClaim = {
  channel: string
  receiverId: string
  orgnr: string
  service: string
  name: string
  bytes: number | null
  sha256: string
  fence: string
  /** This one included. */
  tries: number
  /** Null: an organisation that we do not know. */
  employerId: string | null
  /** Kept already: the receiver only has to be told. */
  deliveryId: string | null
}

/** Leases up to `limit` arrivals that are due; employers take turns, so one file never waits behind another's thousands. */
export async function claimArrivals(
  { db }: Pick<Context, 'db'>,
  { channel, limit, leaseMs }: { channel: string; limit: number; leaseMs: number },
): Promise<ArrivalClaim[]> {
  const values = [channel, limit, leaseMs / 1000]
  const { rows } = await db.pool.query<ArrivalClaim>({ name: 'claim-arrivals', text: CLAIM_ARRIVALS, values })
  return rows
}

const DUE = `a.channel = $1 AND a.next_try_at <= now() AND (a.lease_until IS NULL OR a.lease_until <= now())`

const CLAIM_ARRIVALS = `
WITH turns AS (
  SELECT a.receiver_id, row_number() OVER (PARTITION BY a.orgnr ORDER BY a.next_try_at, a.receiver_id) AS turn, a.next_try_at
  FROM arrival a WHERE ${DUE} ORDER BY turn, a.next_try_at LIMIT $2
), picked AS (
  SELECT a.receiver_id FROM turns t JOIN arrival a ON a.channel = $1 AND a.receiver_id = t.receiver_id WHERE ${DUE}
  FOR UPDATE OF a SKIP LOCKED
), claimed AS (
  UPDATE arrival a SET lease_until = clock_timestamp() + make_interval(secs => $3), fence = a.fence + 1, tries = a.tries + 1
  FROM picked p WHERE a.channel = $1 AND a.receiver_id = p.receiver_id RETURNING a.*
)
SELECT c.channel, c.receiver_id AS "receiverId", c.orgnr, c.service, c.name, c.bytes::float8 AS bytes, c.sha256,
  c.fence::text AS fence, c.tries, e.id AS "employerId", c.delivery_id AS "deliveryId"
FROM claimed c LEFT JOIN employer e ON e.orgnr = c.orgnr ORDER BY c.next_try_at, c.receiver_id`
