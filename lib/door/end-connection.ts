import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Socket } from 'node:net'
import type { Duplex } from 'node:stream'
import { cutShort } from '#lib/intake/read-body.ts'

/** Handles a server's `clientError`: malformed or truncated HTTP. A truncated upload is answered by its route, everything else here. */
export function endConnection(error: Error & { code?: string }, socket: Duplex): void {
  if (error.code === 'HPE_INVALID_EOF_STATE' && cutShort(socket as Socket)) return
  if (error.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy()
    return
  }
  const status = error.code === 'HPE_HEADER_OVERFLOW' ? '431 Request Header Fields Too Large' : '400 Bad Request'
  socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`, () => socket.destroy())
}

/** Time a client has to read an answer that was sent before its body had ended. */
const LINGER_MS = 30_000

/**
 * For an answer sent before the body has been read: discards the rest of the body for LINGER_MS, then closes the connection.
 * Closing at once could make the client lose the answer (RFC 9112, 9.6). If the body ends in time, the connection is kept.
 */
export function endEarly(request: IncomingMessage, response: ServerResponse): void {
  const { socket } = request
  if (request.complete || socket.destroyed) return
  if (!response.headersSent) response.setHeader('Connection', 'close')
  request.resume()
  // A complete request: the connection may carry the next one by now.
  const timer = setTimeout(() => !request.complete && socket.destroy(), LINGER_MS)
  socket.once('close', () => clearTimeout(timer))
}
