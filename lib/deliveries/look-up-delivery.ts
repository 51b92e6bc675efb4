import { type Context, forEmployer } from '#lib/db.ts'
import type { Delivery } from '#prisma/generated/client.ts'
import { type DeliveryStatus, deliveryStatus } from './delivery-status.ts'
import { loadDelivery, type WhichDelivery } from './find-delivery.ts'

/** One of the employer's files from FK, without who has opened it: for those who give it out. Refuses (`not_found`, `delivery`) what is not theirs. */
export async function lookUpDelivery(
  { db }: Pick<Context, 'db'>,
  which: WhichDelivery,
): Promise<Delivery & { status: DeliveryStatus }> {
  const delivery = await forEmployer(db, which.employerId, (tx) => loadDelivery(tx, which))
  return { ...delivery, status: deliveryStatus(delivery) }
}
