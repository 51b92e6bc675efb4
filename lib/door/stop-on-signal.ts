import type { Server } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Db } from '#lib/db.ts'
import type { UploadGate } from '#lib/intake/upload-gate.ts'
import type { Log } from '#lib/log.ts'

/** How long uploads that run may go on. What is cut off is refused and leaves nothing. */
const FINISH_MS = 10_000

/** What a process that takes uploads has to end. */
type Ending = { log: Log; gate: UploadGate; db: Db }

/** SIGTERM and SIGINT: takes no new work, lets uploads end for a while, and goes. */
export function stopOnSignal({ log, gate, db }: Ending, server: Server, stopTending: () => void): void {
  let stopping = false
  const stop = async (signal: string) => {
    if (stopping) return
    stopping = true
    log.info('stopping', { signal, count: gate.count })
    stopTending()
    server.close()
    server.closeIdleConnections()
    await Promise.race([gate.close(), sleep(FINISH_MS)])
    server.closeAllConnections()
    // Those that were cut off clear up after themselves.
    await Promise.race([gate.close(), sleep(1000)])
    await db.close()
    process.exit(0)
  }
  process.on('SIGTERM', (signal) => void stop(signal))
  process.on('SIGINT', (signal) => void stop(signal))
}
