import type { GatewayEnv } from '#lib/env.ts'
import type { Pace } from '#lib/intake/read-body.ts'
import type { QueueLimits } from '#lib/queue.ts'

/**
 * Uploads at once, in all and per employer; those beyond wait, body unread, for their turn in the fair queue. 16 keep the process
 * busy, its memory small and the database's queues short. A slow employer occupies its own places only.
 */
export const ROOM: QueueLimits = { most: 256, mostPerEmployer: 16, waitingPerEmployer: 2000, waitMs: 600_000 }

/** How slowly a body may arrive before it is refused. */
export function paceOf(env: Pick<GatewayEnv, 'UPLOAD_IDLE_S' | 'UPLOAD_SLOWEST_BYTES_PER_S' | 'UPLOAD_LONGEST_S'>): Pace {
  return {
    idleMs: env.UPLOAD_IDLE_S * 1000,
    slowest: env.UPLOAD_SLOWEST_BYTES_PER_S,
    longestMs: env.UPLOAD_LONGEST_S * 1000,
  }
}
