import type { AccessView, DeliveryView } from '#components/inbox/delivery-view.ts'
import type { FoundDelivery } from '#lib/deliveries/find-delivery.ts'
import { daysToPurge, REMIND_DAYS } from '#lib/deliveries/near-purge.ts'
import { deliveryRowOf } from '../delivery-row-of.ts'

/** Enough of a certificate's fingerprint to know it by. */
const SHOWN_SIGNS = 12

/** The row and who has opened it as plain values for the page. The casts: the database's CHECKs allow these words only. */
export function deliveryViewOf(found: FoundDelivery, { employer, now }: { employer: string; now: Date }): DeliveryView {
  const days = daysToPurge(found, now)
  return {
    ...deliveryRowOf(found),
    employer,
    givenName: found.givenName,
    receiverId: found.receiverId,
    sha256: found.sha256,
    accesses: found.accesses.map((access) => ({
      id: access.id,
      kind: access.kind as AccessView['kind'],
      way: access.way as AccessView['way'],
      person: access.person,
      certificate: access.certificate?.slice(0, SHOWN_SIGNS) ?? null,
      at: access.at.toISOString(),
      completed: access.completedAt !== null,
    })),
    more: found.accessCount - found.accesses.length,
    nearDays: found.acknowledgedAt || found.purgedAt || days > REMIND_DAYS ? null : days,
  }
}
