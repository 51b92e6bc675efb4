import type { Socket } from 'node:net'
import type { Duplex } from 'node:stream'
import { cutShort } from '#lib/intake/read-body.ts'

/** A server's `clientError`: not HTTP, or HTTP that ended too early. A running upload gets a proper answer, all else a bare one. */
export function endConnection(error: Error & { code?: string }, socket: Duplex): void {
  if (error.code === 'HPE_INVALID_EOF_STATE' && cutShort(socket as Socket)) return
  if (error.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy()
    return
  }
  const status = error.code === 'HPE_HEADER_OVERFLOW' ? '431 Request Header Fields Too Large' : '400 Bad Request'
  socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`, () => socket.destroy())
}
