import { type Actor, actorWord } from '#lib/access/actor.ts'
import { requireSender } from '#lib/access/require-sender.ts'
import { appendAudit, type Context, forEmployer, type Tx } from '#lib/db.ts'
import { AppError } from '#lib/errors.ts'
import type { Delivery } from '#prisma/generated/client.ts'
import { loadDelivery, type WhichDelivery } from './find-delivery.ts'

export type Way = 'browser' | 'gateway'
type Wish = {
  which: WhichDelivery
  actor: Actor
  way: Way
  /** From which byte on: a fetch that broke off goes on, and is the same opening. */
  from: number
}
export type Opened = {
  delivery: Delivery
  accessId: string
  /** From its beginning on, now or in what was begun before: whoever has its end has all of it. */
  reachesBack: boolean
}

/** How long a broken fetch may be gone on with and still be the same opening. */
const SAME_OPENING_MS = 24 * 60 * 60_000

/**
 * Writes down who opens a delivery before a byte of it is given out. Refuses (`not_found`): not theirs (`delivery`), or its
 * content is gone (`purged`).
 */
export async function openDelivery({ db, now }: Context, wish: Wish): Promise<Opened> {
  const { which, actor } = wish
  await requireSender({ db }, { employerId: which.employerId, actor })
  return forEmployer(db, which.employerId, async (tx) => {
    const delivery = await loadDelivery(tx, which)
    if (delivery.purgedAt) throw new AppError('not_found', 'purged')
    const begun = wish.from > 0 ? await begunOpening(tx, delivery, wish, now) : null
    const accessId = begun?.id ?? (await beginOpening(tx, delivery, wish, now)).id
    return { delivery, accessId, reachesBack: wish.from === 0 || begun !== null }
  })
}

const byOf = (actor: Actor) =>
  actor.kind === 'person' ? { personId: actor.personId, certificate: null } : { personId: null, certificate: actor.fingerprint }

function begunOpening(tx: Tx, { id: deliveryId, employerId }: Delivery, { actor, way }: Wish, now: Date) {
  return tx.deliveryAccess.findFirst({
    where: {
      ...{ deliveryId, employerId, kind: 'opened', way, completedAt: null },
      ...{ ...byOf(actor), at: { gt: new Date(now.getTime() - SAME_OPENING_MS) } },
    },
    orderBy: [{ at: 'desc' }, { id: 'desc' }],
    select: { id: true },
  })
}

async function beginOpening(tx: Tx, { id: deliveryId, employerId }: Delivery, { actor, way }: Wish, now: Date) {
  const access = await tx.deliveryAccess.create({
    data: { deliveryId, employerId, kind: 'opened', way, ...byOf(actor), at: now },
    select: { id: true },
  })
  const entry = { chain: employerId, actor: actorWord(actor), action: 'delivery.opened', object: deliveryId, detail: { way } }
  await appendAudit(tx, entry)
  return access
}
