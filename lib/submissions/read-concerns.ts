import type { Context } from '#lib/db.ts'

type Counted<Time extends string> = ({ count: number } & Record<Time, Date>) | null

/** What an operator looks after, over all employers: as relay's role. Null: nothing of the kind. */
export type SendingConcerns = {
  /** Due for `dueMinutes` or more, and no relay has begun on them. */
  overdue: Counted<'oldest'>
  disputed: Counted<'newest'>
  /** In the last `recentHours`: FK answered otherwise than a person had entered. */
  contradicted: Counted<'newest'>
}

export async function readConcerns(
  { db }: Pick<Context, 'db'>,
  { channel, dueMinutes, recentHours }: { channel: string; dueMinutes: number; recentHours: number },
): Promise<SendingConcerns> {
  const { rows: overdue } = await db.pool.query<{ count: number; oldest: Date | null }>(
    `SELECT count(*)::int AS count, min(next_attempt_at) AS oldest FROM submission
     WHERE channel = $1 AND next_attempt_at <= clock_timestamp() - make_interval(mins => $2) AND (lease_until IS NULL OR lease_until <= clock_timestamp())`,
    [channel, dueMinutes],
  )
  const { rows: disputed } = await db.pool.query<{ count: number; newest: Date | null }>(
    `SELECT count(*)::int AS count, max(disputed_at) AS newest FROM submission WHERE disputed_at IS NOT NULL AND channel = $1`,
    [channel],
  )
  const { rows: contradicted } = await db.pool.query<{ count: number; newest: Date | null }>(
    `SELECT count(*)::int AS count, max(at) AS newest FROM event WHERE kind = 'contradicted' AND at > clock_timestamp() - make_interval(hours => $1)`,
    [recentHours],
  )
  const [{ count = 0, oldest = null } = {}] = overdue
  return {
    overdue: oldest && { count, oldest },
    disputed: newestOf(disputed),
    contradicted: newestOf(contradicted),
  }
}

function newestOf([row]: { count: number; newest: Date | null }[]): Counted<'newest'> {
  return row?.newest ? { count: row.count, newest: row.newest } : null
}
