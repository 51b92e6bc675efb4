import { claimSql } from '#lib/claim-sql.ts'
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
