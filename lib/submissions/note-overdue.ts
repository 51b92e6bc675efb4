import type { Context } from '#lib/db.ts'
import { LIMITS } from '#lib/limits.ts'
import { isOpen, type OpeningHours } from '#lib/opening-hours.ts'

const MINUTE_MS = 60_000
const LATE_MINUTES = LIMITS.lateHours * 60
/** What is handed in with a near deadline is usually with FK long before. */
const DEADLINE_AFTER_MINUTES = 15
/** Events of one call; the rest come with the next. */
const AT_ONCE = 1000

/**
 * Writes down what time alone has brought about, each once for a submission: `late` (not with FK after lateHours) and `deadline`
 * (its first due date is near or has passed, `reason` is the day, and it is not with FK). Hours in which FK is closed make nothing late.
 * Returns how many events were new. Several relays may do it at once.
 */
export async function noteOverdue(
  { db }: Pick<Context, 'db'>,
  { channel, hours }: { channel: string; hours: OpeningHours },
): Promise<number> {
  const { rows } = await db.pool.query<{ now: Date }>('SELECT clock_timestamp() AS now')
  const now = rows[0]?.now ?? new Date()
  const wasOpen = (minutes: number) => wasOpenFor(hours, minutes, now)
  const late = wasOpen(LATE_MINUTES)
    ? await db.pool.query({ name: 'note-late', text: NOTE_LATE, values: [channel, LATE_MINUTES, AT_ONCE] })
    : null
  const near = await db.pool.query({
    name: 'note-deadline',
    text: NOTE_DEADLINE,
    values: [channel, DEADLINE_AFTER_MINUTES, AT_ONCE, LIMITS.soonDays, wasOpen(DEADLINE_AFTER_MINUTES)],
  })
  return (late?.rowCount ?? 0) + (near.rowCount ?? 0)
}

/** Whether files could be sent in each of the last `minutes`. */
function wasOpenFor(hours: OpeningHours, minutes: number, now: Date): boolean {
  for (let back = 0; back <= minutes; back++) if (!isOpen(hours, new Date(now.getTime() - back * MINUTE_MS))) return false
  return true
}

/** The words of the index submission_not_with_fk. */
const NOT_WITH_FK = `(s.delivered_at IS NULL OR s.disputed_at IS NOT NULL) AND s.refused_at IS NULL AND s.withdrawn_at IS NULL
    AND s.settled_as IS DISTINCT FROM 'has'`

const notTold = (kind: 'late' | 'deadline') =>
  `s.replaced_by IS NULL AND NOT EXISTS (SELECT FROM event e WHERE e.submission_id = s.id AND e.kind = '${kind}')`

/** What is held or disputed has been told of as such. What a person has just put back in the queue is on its way anew. */
export const NOTE_LATE = `
INSERT INTO event (employer_id, kind, submission_id)
SELECT s.employer_id, 'late', s.id FROM submission s
WHERE s.channel = $1 AND s.submitted_at <= clock_timestamp() - make_interval(mins => $2) AND ${NOT_WITH_FK}
  AND (s.due_since IS NULL OR s.due_since <= clock_timestamp() - make_interval(mins => $2))
  AND s.disputed_at IS NULL AND s.held_at IS NULL AND ${notTold('late')}
ORDER BY s.submitted_at LIMIT $3
ON CONFLICT DO NOTHING`

/**
 * The first due date that had not passed at hand-in: of what was late already the sender was told then. While FK is closed only
 * what is due today is told, for the rest may go when it opens.
 */
const NOTE_DEADLINE = `
WITH today AS (SELECT (clock_timestamp() AT TIME ZONE 'Europe/Stockholm')::date AS day),
open AS (
  SELECT s.id, s.employer_id, s.submitted_at,
    CASE WHEN (s.report #>> '{deadlines,earliest}')::date >= (s.submitted_at AT TIME ZONE 'Europe/Stockholm')::date
      THEN (s.report #>> '{deadlines,earliest}')::date ELSE (s.report #>> '{due,next}')::date END AS due
  FROM submission s
  WHERE s.channel = $1 AND s.submitted_at <= clock_timestamp() - make_interval(mins => $2) AND ${NOT_WITH_FK} AND ${notTold('deadline')}
)
INSERT INTO event (employer_id, kind, reason, submission_id)
SELECT o.employer_id, 'deadline', to_char(o.due, 'YYYY-MM-DD'), o.id FROM open o, today t
WHERE o.due <= t.day + $4::int AND ($5 OR o.due <= t.day)
ORDER BY o.submitted_at LIMIT $3
ON CONFLICT DO NOTHING`
