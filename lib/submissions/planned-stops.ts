import { type Context, inTransaction, PORTAL_CHAIN } from '#lib/db.ts'
import { LIMITS } from '#lib/limits.ts'

/** A time in which nothing is sent, or the portal is away, as the operator tells people beforehand. `until` null: until it is removed. */
export type StopPlan = { from: Date; until: Date | null; sv: string; en: string }
export type StopNotice = StopPlan & { id: string }

type OperatorContext = Pick<Context, 'db'> & { actor: string }

/** Plans a stop, and tells of it in the portal's audit trail. Gives its id. */
export async function planStop({ db, actor }: OperatorContext, { from, until, sv, en }: StopPlan): Promise<string> {
  return await inTransaction(db, async (client) => {
    const { rows } = await client.query<{ id: string }>(
      `INSERT INTO planned_stop (from_at, until_at, text_sv, text_en, created_by) VALUES ($1, $2, $3, $4, $5) RETURNING id`,
      [from, until, sv, en, actor],
    )
    const [row] = rows
    if (!row) throw new Error('no row of planned_stop')
    await client.query(AUDIT, [PORTAL_CHAIN, actor, 'stop.planned', row.id, JSON.stringify({ from, until })])
    return row.id
  })
}

/** Ends a stop that runs, or takes back one that is to come. False: there is none of that id, or it is over. */
export async function removeStop({ db, actor }: OperatorContext, id: string): Promise<boolean> {
  return await inTransaction(db, async (client) => {
    const { rowCount } = await client.query(
      `UPDATE planned_stop SET removed_at = clock_timestamp()
       WHERE id = $1 AND removed_at IS NULL AND (until_at IS NULL OR until_at > clock_timestamp())`,
      [id],
    )
    if (rowCount === 1) await client.query(AUDIT, [PORTAL_CHAIN, actor, 'stop.removed', id, '{}'])
    return rowCount === 1
  })
}

const AUDIT = `SELECT append_audit($1::uuid, $2, $3, $4, $5::jsonb)`

/** Stops that run or come, the first first. `soon`: those alone that people are told of now. */
export async function listStops(
  { db, now }: { db: Pick<Context['db'], 'pool'>; now: Date },
  { soon = false } = {},
): Promise<StopNotice[]> {
  const { rows } = await db.pool.query<StopNotice>(
    `SELECT id, from_at AS "from", until_at AS until, text_sv AS sv, text_en AS en FROM planned_stop
     WHERE removed_at IS NULL AND (until_at IS NULL OR until_at > $1::timestamptz) AND (NOT $2 OR from_at <= $1::timestamptz + make_interval(days => $3))
     ORDER BY from_at, id`,
    [now, soon, LIMITS.stopShownDays],
  )
  return rows
}
