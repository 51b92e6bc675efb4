import { DAY_MS, stockholmDay } from '#lib/calendar.ts'
import { forEmployer, type SpeakerContext } from '#lib/db.ts'
import type { Delivery } from '#prisma/generated/client.ts'

/** Days before its purge from which an unacknowledged file is reminded of. */
export const REMIND_DAYS = 15

/** Whole days by the Swedish calendar until the content is removed; 0 today. */
export function daysToPurge({ purgeOn }: { purgeOn: Date }, now: Date): number {
  return Math.round(purgeOn.getTime() / DAY_MS) - stockholmDay(now)
}

const SHOWN = 20

type NearPurgeRow = Pick<Delivery, 'id' | 'name' | 'purgeOn' | 'fetchedAt'>
/** `days`: until the content is removed. */
export type NearPurge = NearPurgeRow & { days: number }

/** The employer's unacknowledged deliveries that are purged within REMIND_DAYS, the first to go first. */
export async function listNearPurge({ db, actor, now }: SpeakerContext, employerId: string): Promise<NearPurge[]> {
  const rows = await forEmployer(
    { db, actor },
    employerId,
    (tx) =>
      tx.$queryRaw<NearPurgeRow[]>`
      SELECT id, name, purge_on AS "purgeOn", fetched_at AS "fetchedAt" FROM delivery
      WHERE employer_id = ${employerId}::uuid AND purged_at IS NULL AND acknowledged_at IS NULL
        AND purge_on <= (${now}::timestamptz AT TIME ZONE 'Europe/Stockholm')::date + ${REMIND_DAYS}::int
      ORDER BY purge_on, id LIMIT ${SHOWN}`,
  )
  return rows.map((row) => ({ ...row, days: daysToPurge(row, now) }))
}
