import { opendir } from 'node:fs/promises'
import { isOpen } from './opening-hours.ts'
import type { Relay } from './relay.ts'

export type Room = { free: number; why: string | null }

/** How many more files may begin, and why none if none. Asked before claiming, so that what cannot be sent stays in the queue. */
export async function roomFor({ receiver, channel, line, payloads }: Relay, underWay: number, now: Date): Promise<Room> {
  if (!isOpen(receiver.openingHours, now)) return { free: 0, why: 'closed' }
  const obstacle = channel.obstacle(now) ?? ((await isEmpty(payloads.dir)) ? 'payloads-away' : null)
  if (obstacle) return { free: 0, why: obstacle }
  const state = line.state()
  const free = Math.max(0, line.room(receiver.limits, now) - underWay)
  return { free, why: state.kind === 'resting' ? state.code : null }
}

/** A store that is not mounted looks like one whose every file is gone. */
async function isEmpty(dir: string): Promise<boolean> {
  try {
    const folder = await opendir(dir)
    const first = await folder.read()
    await folder.close()
    return first === null
  } catch {
    return true
  }
}
