import type { ServerResponse } from 'node:http'

/** A reader that takes nothing for so long is gone. */
const IDLE_MS = 60_000

type Answer = { status: number; headers: Record<string, string | number>; pieces: AsyncIterable<Uint8Array> }

/**
 * Writes pieces as fast as the reader takes them, and no faster. `beforeLast` runs before the last piece leaves. The head leaves
 * with the second piece at the earliest, so that what cannot be read at all is still refused properly; what breaks later ends
 * the connection. Resolves when all is out or the reader has gone.
 * "Out" is handed to the network: the last few megabytes may still be on their way when the line breaks, which nobody on this
 * side can know. That is why an acknowledgement is an act of its own.
 */
export async function writeOut(
  response: ServerResponse,
  { status, headers, pieces }: Answer,
  beforeLast: () => Promise<void>,
): Promise<void> {
  let held: Uint8Array | undefined
  for await (const piece of pieces) {
    if (held) {
      if (!response.headersSent) response.writeHead(status, headers)
      if (!(await write(response, held))) return
    }
    held = piece
  }
  await beforeLast()
  if (!response.headersSent) response.writeHead(status, headers)
  response.end(held)
  await until(response, 'finish')
}

/** False: the reader has gone. */
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
