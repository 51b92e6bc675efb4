import { type Context, inTransaction } from '#lib/db.ts'
import type { Age } from '#lib/store/list-abandoned.ts'
import { listMarks, removeMark, removePayload } from '#lib/store/marks.ts'
import { sweepPartials } from '#lib/store/sweep-partials.ts'
import { deliveryStore, lockDeliveryFile } from './delivery-store.ts'

/** Removes files that a relay which died left half fetched, or stored without a row. Returns how many. */
export async function sweepDeliveries({ db }: Pick<Context, 'db'>, payloadDir: string, age: Age): Promise<number> {
  const dir = deliveryStore(payloadDir)
  let removed = await sweepPartials(dir, age)
  for (const mark of await listMarks(dir, age)) {
    const { employerId, sha256 } = mark
    await inTransaction(db, async (client) => {
      await lockDeliveryFile(client, mark)
      const needed = await client.query(
        'SELECT 1 FROM delivery WHERE employer_id = $1::uuid AND sha256 = $2 AND purged_at IS NULL LIMIT 1',
        [employerId, sha256],
      )
      if (needed.rowCount !== 0) return
      await removePayload(dir, mark)
      removed++
    })
    await removeMark(dir, mark)
  }
  return removed
}
