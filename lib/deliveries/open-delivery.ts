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
  /** How many bytes from there; all the rest where nothing is said. */
  bytes?: number
}
export type DeliveryOpening = {
  delivery: Delivery
  accessId: string
  /** What is opened of it. */
  part: { from: number; bytes: number }
  /** For which keeper gives the bytes, once, to the login that opened it; null of a certificate, whose gateway has the key. */
  ticket: { ticket: string; credential: string } | null
  /** This fetch, with the one it goes on from, begins at byte 0: with the last byte all of it has been given out. */
  reachesBack: boolean
}

/** Gives the plain bytes of an opening. Refuses (`unavailable`, `content`), also midway. */
export type ReadOpening = (opening: DeliveryOpening) => AsyncIterable<Uint8Array>

/** How long after its beginning a fetch may go on and still be the same opening. */
const SAME_OPENING_MS = DAY_MS

/**
 * Writes down who opens a delivery before a byte of it is given out, and the ticket with it. Refuses (`not_found`): another employer's (`delivery`), or
 * its content is gone (`purged`).
 */
export async function openDelivery(
  { db, actor, now }: ActorContext,
  { which, way, from, bytes }: OpenDeliveryInput,
): Promise<DeliveryOpening> {
  return forEmployer({ db, actor }, which.employerId, async (tx) => {
    await requireActor(tx, { actor, employerId: which.employerId })
    const delivery = await loadDelivery(tx, which)
    if (delivery.purgedAt) throw new AppError('not_found', 'purged')
    const opening = { deliveryId: delivery.id, employerId: which.employerId, kind: 'opened', way, ...byOf(actor) }
    const begun = from > 0 ? await findBegun(tx, opening, now) : null
    const part = { from, bytes: bytes ?? Number(delivery.bytes) - from }
    if (begun)
      return {
        delivery,
        accessId: begun.id,
        part,
        ticket: await writeTicket(tx, { actor, accessId: begun.id, part }),
        reachesBack: true,
      }
    const { id } = await tx.deliveryAccess.create({ data: { ...opening, at: now }, select: { id: true } })
    const entry = { chain: which.employerId, actor: actorWord(actor), action: 'delivery.opened', object: delivery.id }
    await appendAudit(tx, { ...entry, detail: { way } })
    return { delivery, accessId: id, part, ticket: await writeTicket(tx, { actor, accessId: id, part }), reachesBack: from === 0 }
  })
}

/** After the audit trail's link: the database gives a ticket for nothing else. */
async function writeTicket(
  tx: Tx,
  { actor, accessId, part: { from, bytes } }: { actor: Actor; accessId: string; part: DeliveryOpening['part'] },
): Promise<DeliveryOpening['ticket']> {
  if (actor.kind !== 'person') return null
  const [row] = await tx.$queryRaw<{ ticket: string }[]>`
    SELECT write_delivery_ticket(${accessId}::uuid, ${from}::bigint, ${bytes}::bigint) AS ticket`
  return row ? { ticket: row.ticket, credential: actor.credential } : null
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
