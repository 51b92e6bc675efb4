import type { PoolClient } from 'pg'
import { databaseFault } from '#lib/database-fault.ts'
import { type Context, inTransaction } from '#lib/db.ts'
import type { Log } from '#lib/log.ts'

export type EventWorker = { db: Pick<Context['db'], 'pool'>; log: Pick<Log, 'fault'> }
/** `column`: the time of an event that says it is done. `failed`: what the log says of an employer whose turn failed. */
type EventTask = { column: 'mailed_at' | 'called_at'; failed: string }

/**
 * Gives each employer with events that are not done a turn, in a transaction of its own, and returns how many events were done. A
 * turn that fails is rolled back and logged, and the others go on; only a database that is away ends them all.
 */
export async function eachEmployer(
  { db, log }: EventWorker,
  { column, failed }: EventTask,
  turn: (client: PoolClient, employerId: string) => Promise<number>,
): Promise<number> {
  const waiting = { name: `employers-${column}`, text: employersWaiting(column) }
  const { rows } = await db.pool.query<{ employerId: string }>(waiting)
  let count = 0
  for (const { employerId } of rows)
    try {
      count += await inTransaction(db, (client) => turn(client, employerId))
    } catch (error) {
      if (databaseFault(error)) throw error
      log.fault(failed, error, { employerId })
    }
  return count
}

/** Hops from one employer to the next in the index, so that an employer with many costs no more than another. */
const employersWaiting = (column: EventTask['column']) => `
WITH RECURSIVE waiting AS (
  (SELECT employer_id FROM event WHERE ${column} IS NULL ORDER BY employer_id LIMIT 1)
  UNION ALL
  SELECT (SELECT e.employer_id FROM event e WHERE e.${column} IS NULL AND e.employer_id > w.employer_id ORDER BY e.employer_id LIMIT 1)
  FROM waiting w WHERE w.employer_id IS NOT NULL
)
SELECT employer_id AS "employerId" FROM waiting WHERE employer_id IS NOT NULL`
