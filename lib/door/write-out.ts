import type { ServerResponse } from 'node:http'
import { requireReceiver } from './calls-under-way.ts'

/** A client that reads nothing for so long is disconnected. */
const IDLE_MS = 60_000

type StreamedAnswer = { status: number; headers: Record<string, string | number>; pieces: AsyncIterable<Uint8Array> }

/**
 * Writes the pieces with backpressure. `beforeLast` runs before the last piece is written. The head is written with the second piece
 * at the earliest, so that content that cannot be read at all is still refused; a later failure ends the connection, and so does a
 * receiver who may no longer have it. Resolves when everything is written or the client has gone.
 * Written means handed to the network: the last megabytes may be lost without a sign here, which is why a delivery is acknowledged
 * by a request of its own.
 */
export async function writeOut(
  response: ServerResponse,
  { status, headers, pieces }: StreamedAnswer,
  beforeLast: () => Promise<void>,
): Promise<void> {
  let held: Uint8Array | undefined
  for await (const piece of pieces) {
    if (held) {
      requireReceiver(response)
      if (!response.headersSent) response.writeHead(status, headers)
      if (!(await write(response, held))) return
    }
    held = piece
  }
  requireReceiver(response)
  await beforeLast()
  if (!response.headersSent) response.writeHead(status, headers)
  response.end(held)
  await until(response, 'finish')
}

/** False: the client has gone. */
function write(response: ServerResponse, piece: Uint8Array): Promise<boolean> {
  if (response.destroyed || response.socket?.destroyed) return Promise.resolve(false)
  return response.write(piece) ? Promise.resolve(true) : until(response, 'drain')
}

function until(response: ServerResponse, event: 'drain' | 'finish'): Promise<boolean> {
  return new Promise((resolve) => {
    const end = (there: boolean) => {
      clearTimeout(timer)
      response.off(event, reached).off('close', gone)
      resolve(there)
    }
    const reached = () => end(true)
    const gone = () => end(false)
    const timer = setTimeout(() => response.destroy(), IDLE_MS)
    response.once(event, reached).once('close', gone)
    if (response.destroyed || (event === 'finish' && response.writableFinished)) gone()
  })
}
