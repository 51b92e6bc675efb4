// A delivery as it is on the wire (contracts: "Gateway").
import { swedishTimestamp } from '#lib/calendar.ts'
import { element } from '#lib/xml.ts'
import type { Delivery } from '#prisma/generated/client.ts'

export const FIL_STATUS_WORDS = ['ny', 'hamtad', 'kvitterad'] as const
type FilStatus = (typeof FIL_STATUS_WORDS)[number]

export type Fil = {
  namn: string
  tjanst: string
  bytes: number
  sha256: string
  mottagen: string
  status: FilStatus
  /** The day on which its content is removed. */
  gallras: string
}

export function filOf(delivery: Delivery): Fil {
  return {
    namn: delivery.name,
    tjanst: delivery.service,
    bytes: Number(delivery.bytes),
    sha256: delivery.sha256,
    mottagen: swedishTimestamp(delivery.receivedAt),
    status: statusOf(delivery),
    gallras: delivery.purgeOn.toISOString().slice(0, 10),
  }
}

function statusOf({ fetchedAt, acknowledgedAt }: Delivery): FilStatus {
  if (acknowledgedAt) return 'kvitterad'
  return fetchedAt ? 'hamtad' : 'ny'
}

export const filXml = (fil: Fil): string => element('fil', '', fil)
