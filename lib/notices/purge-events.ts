import type { Db } from '#lib/db.ts'
import { LIMITS } from '#lib/limits.ts'

/**
 * Housekeeping: removes events LIMITS.eventKeepDays after they happened, when they have gone into mails and calls and none of those
 * is kept any more. What time brought about stays until the submission has its end: it is told once. Returns how many.
 */
export async function purgeEvents({ db, now }: { db: Pick<Db, 'pool'>; now: Date }): Promise<number> {
  const { rowCount } = await db.pool.query({ name: 'purge-events', text: PURGE_EVENTS, values: [now, LIMITS.eventKeepDays] })
  return rowCount ?? 0
}

const PURGE_EVENTS = `
DELETE FROM event WHERE id IN (
  SELECT e.id FROM event e
  WHERE e.at < least($1::timestamptz, clock_timestamp()) - make_interval(days => $2)
    AND e.mailed_at IS NOT NULL AND e.called_at IS NOT NULL
    AND NOT EXISTS (SELECT FROM notice_event n WHERE n.event_id = e.id)
    AND NOT EXISTS (SELECT FROM webhook_call c WHERE c.event_id = e.id)
    AND NOT (e.kind IN ('late', 'deadline') AND EXISTS (SELECT FROM submission s WHERE s.id = e.submission_id AND s.ended_at IS NULL))
  ORDER BY e.at LIMIT 10000)`
