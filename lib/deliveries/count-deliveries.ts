import { forEmployer, type Speaking, type Tx } from '#lib/db.ts'

export type DeliveryCounts = { unread: number; unacknowledged: number; total: number }

/** The employer's deliveries that are not purged: those never fetched, those not acknowledged, all. `tx` speaks for the employer. */
export async function countDeliveries(tx: Tx, employerId: string): Promise<DeliveryCounts> {
  const [row] = await tx.$queryRaw<DeliveryCounts[]>`
    SELECT count(*) FILTER (WHERE fetched_at IS NULL)::int AS unread,
      count(*) FILTER (WHERE acknowledged_at IS NULL)::int AS unacknowledged, count(*)::int AS total
    FROM delivery WHERE employer_id = ${employerId}::uuid AND purged_at IS NULL`
  return row ?? { unread: 0, unacknowledged: 0, total: 0 }
}

/** The unread alone. Asked on every page, so its condition is the one of the inbox's index. */
export async function countUnread({ db, actor }: Speaking, employerId: string): Promise<number> {
  const [row] = await forEmployer(
    { db, actor },
    employerId,
    (tx) => tx.$queryRaw<{ count: number }[]>`
      SELECT count(*)::int AS count FROM delivery
      WHERE employer_id = ${employerId}::uuid AND (fetched_at IS NULL AND purged_at IS NULL) = true`,
  )
  return row?.count ?? 0
}
