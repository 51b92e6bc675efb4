// The gateway's server: TLS with client certificates, one table of routes, an employer per call.
//
//   main.ts              the process: settings, beat, reload on SIGHUP
//   routes.ts            the table that runs and that openapi.json describes; *-routes.ts its rows, route.ts their type
//   require-caller.ts    which employer the certificate stands for; trust.ts, revocation.ts: whether the certificate is good
//   hand-in.ts           files to FK: order.ts, hand-in-multipart.ts, submit.ts, uploads.ts (resumable)
//   deliveries.ts        files from FK
//   submissions.ts       what has been handed in, and its receipts
//   reply.ts, refuse.ts  answers in XML or JSON (negotiate.ts); shapes.ts their schemas
//
// Not here: what is shared with web's listener (lib/door), the verbs (lib/submissions, lib/deliveries).

import { constants } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { createServer, type Server } from 'node:https'
import type { TlsOptions } from 'node:tls'
import { endConnection, endEarly } from '#lib/door/end-connection.ts'
import { AppError } from '#lib/errors.ts'
import { expectBody } from '#lib/intake/read-body.ts'
import { routeFinder } from './find-route.ts'
import type { Gateway } from './gateway.ts'
import { refuse } from './refuse.ts'
import { requireCaller } from './require-caller.ts'
import { ROUTES } from './routes.ts'

/** PEM. */
export type GatewayTls = { cert: Buffer; key: Buffer; ca: Buffer }

/** Milliseconds. No limit on the whole request: the pace of a body is limited by read-body. */
const TIMES = { headersTimeout: 30_000, requestTimeout: 0, keepAliveTimeout: 65_000, handshakeTimeout: 10_000 } as const

/** Connections are limited before TLS tells who connects. One takes about 50 kB. */
const MOST_CONNECTIONS = 5_000

/** Characters in a request target. */
const LONGEST_TARGET = 8192

const findRoute = routeFinder(ROUTES)

/**
 * A server that is not yet listening. The handshake accepts any certificate, or none, since a refusal in TLS looks like a broken
 * network to the client. requireCaller refuses each call instead, with the reason.
 */
export function createGateway(gateway: Gateway, tls: GatewayTls): Server {
  const options = { requestCert: true, rejectUnauthorized: false } as const
  // `curl --http1.0` offers nothing else in its handshake.
  const ALPNProtocols = ['http/1.1', 'http/1.0']
  const server = createServer({ ...secureContext(tls), ...options, ...TIMES, ALPNProtocols })
  server.maxConnections = MOST_CONNECTIONS
  const handle = (request: IncomingMessage, response: ServerResponse) => void answer(gateway, request, response)
  server.on('request', handle)
  // `Expect: 100-continue`: the route writes "continue" when it wants the body, so a refusal costs no upload.
  server.on('checkContinue', handle)
  server.on('clientError', endConnection)
  server.on('tlsClientError', (error: NodeJS.ErrnoException) =>
    gateway.log.info('handshake-refused', { code: error.code ?? 'unknown' }),
  )
  return server
}

async function answer(gateway: Gateway, request: IncomingMessage, response: ServerResponse): Promise<void> {
  let name = 'none'
  try {
    const url = readTarget(request)
    const found = findRoute(request.method ?? '', url.pathname)
    if (found.kind === 'none') throw notHere(found.methods, response, request)
    const { route, params } = found
    name = route.name
    expectBody(request)
    const call = { request, response, url, params, now: new Date() }
    if (route.asks === 'nobody') await route.handle(gateway, call)
    else await route.handle(gateway, call, await requireCaller(gateway, call))
  } catch (error) {
    refuse(gateway, { request, response, route: name }, error)
  } finally {
    // A body that was not read (a GET with one, say) must not keep the connection open.
    endEarly(request, response)
  }
}

function notHere(methods: readonly string[], response: ServerResponse, { method }: IncomingMessage): AppError {
  if (methods.length === 0) return new AppError('not_found')
  response.setHeader('Allow', methods.join(', '))
  // curl -T without a slash at the end of the address.
  return method === 'PUT' && methods.includes('POST') ? new AppError('method', 'slash') : new AppError('method')
}

/**
 * The request's address. Refuses (`invalid`, `target`): `GET https://elsewhere/`, `//elsewhere`, backslashes, paths that URL
 * parsing changes (`..`); (`host`): not exactly one Host header, except that HTTP/1.0 may have none.
 */
function readTarget(request: IncomingMessage): URL {
  const target = request.url ?? ''
  // RFC 9112, 3.2: an origin server is asked in origin form.
  if (!target.startsWith('/') || target.length > LONGEST_TARGET || /^\/[/\\]|[\\\s]/.test(target))
    throw new AppError('invalid', 'target')
  const url = URL.parse(target, 'https://gateway')
  if (url?.host !== 'gateway' || url.pathname !== target.split(/[?#]/, 1)[0]) throw new AppError('invalid', 'target')
  requireOneHost(request)
  return url
}

function requireOneHost({ rawHeaders, httpVersion }: IncomingMessage): void {
  const hosts = rawHeaders.filter((name, index) => index % 2 === 0 && name.toLowerCase() === 'host').length
  if (hosts !== 1 && !(hosts === 0 && httpVersion === '1.0')) throw new AppError('invalid', 'host')
}

/**
 * The TLS settings. setSecureContext replaces all of them, so a reload gives every one again and not the certificates alone.
 */
export function secureContext(tls: GatewayTls): TlsOptions {
  // No session resumption: each connection shows its certificate, which is checked for revocation.
  return { ...tls, minVersion: 'TLSv1.2', secureOptions: constants.SSL_OP_NO_TICKET }
}
