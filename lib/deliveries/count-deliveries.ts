import type { Tx } from '#lib/db.ts'

export type DeliveryCounts = { unread: number; unacknowledged: number; total: number }

/** How many of the employer's files from FK nobody has fetched, nobody has acknowledged, and there are (purged ones left out). `tx` speaks for the employer. */
export async function countDeliveries(tx: Tx, employerId: string): Promise<DeliveryCounts> {
  const [row] = await tx.$queryRaw<DeliveryCounts[]>`
    SELECT count(*) FILTER (WHERE fetched_at IS NULL)::int AS unread,
      count(*) FILTER (WHERE acknowledged_at IS NULL)::int AS unacknowledged, count(*)::int AS total
    FROM delivery WHERE employer_id = ${employerId}::uuid AND purged_at IS NULL`
  return row ?? { unread: 0, unacknowledged: 0, total: 0 }
}
