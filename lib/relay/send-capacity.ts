import { isOpen } from '#lib/opening-hours.ts'
import { isStoreThere } from '#lib/store/store.ts'
import type { Relay } from './relay.ts'

export type SendCapacity = { free: number; why: string | null }

/** How many more files may begin, and why none if none. Asked before claiming, so that what cannot be sent stays in the queue. */
export async function sendCapacity(
  { receiver, channel, breaker, payloads }: Relay,
  underWay: number,
  now: Date,
): Promise<SendCapacity> {
  if (!isOpen(receiver.openingHours, now)) return { free: 0, why: 'closed' }
  const obstacle = channel.obstacle(now) ?? ((await isStoreThere(payloads.dir)) ? null : 'payloads-away')
  if (obstacle) return { free: 0, why: obstacle }
  const state = breaker.state()
  const free = Math.max(0, breaker.limit(receiver.limits, performance.now()) - underWay)
  return { free, why: state.kind === 'open' ? state.code : null }
}
