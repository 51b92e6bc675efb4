import type { Db } from '#lib/db.ts'

/** Long enough to be asked why a mail did or did not come. */
const KEPT_DAYS = 30

/**
 * Forgets mails that have been stale for a month, with the addresses they went to: the queue must not grow for ever, and the same news
 * cannot come again after its time. For relay; returns how many.
 */
export async function purgeNotices({ db, now }: { db: Pick<Db, 'pool'>; now: Date }): Promise<number> {
  const { rowCount } = await db.pool.query({ name: 'purge-notices', text: PURGE_NOTICES, values: [now, KEPT_DAYS] })
  return rowCount ?? 0
}

const PURGE_NOTICES = `
DELETE FROM notice WHERE void_at < least($1::timestamptz, clock_timestamp()) - make_interval(days => $2)`
