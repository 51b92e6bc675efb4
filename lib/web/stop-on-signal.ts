import type { Server } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Web } from './web.ts'

/** How long uploads that run may go on. What is cut off is refused and leaves nothing. */
const FINISH_MS = 10_000

/** SIGTERM and SIGINT: takes no new work, lets uploads end for a while, and goes. */
export function stopOnSignal(web: Web, server: Server, stopTending: () => void): void {
  let stopping = false
  const stop = async (signal: string) => {
    if (stopping) return
    stopping = true
    web.log.info('stopping', { signal, count: web.gate.count })
    stopTending()
    server.close()
    server.closeIdleConnections()
    await Promise.race([web.gate.close(), sleep(FINISH_MS)])
    server.closeAllConnections()
    // Those that were cut off clear up after themselves.
    await Promise.race([web.gate.close(), sleep(1000)])
    await web.db.close()
    process.exit(0)
  }
  process.on('SIGTERM', stop)
  process.on('SIGINT', stop)
}
