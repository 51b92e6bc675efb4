// The web process's HTTP server, in front of Next. It answers the routes in routes.ts itself and passes everything else to Next.
//
//   routes.ts            path to function: hand-in.ts, uploads.ts, submission.ts, delivery.ts, ask-before-sending.ts, health.ts
//   web-caller.ts        who is logged in and for which employer; order.ts what a hand-in is for
//   security-headers.ts  headers of every answer; read-target.ts, same-origin in lib/door: which requests are refused
//   send-fault.ts, send-report.ts, reply.ts   answers
//   housekeeping.ts      beat, and removal of what is old
//
// Not here: pages and log-in (../pages), what is shared with the gateway (lib/door). Nothing here imports next.
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { Duplex } from 'node:stream'
import { endConnection, endEarly } from '#lib/door/end-connection.ts'
import { CLIENT_ADDRESS } from '#lib/door/read-headers.ts'
import { AppError } from '#lib/errors.ts'
import { expectBody } from '#lib/intake/read-body.ts'
import { readWebTarget } from './read-target.ts'
import { findRoute } from './routes.ts'
import { setSecurityHeaders } from './security-headers.ts'
import { sendFault } from './send-fault.ts'
import type { Web } from './web.ts'

/** Milliseconds for the headers. No limit on the whole request: the pace of a body is limited by read-body. */
const HEADERS_MS = 30_000
const KEEP_ALIVE_MS = 65_000
/** Bytes of a request to a page, and milliseconds it may take. */
const FORM_BYTES = 1_000_000
const FORM_MS = 60_000

/** Headers of proxies and of Next that a client may not set. */
const FORGED = /^(x-forwarded-|forwarded$|x-real-ip$|x-kvittens-|x-middleware-|x-invoke-|x-matched-path$|x-now-|next-resume$)/

/** The options that a server passed to answerOn must be made with. */
export const SERVER_OPTIONS = { requestTimeout: 0, headersTimeout: HEADERS_MS, keepAliveTimeout: KEEP_ALIVE_MS } as const

/** A server that is not yet listening. */
export function createListener(web: Web): Server {
  return answerOn(createServer(SERVER_OPTIONS), web)
}

/** Makes `server` (made with SERVER_OPTIONS; plain or TLS) answer as the portal. */
export function answerOn<T extends Server>(server: T, web: Web): T {
  const listen = (request: IncomingMessage, response: ServerResponse) => void answer(web, request, response)
  server.on('request', listen)
  // `Expect: 100-continue`: the route writes "continue" when it wants the body, so a refusal costs no upload.
  server.on('checkContinue', listen)
  server.on('upgrade', refuseUpgrade)
  server.on('clientError', endConnection)
  return server
}

async function answer(web: Web, request: IncomingMessage, response: ServerResponse): Promise<void> {
  let route = 'page'
  try {
    setSecurityHeaders(request, response, web.env)
    const url = readWebTarget(request, web.env.PUBLIC_URL)
    setOwnHeaders(request, { publicUrl: web.env.PUBLIC_URL, hops: web.env.PROXY_HOPS })
    const found = findRoute(url.pathname)
    if (!found) return await page(web, request, response)
    route = found.name
    const method = found.methods[request.method ?? '']
    if (!method) {
      response.setHeader('Allow', Object.keys(found.methods).join(', '))
      throw new AppError('method')
    }
    expectBody(request)
    await method(web, { request, response, url, part: found.part, now: new Date() })
  } catch (error) {
    sendFault(web, { request, response, route }, error)
  } finally {
    // A body that was not read (a GET with one, say) must not keep the connection open.
    endEarly(request, response)
  }
}

/** Passes the request to Next, which reads a body into memory: limits its size and time. */
async function page(web: Web, request: IncomingMessage, response: ServerResponse): Promise<void> {
  if (Number(request.headers['content-length'] ?? 0) > FORM_BYTES) throw new AppError('too_large')
  if (request.headers['transfer-encoding'] !== undefined) throw new AppError('invalid', 'length')
  if (request.headers.expect !== undefined) response.writeContinue()
  const timer = setTimeout(() => !request.complete && request.destroy(), FORM_MS)
  try {
    await web.pages(request, response)
  } finally {
    clearTimeout(timer)
  }
}

/** WebSocket is not used, and Next's own upgrade handler has forwarded requests to other hosts (CVE-2026-44578). */
function refuseUpgrade(_request: IncomingMessage, socket: Duplex): void {
  // Node has detached the socket: an unhandled `error` event would end the process.
  socket.on('error', () => {})
  socket.end('HTTP/1.1 400 Bad Request\r\nConnection: close\r\nContent-Length: 0\r\n\r\n', () => socket.destroy())
}

/** Replaces headers that only the edge may set (OWASP ASVS 5.0, 4.1.3) by our own. `hops`: number of trusted proxies in front. */
function setOwnHeaders(request: IncomingMessage, { publicUrl, hops }: { publicUrl: string; hops: number }): void {
  const address = addressOf(request, hops)
  for (const name of Object.keys(request.headers)) if (FORGED.test(name)) delete request.headers[name]
  const { protocol, host } = new URL(publicUrl)
  request.headers['x-forwarded-proto'] = protocol.slice(0, -1)
  request.headers['x-forwarded-host'] = host
  if (address) request.headers[CLIENT_ADDRESS] = address
}

/** The client's address: each trusted proxy appends the address it saw; earlier entries may be forged. */
function addressOf(request: IncomingMessage, hops: number): string | undefined {
  const forwarded = request.headers['x-forwarded-for']
  const addresses = (typeof forwarded === 'string' ? forwarded.split(',') : []).map((address) => address.trim())
  return hops > 0 ? addresses.at(-hops) : request.socket.remoteAddress
}
