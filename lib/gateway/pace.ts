import type { GatewayEnv } from '#lib/env.ts'
import type { Pace } from '#lib/intake/read-body.ts'

/** How slowly this gateway lets a body come. */
export function paceOf(env: Pick<GatewayEnv, 'UPLOAD_IDLE_S' | 'UPLOAD_SLOWEST_BYTES_PER_S' | 'UPLOAD_LONGEST_S'>): Pace {
  return {
    idleMs: env.UPLOAD_IDLE_S * 1000,
    slowest: env.UPLOAD_SLOWEST_BYTES_PER_S,
    longestMs: env.UPLOAD_LONGEST_S * 1000,
  }
}
