import { type ActorContext, actorWord } from '#lib/access/actor.ts'
import { requireActor } from '#lib/access/require-actor.ts'
import { appendAudit, forEmployer } from '#lib/db.ts'
import { AppError } from '#lib/errors.ts'
import type { Delivery } from '#prisma/generated/client.ts'
import { loadDelivery, type WhichDelivery } from './find-delivery.ts'
import type { Way } from './open-delivery.ts'

type AcknowledgeDeliveryInput = { which: WhichDelivery; way: Way }

/**
 * The employer says that it has taken care of the file: an act of its own, for good. Said again, nothing more happens. Refuses
 * what is not theirs (`not_found`, `delivery`) and what nobody has fetched (`conflict`, `not_fetched`).
 */
export async function acknowledgeDelivery(
  { db, actor, now }: ActorContext,
  { which, way }: AcknowledgeDeliveryInput,
): Promise<Delivery> {
  const { employerId } = which
  await requireActor({ db, actor }, employerId)
  return forEmployer(db, employerId, async (tx) => {
    const { id } = await loadDelivery(tx, which)
    // One statement decides who was first.
    const { count } = await tx.delivery.updateMany({
      where: { id, employerId, fetchedAt: { not: null }, acknowledgedAt: null },
      data: { acknowledgedAt: now },
    })
    const delivery = await loadDelivery(tx, { employerId, id })
    if (!delivery.acknowledgedAt) throw new AppError('conflict', 'not_fetched')
    if (count === 0) return delivery
    const by = actor.kind === 'person' ? { personId: actor.personId } : { certificate: actor.fingerprint }
    await tx.deliveryAccess.create({ data: { deliveryId: id, employerId, kind: 'acknowledged', way, ...by, at: now } })
    const detail = { way }
    await appendAudit(tx, { chain: employerId, actor: actorWord(actor), action: 'delivery.acknowledged', object: id, detail })
    return delivery
  })
}
