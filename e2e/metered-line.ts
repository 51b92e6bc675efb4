// A line whose bytes are counted, that is as slow as it is told to be, and that breaks after so many more: TCP in front of our listeners.
import { type AddressInfo, connect, createServer, type Socket } from 'node:net'

export type MeteredLine = {
  port: number
  /** Where new connections lead from now on. */
  leadTo: (port: number) => void
  /** Breaks every connection when so many more bytes have gone up. Resolves then. */
  cutAfter: (bytes: number) => Promise<void>
  cutNow: () => void
  /** Bytes a second upwards, over all connections; undefined: as fast as it goes. */
  setSpeed: (bytesPerS: number | undefined) => void
  /** Bytes that have gone up in all. */
  readonly sent: number
  close: () => Promise<void>
}

/** `port`: where it listens; a free one if none is said. */
export async function meteredLine(target: number, port = 0): Promise<MeteredLine> {
  let to = target
  let sent = 0
  let speed: number | undefined
  let cut: { at: number; done: () => void } | undefined
  const lines = new Set<Socket>()
  const breakAll = () => {
    for (const line of lines) line.resetAndDestroy()
  }
  const server = createServer((client) => {
    const upstream = connect(to, '127.0.0.1')
    for (const line of [client, upstream]) {
      lines.add(line)
      line
        .on('error', () => {})
        .on('close', () => {
          lines.delete(line)
          client.destroy()
          upstream.destroy()
        })
    }
    upstream.pipe(client)
    client.on('data', (chunk) => {
      sent += chunk.length
      const goesOn = upstream.write(chunk)
      const pauseMs = speed === undefined ? 0 : (chunk.length / speed) * 1000
      if (!goesOn || pauseMs > 0) client.pause()
      if (!goesOn) upstream.once('drain', () => client.resume())
      else if (pauseMs > 0) setTimeout(() => client.resume(), pauseMs)
      if (cut && sent >= cut.at) {
        const { done } = cut
        cut = undefined
        breakAll()
        done()
      }
    })
  })
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve))
  return {
    port: (server.address() as AddressInfo).port,
    leadTo(port) {
      to = port
    },
    cutAfter: (bytes) =>
      new Promise((done) => {
        cut = { at: sent + bytes, done }
      }),
    cutNow: breakAll,
    setSpeed(bytesPerS) {
      speed = bytesPerS
    },
    get sent() {
      return sent
    },
    async close() {
      breakAll()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
