import type { Report } from '#lib/checking/report.ts'
import { forEmployer, type SpeakerContext } from '#lib/db.ts'
import { stateKindSql } from './state-sql.ts'

/** How many of an employer's files are here, not with FK, and go on by themselves. `inTime`: all were, when they were handed in. */
export type WaitingCount = { count: number; inTime: boolean }

/** Reports are read of so many at most; of more it is not said that all were in time. */
const MOST_READ = 500

export async function countWaiting({ db, actor, now }: SpeakerContext, employerId: string): Promise<WaitingCount> {
  return forEmployer({ db, actor }, employerId, async (tx) => {
    const [row] = await tx.$queryRaw<WaitingCount[]>`
      WITH waiting AS MATERIALIZED (
        SELECT id FROM submission WHERE employer_id = ${employerId}::uuid AND (next_attempt_at IS NOT NULL OR lease_until IS NOT NULL)
        AND ${stateKindSql(now)} = ANY('{received,queued,sending,unknown}'))
      SELECT (SELECT count(*) FROM waiting)::int AS count,
        CASE WHEN (SELECT count(*) FROM waiting) > ${MOST_READ} THEN false ELSE NOT EXISTS (
          SELECT FROM submission s JOIN waiting USING (id) WHERE s.report->'deadlines'->>'earliest' IS NULL
          OR (s.report->'deadlines'->>'late')::int > 0) END AS "inTime"`
    return row ?? { count: 0, inTime: false }
  })
}

/** Whether no last day of a case in the file had passed when it was handed in. False where no case has one. */
export function wasInTime({ deadlines }: Pick<Report, 'deadlines'>): boolean {
  return deadlines.earliest !== null && deadlines.late === 0
}
