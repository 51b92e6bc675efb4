/** The contract's words for a file from FK, and `gallrad` when its content is gone. */
export const DELIVERY_STATUS_WORDS = ['ny', 'hamtad', 'kvitterad', 'gallrad'] as const
export type DeliveryStatus = (typeof DELIVERY_STATUS_WORDS)[number]

type Times = { fetchedAt: Date | null; acknowledgedAt: Date | null; purgedAt: Date | null }

/** How far a delivery has come. */
export function deliveryStatus({ fetchedAt, acknowledgedAt, purgedAt }: Times): DeliveryStatus {
  if (purgedAt) return 'gallrad'
  if (acknowledgedAt) return 'kvitterad'
  return fetchedAt ? 'hamtad' : 'ny'
}
