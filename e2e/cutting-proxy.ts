// A line that breaks: TCP between a client and a server, cut where a test says.

import type { AddressInfo } from 'node:net'
import { connect, createServer, type Socket } from 'node:net'

export type CuttingProxy = {
  port: number
  /**
   * The next so many connections over which a file of more than 100 kB has gone are cut when the server begins to answer:
   * it heard, we do not.
   */
  cutAnswers: (count: number) => void
  /** The next so many connections over which a file of more than 100 kB goes stand still from there on; answers come through. */
  stall: (count: number) => void
  /** From now on each connection lives a random time, at most so many milliseconds; 0: they live. */
  cutWithin: (ms: number) => void
  /** Nobody gets through, or everybody. */
  shut: () => void
  open: () => void
  /** Connections that were cut. */
  cuts: () => number
  close: () => Promise<void>
}

/** More than a handshake and a request's head. */
const FILE_BYTES = 100_000

export async function startCuttingProxy(target: number): Promise<CuttingProxy> {
  const state = { answers: 0, stalls: 0, within: 0, isShut: false, cuts: 0 }
  const sockets = new Set<Socket>()
  const server = createServer((client) => {
    if (state.isShut) {
      client.destroy()
      return
    }
    const upstream = connect(target, '127.0.0.1')
    const cut = () => {
      state.cuts++
      client.resetAndDestroy()
      upstream.resetAndDestroy()
    }
    for (const socket of [client, upstream]) {
      sockets.add(socket)
      socket.on('error', () => {})
      socket.once('close', () => {
        sockets.delete(socket)
        client.destroy()
        upstream.destroy()
      })
    }
    let sent = 0
    client.on('data', (bytes) => {
      sent += bytes.length
      if (state.stalls > 0 && sent > FILE_BYTES) {
        state.stalls--
        client.pause()
        return
      }
      upstream.write(bytes)
    })
    upstream.on('data', (bytes) => {
      // What comes after the file has gone is the answer; "100 Continue" came before.
      if (state.answers > 0 && sent > FILE_BYTES) {
        state.answers--
        cut()
        return
      }
      client.write(bytes)
    })
    if (state.within > 0) setTimeout(cut, Math.random() * state.within).unref()
  })
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  return {
    port: (server.address() as AddressInfo).port,
    cutAnswers: (count) => {
      state.answers = count
    },
    stall: (count) => {
      state.stalls = count
    },
    cutWithin: (ms) => {
      state.within = ms
    },
    shut: () => {
      state.isShut = true
      for (const socket of sockets) socket.resetAndDestroy()
    },
    open: () => {
      state.isShut = false
    },
    cuts: () => state.cuts,
    close: async () => {
      for (const socket of sockets) socket.destroy()
      await new Promise((closed) => server.close(closed))
    },
  }
}
