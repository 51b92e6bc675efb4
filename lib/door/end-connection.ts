// How a connection ends: after an answer, after an answer that comes before the body has ended, after what is no HTTP.
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Socket } from 'node:net'
import type { Duplex, Readable } from 'node:stream'
import { cutShort } from '#lib/intake/read-body.ts'
import { LIMITS } from '#lib/limits.ts'

/** How long and how much is still read and discarded, so that a client that writes before it reads gets its answer. */
export type Linger = { ms: number; bytes: number }

/** More than the largest file that is taken (500 MB), and than twice what 100 Mbit/s brings meanwhile. */
export const LINGER: Linger = { ms: LIMITS.lingerSeconds * 1000, bytes: 1_000_000_000 }

/** The latest answer on each connection. */
const connections = new WeakMap<Duplex, { answer: ServerResponse; linger: Linger }>()
/** Requests whose body is being discarded, and connections that brought what is no HTTP. */
const discarded = new WeakSet<IncomingMessage>()
const broken = new WeakSet<Socket>()

/** To be called for each request before it is answered: its connection then ends by closeSlowly. */
export function beginAnswer({ socket }: IncomingMessage, answer: ServerResponse, linger: Linger): void {
  connections.set(socket, { answer, linger })
  // Node calls this after the last answer (resOnFinish in lib/_http_server.js). Its own destroys the socket: with bytes unread
  // that is a reset, and the client loses the answer.
  socket.destroySoon = () => closeSlowly(socket, linger)
}

/**
 * For an answer sent before the body has been read: discards the rest of the body, within the linger. If the body ends in time,
 * the connection is kept; otherwise it is cut, and a client that reads only after it has written everything loses the answer.
 */
export function endEarly(request: IncomingMessage, response: ServerResponse): void {
  const { socket } = request
  if (request.complete || socket.destroyed || discarded.has(request)) return
  discarded.add(request)
  // The body may come now or be left out, and only the end of the connection tells which (RFC 9110, 10.1.1).
  if (request.headers.expect !== undefined && !response.headersSent) response.setHeader('Connection', 'close')
  // A reader that has stopped reading without saying so would hold the bytes back.
  request.removeAllListeners('readable')
  request.once('end', discard(request, socket, connections.get(socket)?.linger ?? LINGER))
}

/**
 * Handles a server's `clientError`: what is no HTTP, or not in time. The request that it is part of is answered by its route where
 * that can still be done; nothing is written into or ahead of another request's answer.
 */
export function endConnection(error: Error & { code?: string }, socket: Socket, linger: Linger): void {
  if (error.code === 'ECONNRESET') socket.destroy()
  if (socket.destroyed || broken.has(socket)) return
  broken.add(socket)
  socket.pause() // Node would come back with each piece that follows
  const close = () => {
    if (socket.writable) socket.write(`HTTP/1.1 ${statusOf(error)}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`)
    closeSlowly(socket, linger)
  }
  const answer = connections.get(socket)?.answer
  if (!answer || (answer.req.complete && answer.writableFinished)) close()
  else if (answer.req.complete) answer.once('finish', close)
  // In its body: a second answer would be taken for the next request's, and another request's may be under way.
  else if (answer.headersSent || answer.socket !== socket) closeSlowly(socket, linger)
  else if (cutShort(answer.req)) answer.setHeader('Connection', 'close')
  else close()
}

/** Answers CONNECT or Upgrade on a socket that Node has detached: `head` holds the status and headers of its own. */
export function refuseDetached(duplex: Duplex, head: readonly string[], linger: Linger): void {
  const socket = duplex as Socket
  // An unhandled `error` event would end the process.
  socket.on('error', () => {})
  socket.write([...head.map((line) => `${line}\r\n`), 'Connection: close\r\nContent-Length: 0\r\n\r\n'].join(''))
  closeSlowly(socket, linger)
}

function statusOf({ code }: { code?: string }): string {
  if (code === 'HPE_HEADER_OVERFLOW') return '431 Request Header Fields Too Large'
  return code === 'ERR_HTTP_REQUEST_TIMEOUT' ? '408 Request Timeout' : '400 Bad Request'
}

/**
 * Ends our side of the connection, and discards what comes until the client has ended its own (RFC 9112, 9.6), within `linger`.
 * What comes is no longer read as HTTP.
 */
function closeSlowly(socket: Socket, linger: Linger): void {
  if (socket.destroyed || socket.writableEnded) return
  socket.end()
  socket.removeAllListeners('data')
  discard(socket, socket, linger)
}

/** Reads and forgets; cuts the connection when that takes too long or too much comes. Returns what lifts the limits. */
function discard(from: Readable, socket: Socket, { ms, bytes }: Linger): () => void {
  let left = bytes
  const timer = setTimeout(() => socket.destroy(), ms)
  const lift = () => {
    clearTimeout(timer)
    socket.off('close', lift)
  }
  socket.once('close', lift)
  from.on('data', (chunk: Buffer) => {
    left -= chunk.length
    if (left < 0) socket.destroy()
  })
  from.resume()
  return lift
}
