import { type ActorContext, actorWord, type PortalWay } from '#lib/access/actor.ts'
import { requireActor } from '#lib/access/require-member.ts'
import { appendAudit, forEmployer } from '#lib/db.ts'
import { AppError } from '#lib/errors.ts'
import type { Delivery } from '#prisma/generated/client.ts'
import { type DeliveryKey, loadDelivery } from './find-delivery.ts'

type AcknowledgeDeliveryInput = { which: DeliveryKey; way: PortalWay }

/**
 * Records, once and for good, that the employer has taken care of the file; a second time does nothing. Refuses another
 * employer's (`not_found`, `delivery`) and one that has not been fetched (`conflict`, `not_fetched`).
 */
export async function acknowledgeDelivery(
  { db, actor, now }: ActorContext,
  { which, way }: AcknowledgeDeliveryInput,
): Promise<Delivery> {
  const { employerId } = which
  return forEmployer({ db, actor }, employerId, async (tx) => {
    await requireActor(tx, { actor, employerId })
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
