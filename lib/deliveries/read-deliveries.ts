import type { Tx } from '#lib/db.ts'
import type { Delivery } from '#prisma/generated/client.ts'
import { type DeliveryStatus, deliveryStatus } from './delivery-status.ts'

export type ListedDelivery = Delivery & { status: DeliveryStatus }

/** The deliveries of these keys, in their order. `tx` speaks for their employer. */
export async function readDeliveries(tx: Tx, keys: readonly { id: string }[]): Promise<ListedDelivery[]> {
  const rows = await tx.delivery.findMany({ where: { id: { in: keys.map(({ id }) => id) } } })
  const byId = new Map(rows.map((row) => [row.id, row]))
  return keys.flatMap(({ id }) => {
    const row = byId.get(id)
    return row ? [{ ...row, status: deliveryStatus(row) }] : []
  })
}
