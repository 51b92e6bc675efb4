// The portal's own listener in front of Next: uploads, hot JSON and security headers are its business, pages are Next's.
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { Duplex } from 'node:stream'
import { endConnection } from '#lib/door/end-connection.ts'
import { endEarly } from '#lib/door/end-early.ts'
import { AppError } from '#lib/errors.ts'
import { expectBody } from '#lib/intake/read-body.ts'
import { setOwnHeaders } from './own-headers.ts'
import { readWebTarget } from './read-target.ts'
import { findRoute } from './routes.ts'
import { setSecurityHeaders } from './security-headers.ts'
import { sendFault } from './send-fault.ts'
import type { Web } from './web.ts'

/** Headers must be there in this time; a body may take hours if only it moves (read-body watches that). */
const HEADERS_MS = 30_000
const KEEP_ALIVE_MS = 65_000
/** What a form on a page may send, and how long it may take. */
const FORM_BYTES = 1_000_000
const FORM_MS = 60_000

/** What any server in front of the portal must be made with. */
export const SERVER_OPTIONS = { requestTimeout: 0, headersTimeout: HEADERS_MS, keepAliveTimeout: KEEP_ALIVE_MS } as const

/** A server that is not yet listening. */
export function createListener(web: Web): Server {
  return answerOn(createServer(SERVER_OPTIONS), web)
}

/** Makes `server` (made with SERVER_OPTIONS; plain or TLS) answer as the portal. */
export function answerOn<T extends Server>(server: T, web: Web): T {
  const listen = (request: IncomingMessage, response: ServerResponse) => void answer(web, request, response)
  server.on('request', listen)
  // `Expect: 100-continue`: the route says "continue" when it wants the body, so a refusal costs no upload.
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
    sendFault(web, { request, response }, route, error)
  } finally {
    // Whoever was answered without being read (a GET with a body, say) must not keep the connection by dripping bytes.
    endEarly(request, response)
  }
}

/** Pages get small bodies only: next reads them whole. */
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

/** The portal speaks no WebSocket; Next's own upgrade handler has been a way to reach other hosts (CVE-2026-44578). */
function refuseUpgrade(_request: IncomingMessage, socket: Duplex): void {
  // The server listens to this connection no longer: an error that nobody hears would end the process.
  socket.on('error', () => {})
  socket.end('HTTP/1.1 400 Bad Request\r\nConnection: close\r\nContent-Length: 0\r\n\r\n', () => socket.destroy())
}
