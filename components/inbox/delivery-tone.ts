import type { StatusTone } from '#components/ui/status-tag.tsx'
import type { DeliveryStatus } from './delivery-view.ts'

/** Unread calls for somebody, as what waits does. */
export const DELIVERY_TONE: Readonly<Record<DeliveryStatus, StatusTone>> = {
  ny: 'warning',
  hamtad: 'waiting',
  kvitterad: 'success',
  gallrad: 'neutral',
}
