import { claimSql } from '#lib/claim-sql.ts'
import type { Context } from '#lib/db.ts'

/** An arrival under this relay's lease; `fence` is the lease's fencing token. */
export type ArrivalClaim = {
  channel: string
  receiverId: string
  orgnr: string
  service: string
  name: string
  bytes: number | null
  sha256: string
  fence: string
  /** How often it has been claimed, this time included. */
  tries: number
  /** Null: no employer here has the organisation number. */
  employerId: string | null
  /** Set when the file is stored: only the receiver's confirmation is left. */
  deliveryId: string | null
}

/** Leases up to `limit` arrivals that are due, by a fair queue of organisations: one file never waits behind another's thousands. */
export async function claimArrivals(
  { db }: Pick<Context, 'db'>,
  { channel, limit, leaseMs }: { channel: string; limit: number; leaseMs: number },
): Promise<ArrivalClaim[]> {
  const values = [channel, limit, leaseMs / 1000]
  const { rows } = await db.pool.query<ArrivalClaim>({ name: 'claim-arrivals', text: CLAIM_ARRIVALS, values })
  return rows
}

const CLAIM_ARRIVALS = claimSql({
  table: 'arrival',
  key: ['channel', 'receiver_id'],
  due: 'next_try_at',
  where: 't.channel = $1',
  limit: '$2',
  lease: '$3',
  set: 'fence = t.fence + 1, tries = t.tries + 1',
  turns: (isDue) => `
    SELECT t.channel, t.receiver_id, row_number() OVER (PARTITION BY t.orgnr ORDER BY t.next_try_at, t.receiver_id) AS turn, t.next_try_at
    FROM arrival t WHERE ${isDue} ORDER BY turn, t.next_try_at`,
  columns: `c.channel, c.receiver_id AS "receiverId", c.orgnr, c.service, c.name, c.bytes::float8 AS bytes, c.sha256,
  c.fence::text AS fence, c.tries, e.id AS "employerId", c.delivery_id AS "deliveryId"`,
  join: 'LEFT JOIN employer e ON e.orgnr = c.orgnr',
})

/** Renews the lease of a claim; does nothing to one that is no longer ours. */
export async function extendArrival({ db }: Pick<Context, 'db'>, claim: ArrivalClaim, leaseMs: number): Promise<void> {
  const values = [claim.channel, claim.receiverId, claim.fence, leaseMs / 1000]
  await db.pool.query({ name: 'extend-arrival', text: EXTEND_ARRIVAL, values })
}

const EXTEND_ARRIVAL = `
UPDATE arrival SET lease_until = clock_timestamp() + make_interval(secs => $4)
WHERE channel = $1 AND receiver_id = $2 AND fence = $3::bigint AND lease_until IS NOT NULL`
