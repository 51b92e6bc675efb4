import type { StatusTone } from '#components/ui/status-tag.tsx'
import type { DeliveryStatus } from '#lib/deliveries/delivery-status.ts'

export const DELIVERY_TONE: Readonly<Record<DeliveryStatus, StatusTone>> = {
  ny: 'waiting',
  hamtad: 'waiting',
  kvitterad: 'success',
  gallrad: 'neutral',
}
