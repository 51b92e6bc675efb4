import type { PortalWay } from '#lib/access/actor.ts'
import { forEmployer, type RowWithWords, type SpeakerContext, type Speaking, type Tx, withWords } from '#lib/db.ts'
import { AppError } from '#lib/errors.ts'
import type { Delivery, DeliveryAccess } from '#prisma/generated/client.ts'
import { type DeliveryStatus, deliveryStatus } from './delivery-status.ts'
import { daysToPurge, REMIND_DAYS } from './near-purge.ts'

/** A delivery by its id (portal) or by service and name (gateway). */
export type DeliveryKey = { employerId: string } & ({ id: string } | { service: string; name: string })
type AccessWords = { kind: 'opened' | 'acknowledged'; way: PortalWay }
/** `person` is null for a program, and for somebody who is no longer known. */
export type FoundAccess = RowWithWords<DeliveryAccess, AccessWords> & { person: string | null }
export type FoundDelivery = Delivery & {
  status: DeliveryStatus
  /** The newest first, at most a hundred. */
  accesses: FoundAccess[]
  accessCount: number
  /** Whole days until its content is removed, when that is soon and nobody has acknowledged it. */
  nearDays: number | null
}

const SHOWN = 100
const ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

/** A delivery with the log of who has opened and acknowledged it. Refuses (`not_found`, `delivery`) another employer's. */
export function findDelivery({ db, actor, now }: SpeakerContext, which: DeliveryKey): Promise<FoundDelivery> {
  return forEmployer({ db, actor }, which.employerId, async (tx) => {
    const delivery = await loadDelivery(tx, which)
    const where = { deliveryId: delivery.id, employerId: which.employerId }
    const accesses = await tx.deliveryAccess.findMany({ where, orderBy: [{ at: 'desc' }, { id: 'desc' }], take: SHOWN })
    const accessCount = await tx.deliveryAccess.count({ where })
    const names = await namesOf(tx, accesses)
    return {
      ...delivery,
      status: deliveryStatus(delivery),
      accesses: accesses.map((access) => ({
        ...withWords<DeliveryAccess, AccessWords>(access),
        person: (access.personId && names.get(access.personId)) || null,
      })),
      accessCount,
      nearDays: nearDaysOf(delivery, now),
    }
  })
}

function nearDaysOf({ acknowledgedAt, purgedAt, purgeOn }: Delivery, now: Date): number | null {
  const days = daysToPurge({ purgeOn }, now)
  return acknowledgedAt || purgedAt || days > REMIND_DAYS ? null : days
}

/** As findDelivery, without the log. */
export async function lookUpDelivery(
  { db, actor }: Speaking,
  which: DeliveryKey,
): Promise<Delivery & { status: DeliveryStatus }> {
  const delivery = await forEmployer({ db, actor }, which.employerId, (tx) => loadDelivery(tx, which))
  return { ...delivery, status: deliveryStatus(delivery) }
}

/** The row alone, in a transaction that speaks for the employer. */
export async function loadDelivery(tx: Tx, which: DeliveryKey): Promise<Delivery> {
  const where = whereOf(which)
  const delivery = where && (await tx.delivery.findFirst({ where }))
  if (!delivery) throw new AppError('not_found', 'delivery')
  return delivery
}

function whereOf(which: DeliveryKey) {
  const { employerId } = which
  if (!('id' in which)) return { employerId, service: which.service, name: which.name }
  return ID.test(which.id) ? { employerId, id: which.id } : undefined
}

async function namesOf(tx: Tx, accesses: DeliveryAccess[]): Promise<Map<string, string>> {
  const ids = [...new Set(accesses.flatMap(({ personId }) => (personId ? [personId] : [])))]
  if (ids.length === 0) return new Map()
  const people = await tx.person.findMany({ where: { id: { in: ids } }, select: { id: true, name: true } })
  return new Map(people.map(({ id, name }) => [id, name]))
}
