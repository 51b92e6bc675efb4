/** The words on the wire; `gallrad` when the content is purged. */
export const DELIVERY_STATUS_WORDS = ['ny', 'hamtad', 'kvitterad', 'gallrad'] as const
export type DeliveryStatus = (typeof DELIVERY_STATUS_WORDS)[number]

type DeliveryTimes = { fetchedAt: Date | null; acknowledgedAt: Date | null; purgedAt: Date | null }

export function deliveryStatus({ fetchedAt, acknowledgedAt, purgedAt }: DeliveryTimes): DeliveryStatus {
  if (purgedAt) return 'gallrad'
  if (acknowledgedAt) return 'kvitterad'
  return fetchedAt ? 'hamtad' : 'ny'
}
