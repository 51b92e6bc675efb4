import type { Context } from '#lib/db.ts'
import { addNotices } from '#lib/notices/add-notices.ts'
import { REMIND_DAYS } from './near-purge.ts'

/** Days before the purge of the second reminder. */
const LAST_DAYS = 3

type PurgeReminder = { employerId: string; day: string; days: number; count: number }

/**
 * Adds notices about unacknowledged deliveries that will be purged: one for each employer and day of purge, REMIND_DAYS and LAST_DAYS
 * before it. May be called at any interval; returns how many notices were new.
 */
export async function remindPurge({ db, now }: Context): Promise<number> {
  const { rows } = await db.pool.query<PurgeReminder>(PURGE_DAYS, [now, REMIND_DAYS])
  let added = 0
  for (const { employerId, day, days, count } of rows) {
    const about = `deliveries:${day}:${days > LAST_DAYS ? REMIND_DAYS : LAST_DAYS}`
    const params = { count, day }
    added += await db.prisma.$transaction((tx) =>
      addNotices(tx, 'inbox', {
        employerId,
        kind: 'deliveries-purge',
        about,
        params,
        dueAt: now,
        voidAt: new Date(`${day}T00:00:00Z`),
      }),
    )
  }
  return added
}

const PURGE_DAYS = `
WITH today AS (SELECT ($1::timestamptz AT TIME ZONE 'Europe/Stockholm')::date AS day)
SELECT d.employer_id AS "employerId", to_char(d.purge_on, 'YYYY-MM-DD') AS day, d.purge_on - t.day AS days, count(*)::int AS count
FROM delivery d, today t
WHERE d.purged_at IS NULL AND d.acknowledged_at IS NULL AND d.purge_on > t.day AND d.purge_on <= t.day + $2::int
GROUP BY d.employer_id, d.purge_on, t.day ORDER BY d.purge_on, d.employer_id`
