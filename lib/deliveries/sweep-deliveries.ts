import { type Context, inTransaction } from '#lib/db.ts'
import type { Age } from '#lib/store/list-abandoned.ts'
import { sealedAt, sweepMarks } from '#lib/store/marks.ts'
import { sweepPartials } from '#lib/store/sweep-partials.ts'
import { deliveryStore, lockDeliveryFile } from './delivery-store.ts'

/** `isKept`: whether a file that was stored then stays although it has no row, since a restore may have forgotten it. */
type SweepDeliveriesInput = Age & { isKept: (sealed: Date) => boolean }

/** Removes files that a relay which died left half fetched, or stored without a row. Returns how many. */
export async function sweepDeliveries(
  { db }: Pick<Context, 'db'>,
  payloadDir: string,
  { isKept, ...age }: SweepDeliveriesInput,
): Promise<number> {
  const dir = deliveryStore(payloadDir)
  const partials = await sweepPartials(dir, age)
  const sealed = await sweepMarks(dir, age, (mark, remove) =>
    inTransaction(db, async (client) => {
      await lockDeliveryFile(client, mark)
      const needed = await client.query(
        'SELECT 1 FROM delivery WHERE employer_id = $1::uuid AND sha256 = $2 AND purged_at IS NULL LIMIT 1',
        [mark.employerId, mark.sha256],
      )
      const sealed = await sealedAt(dir, mark)
      if (needed.rowCount === 0 && !(sealed && isKept(sealed))) await remove()
    }),
  )
  return partials + sealed
}
