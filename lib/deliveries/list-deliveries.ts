import { forEmployer, type Speaking } from '#lib/db.ts'
import { type DeliveryWish, readDeliveryKeys, writeDeliveryCursor } from './delivery-keys.ts'
import { type ListedDelivery, readDeliveries } from './read-deliveries.ts'

export type ListDeliveriesInput = DeliveryWish & {
  /** 1 to 500; 50 where none is given. */
  limit?: number | undefined
}
export type DeliveryPage = { deliveries: ListedDelivery[]; next: string | null }

const MOST = 500

/** The employer's deliveries, unread first, then the newest; a page at a time by cursor. Refuses (`invalid`, `cursor`) a cursor that is none. */
export async function listDeliveries({ db, actor }: Speaking, input: ListDeliveriesInput): Promise<DeliveryPage> {
  const limit = Math.min(MOST, Math.max(1, Math.trunc(input.limit ?? 50)))
  return forEmployer({ db, actor }, input.employerId, async (tx) => {
    // One more than asked for says whether there is a next page.
    const keys = await readDeliveryKeys(tx, input, limit + 1)
    const page = keys.slice(0, limit)
    const last = page.at(-1)
    return {
      deliveries: await readDeliveries(tx, page),
      next: last && keys.length > limit ? writeDeliveryCursor(last) : null,
    }
  })
}
