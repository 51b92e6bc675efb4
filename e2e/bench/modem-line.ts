// A modem as TCP: all connections through it share so many bytes a second each way, and each piece comes so much later. Unlike the
// browser's own throttle it also holds what workers fetch, and what has come of a script that the next page breaks off is paid for.
import { type AddressInfo, connect, createServer, type Socket } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'

export type ModemLine = {
  port: number
  /** Bytes that have come down in all. */
  readonly down: number
  close: () => void
}

type Speed = { downPerS: number; upPerS: number; latencyMs: number }

/** As a packet of a modem: what others have asked for comes between. */
const PIECE_BYTES = 512

/** A line to `target` on this machine. */
export async function modemLine(target: number, { downPerS, upPerS, latencyMs }: Speed): Promise<ModemLine> {
  let down = 0
  const sockets = new Set<Socket>()
  const [slowDown, slowUp] = [pace(downPerS), pace(upPerS)]
  const server = createServer((client) => {
    const upstream = connect(target, '127.0.0.1')
    for (const socket of [client, upstream]) {
      sockets.add(socket)
      socket
        .on('error', () => {})
        .on('close', () => {
          sockets.delete(socket)
          client.destroy()
          upstream.destroy()
        })
    }
    void carry(upstream, client, (bytes) => {
      down += bytes
      return slowDown(bytes)
    })
    void carry(client, upstream, slowUp)
  })
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  return {
    port: (server.address() as AddressInfo).port,
    get down() {
      return down
    },
    close() {
      for (const socket of sockets) socket.destroy()
      server.close()
    },
  }

  async function carry(from: Socket, to: Socket, slow: (bytes: number) => Promise<void>): Promise<void> {
    try {
      for await (const chunk of from)
        for (let at = 0; at < chunk.length; at += PIECE_BYTES) {
          const piece = chunk.subarray(at, at + PIECE_BYTES)
          await slow(piece.length)
          if (to.destroyed) return
          setTimeout(() => to.destroyed || to.write(piece), latencyMs / 2)
        }
      await sleep(latencyMs)
      to.end()
    } catch {
      // broken off by one of them
    }
  }
}

/** Waits its turn: whoever asks comes after all who asked before. */
function pace(bytesPerS: number): (bytes: number) => Promise<void> {
  let freeAt = 0
  return async (bytes) => {
    const now = performance.now()
    freeAt = Math.max(now, freeAt) + (bytes / bytesPerS) * 1000
    await sleep(freeAt - now)
  }
}
