import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Db } from '#lib/db.ts'
import type { UploadGate } from '#lib/intake/upload-gate.ts'
import type { Log } from '#lib/log.ts'

/** How long running uploads and answers may continue. An upload that is cut off is refused and leaves nothing. */
const FINISH_MS = 10_000
/** How long those that wait for a commit then have to be told that nobody knows. */
const LAST_WORDS_MS = 1_000
/** How often connections are looked for whose answer is out. */
const IDLE_LOOK_MS = 200

/** What is closed when the process ends. */
type StopContext = { log: Log; gate: UploadGate; db: Db; finishMs?: number }

/** On SIGTERM and SIGINT: stops taking requests, waits up to `finishMs` for uploads and answers, and exits. */
export function stopOnSignal(
  { log, gate, db, finishMs = FINISH_MS }: StopContext,
  server: Server,
  stopBackground: () => Promise<void>,
): void {
  let stopping = false
  const stop = async (signal: string) => {
    if (stopping) return
    stopping = true
    log.info('stopping', { signal, count: gate.count })
    const stopped = stopBackground()
    const closed = new Promise((resolve) => server.close(resolve))
    setInterval(() => server.closeIdleConnections(), IDLE_LOOK_MS)
    for (const event of ['request', 'checkContinue', 'checkExpectation']) server.prependListener(event, endConnectionAfter)
    const ended = Promise.all([gate.close(), closed])
    await Promise.race([ended, sleep(finishMs)])
    gate.cutOff()
    await Promise.race([ended, sleep(LAST_WORDS_MS)])
    server.closeAllConnections()
    // Uploads that were cut off remove their files.
    await Promise.race([Promise.all([gate.close(), stopped]), sleep(1000)])
    await db.close()
    process.exit(0)
  }
  process.on('SIGTERM', (signal) => void stop(signal))
  process.on('SIGINT', (signal) => void stop(signal))
}

/** A client that keeps its connection would go on with requests to a process that is about to exit. */
function endConnectionAfter(_request: IncomingMessage, response: ServerResponse): void {
  response.setHeader('Connection', 'close')
}
