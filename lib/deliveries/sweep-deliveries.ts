import { type Context, inTransaction } from '#lib/db.ts'
import type { Age } from '#lib/store/list-abandoned.ts'
import { listMarks, removeMark, removePayload } from '#lib/store/marks.ts'
import { sweepPartials } from '#lib/store/sweep-partials.ts'
import { deliveryStore } from './delivery-store.ts'
import { lockDeliveryFile } from './lock-delivery-file.ts'

/** Clears away what relays that died left half fetched, or named without a row; returns how many files were removed. */
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
