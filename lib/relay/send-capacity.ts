import { isOpen } from '#lib/opening-hours.ts'
import { areKeysThere } from '#lib/store/payload-keys.ts'
import { isStoreThere } from '#lib/store/store.ts'
import type { Relay } from './relay.ts'

export type SendCapacity = { free: number; why: string | null }

/** How many more files may begin, and why none if none. Asked before claiming, so that what cannot be sent stays in the queue. */
export async function sendCapacity(relay: Relay, underWay: number, now: Date): Promise<SendCapacity> {
  const { receiver, line } = relay
  const { connections, quietMs } = receiver.limits
  if (!isOpen(receiver.openingHours, now)) return { free: 0, why: 'closed' }
  const why = (await obstacleOf(relay, now)) ?? line.rest()?.code
  if (why) return { free: 0, why }
  // Files that the receiver does not answer must not keep all others from it after an outage. Silent ones that nothing has been
  // answered since are an outage that is about to be noticed.
  const free = underWay > 0 && underWay === line.countStuck(performance.now(), quietMs) ? 1 : 0
  return { free: Math.max(free, connections - underWay), why: null }
}

/** What is known to be wrong with us before anything is sent, as a stable word. */
export async function obstacleOf(relay: Pick<Relay, 'channel' | 'payloads' | 'keys'>, now: Date): Promise<string | null> {
  const own = relay.channel.obstacle(now)
  if (own) return own
  if (!(await isStoreThere(relay.payloads.dir))) return 'payloads-away'
  return (await areKeysThere(relay.keys)) ? null : 'payload-keys-away'
}
