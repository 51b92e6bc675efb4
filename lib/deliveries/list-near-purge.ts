import { type Context, forEmployer } from '#lib/db.ts'
import type { Delivery } from '#prisma/generated/client.ts'
import { REMIND_DAYS } from './days-to-purge.ts'

const SHOWN = 20

export type NearPurge = Pick<Delivery, 'id' | 'name' | 'service' | 'purgeOn' | 'fetchedAt'>

/** The employer's files whose content will soon be removed and that nobody has acknowledged, the first to go first. */
export function listNearPurge({ db, now }: Context, employerId: string): Promise<NearPurge[]> {
  return forEmployer(
    db,
    employerId,
    (tx) =>
      tx.$queryRaw<NearPurge[]>`
      SELECT id, name, service, purge_on AS "purgeOn", fetched_at AS "fetchedAt" FROM delivery
      WHERE employer_id = ${employerId}::uuid AND purged_at IS NULL AND acknowledged_at IS NULL
        AND purge_on <= (${now}::timestamptz AT TIME ZONE 'Europe/Stockholm')::date + ${REMIND_DAYS}::int
      ORDER BY purge_on, id LIMIT ${SHOWN}`,
  )
}
