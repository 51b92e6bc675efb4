// A delivery as plain values for the pages.
import type { StatusTone } from '#components/ui/status-tag.tsx'
import type { DeliveryStatus } from '#lib/deliveries/delivery-status.ts'

export type DeliveryRow = {
  id: string
  name: string
  serviceId: string
  bytes: number
  receivedAt: string
  status: DeliveryStatus
  /** The day its content is removed, as 2027-01-20. */
  purgeOn: string
  purgedAt: string | null
}

export type AccessView = {
  id: string
  kind: 'opened' | 'acknowledged'
  way: 'browser' | 'gateway'
  /** Null: a program, or somebody who is no longer known. */
  person: string | null
  /** The beginning of the certificate's fingerprint. */
  certificate: string | null
  at: string
  completed: boolean
}

export type DeliveryView = DeliveryRow & {
  employer: string
  givenName: string
  receiverId: string
  sha256: string
  accesses: AccessView[]
  /** Accesses that are not shown. */
  more: number
  /** Whole days until its content is removed, when that is soon and nobody has acknowledged it. */
  nearDays: number | null
}

export const DELIVERY_TONE: Readonly<Record<DeliveryStatus, StatusTone>> = {
  ny: 'warning',
  hamtad: 'waiting',
  kvitterad: 'success',
  gallrad: 'neutral',
}
