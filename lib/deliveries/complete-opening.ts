import { type Context, forEmployer } from '#lib/db.ts'
import type { Opened } from './open-delivery.ts'

/** All of the delivery goes out with the piece that follows: it counts as fetched. Called before that piece, so that an acknowledgement sent the moment it has come is not too early. */
export async function completeOpening({ db, now }: Context, { delivery, accessId }: Opened): Promise<void> {
  const { id, employerId } = delivery
  await forEmployer(db, employerId, async (tx) => {
    await tx.deliveryAccess.updateMany({ where: { id: accessId, employerId, completedAt: null }, data: { completedAt: now } })
    await tx.delivery.updateMany({ where: { id, employerId, fetchedAt: null }, data: { fetchedAt: now } })
  })
}
