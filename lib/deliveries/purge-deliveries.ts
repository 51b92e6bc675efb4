import { type Context, inTransaction } from '#lib/db.ts'
import { removePayload } from '#lib/store/marks.ts'
import { deliveryStore, lockDeliveryFile } from './delivery-store.ts'

type DueDelivery = { id: string; employerId: string; sha256: string }
type PurgeDeliveriesInput = { payloadDir: string; relay: string }

const AT_ONCE = 100

/**
 * Removes the content of deliveries whose day of purge (gallring) has come by the Swedish calendar; rows, hashes and the log of who
 * opened them stay. Returns how many. Several relays may do it at once.
 */
export async function purgeDeliveries({ db, now }: Context, input: PurgeDeliveriesInput): Promise<number> {
  for (let purged = 0; ; ) {
    const { rows } = await db.pool.query<DueDelivery>(DUE, [now, AT_ONCE])
    let mine = 0
    for (const due of rows) if (await purge({ db, now }, due, input)) mine++
    purged += mine
    // A full batch of which none was ours: another relay is purging it.
    if (rows.length < AT_ONCE || mine === 0) return purged
  }
}

async function purge(
  { db, now }: Context,
  { id, employerId, sha256 }: DueDelivery,
  { payloadDir, relay }: PurgeDeliveriesInput,
): Promise<boolean> {
  return inTransaction(db, async (client) => {
    await lockDeliveryFile(client, { employerId, sha256 })
    const { rowCount } = await client.query('UPDATE delivery SET purged_at = $2 WHERE id = $1::uuid AND purged_at IS NULL', [
      id,
      now,
    ])
    if (rowCount === 0) return false
    const others = await client.query(
      'SELECT 1 FROM delivery WHERE employer_id = $1::uuid AND sha256 = $2 AND purged_at IS NULL LIMIT 1',
      [employerId, sha256],
    )
    await client.query(`SELECT append_audit($1::uuid, $2, 'delivery.purged', $3, '{}')`, [employerId, `relay:${relay}`, id])
    // Before the commit: a relay that dies here leaves a row that is still due, never content without a row.
    if (others.rowCount === 0) await removePayload(deliveryStore(payloadDir), { employerId, sha256 })
    return true
  })
}

const DUE = `
SELECT id, employer_id AS "employerId", sha256 FROM delivery
WHERE purged_at IS NULL AND purge_on <= ($1::timestamptz AT TIME ZONE 'Europe/Stockholm')::date ORDER BY purge_on, id LIMIT $2`
