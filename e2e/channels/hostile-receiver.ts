// A receiver that breaks the protocol. `received` counts the bytes that reached it above TLS.
import type { IncomingMessage, ServerResponse } from 'node:http'
import { createServer, type ServerOptions } from 'node:https'
import type { AddressInfo } from 'node:net'
import type { Duplex } from 'node:stream'

export type Hostile = { port: number; received: () => number; close: () => Promise<void> }
type Handler = (request: IncomingMessage, response: ServerResponse) => void

/** `handler` gets each request as it begins; `withContinue` false: nobody says "100 Continue"; `says`: asked each time. */
export async function startHostile(
  tls: ServerOptions,
  handler: Handler,
  { withContinue = true, says = () => withContinue } = {},
): Promise<Hostile> {
  let received = 0
  const sockets = new Set<Duplex>()
  const server = createServer({ requestCert: true, rejectUnauthorized: true, ...tls })
  server.on('connection', (socket) => {
    sockets.add(socket)
    socket.on('error', () => {})
  })
  server.on('secureConnection', (socket) => {
    socket.on('data', (chunk: Buffer) => {
      received += chunk.length
    })
    socket.on('error', () => {})
  })
  server.on('tlsClientError', () => {})
  server.on('clientError', () => {})
  const handle: Handler = (request, response) => {
    request.on('error', () => {})
    handler(request, response)
  }
  server.on('request', handle)
  server.on('checkContinue', (request: IncomingMessage, response: ServerResponse) => {
    if (says()) response.writeContinue()
    handle(request, response)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    port: (server.address() as AddressInfo).port,
    received: () => received,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        for (const socket of sockets) socket.destroy()
      }),
  }
}
