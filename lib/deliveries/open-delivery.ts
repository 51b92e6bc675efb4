import { type Actor, type ActorContext, actorWord, type PortalWay } from '#lib/access/actor.ts'
import { requireActor } from '#lib/access/require-member.ts'
import { DAY_MS } from '#lib/calendar.ts'
import { appendAudit, forEmployer, type SpeakerContext, type Tx } from '#lib/db.ts'
import { AppError } from '#lib/errors.ts'
import type { Delivery, Prisma } from '#prisma/generated/client.ts'
import { type DeliveryKey, loadDelivery } from './find-delivery.ts'

type OpenDeliveryInput = {
  which: DeliveryKey
  way: PortalWay
  /** First byte that is asked for; over 0, a fetch that broke off goes on and is the same opening. */
  from: number
}
export type DeliveryOpening = {
  delivery: Delivery
  accessId: string
  /** This fetch, with the one it goes on from, begins at byte 0: with the last byte all of it has been given out. */
  reachesBack: boolean
}

/** How long after its beginning a fetch may go on and still be the same opening. */
const SAME_OPENING_MS = DAY_MS

/**
 * Writes down who opens a delivery before a byte of it is given out. Refuses (`not_found`): another employer's (`delivery`), or
 * its content is gone (`purged`).
 */
export async function openDelivery(
  { db, actor, now }: ActorContext,
  { which, way, from }: OpenDeliveryInput,
): Promise<DeliveryOpening> {
  return forEmployer({ db, actor }, which.employerId, async (tx) => {
    await requireActor(tx, { actor, employerId: which.employerId })
    const delivery = await loadDelivery(tx, which)
    if (delivery.purgedAt) throw new AppError('not_found', 'purged')
    const opening = { deliveryId: delivery.id, employerId: which.employerId, kind: 'opened', way, ...byOf(actor) }
    const begun = from > 0 ? await findBegun(tx, opening, now) : null
    if (begun) return { delivery, accessId: begun.id, reachesBack: true }
    const { id } = await tx.deliveryAccess.create({ data: { ...opening, at: now }, select: { id: true } })
    const entry = { chain: which.employerId, actor: actorWord(actor), action: 'delivery.opened', object: delivery.id }
    await appendAudit(tx, { ...entry, detail: { way } })
    return { delivery, accessId: id, reachesBack: from === 0 }
  })
}

const byOf = (actor: Actor) =>
  actor.kind === 'person' ? { personId: actor.personId, certificate: null } : { personId: null, certificate: actor.fingerprint }

function findBegun(tx: Tx, opening: Prisma.DeliveryAccessWhereInput, now: Date): Promise<{ id: string } | null> {
  return tx.deliveryAccess.findFirst({
    where: { ...opening, completedAt: null, at: { gt: new Date(now.getTime() - SAME_OPENING_MS) } },
    orderBy: [{ at: 'desc' }, { id: 'desc' }],
    select: { id: true },
  })
}

/** Counts the delivery as fetched. Called before its last piece goes out, so that an acknowledgement sent at once is not too early. */
export async function completeOpening(
  { db, actor, now }: SpeakerContext,
  { delivery: { id, employerId }, accessId }: Pick<DeliveryOpening, 'delivery' | 'accessId'>,
): Promise<void> {
  await forEmployer({ db, actor }, employerId, async (tx) => {
    await tx.deliveryAccess.updateMany({ where: { id: accessId, employerId, completedAt: null }, data: { completedAt: now } })
    await tx.delivery.updateMany({ where: { id, employerId, fetchedAt: null }, data: { fetchedAt: now } })
  })
}
