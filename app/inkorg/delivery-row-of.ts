import type { DeliveryRow } from '#components/inbox/delivery-view.ts'
import type { ListedDelivery } from '#lib/deliveries/list-deliveries.ts'

/** A row of the inbox as plain values. */
export function deliveryRowOf({ id, name, service, bytes, receivedAt, status, purgeOn, purgedAt }: ListedDelivery): DeliveryRow {
  return {
    ...{ id, name, status },
    serviceId: service,
    bytes: Number(bytes),
    receivedAt: receivedAt.toISOString(),
    purgeOn: purgeOn.toISOString().slice(0, 10),
    purgedAt: purgedAt?.toISOString() ?? null,
  }
}
