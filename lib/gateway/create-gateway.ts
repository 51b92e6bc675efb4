// The listener for machines: TLS, where each call is answered by what the client's certificate proves.
import type { IncomingMessage, ServerResponse } from 'node:http'
import { createServer, type Server } from 'node:https'
import { endConnection } from '#lib/door/end-connection.ts'
import { endEarly } from '#lib/door/end-early.ts'
import { AppError } from '#lib/errors.ts'
import { expectBody } from '#lib/intake/read-body.ts'
import { routeFinder } from './find-route.ts'
import type { Gateway } from './gateway.ts'
import { readTarget } from './read-target.ts'
import { refuse } from './refuse.ts'
import { requireCaller } from './require-caller.ts'
import { ROUTES } from './routes.ts'
import { type GatewayTls, secureContext } from './secure-context.ts'

/** Headers must be there in this time; a body may take hours if only it moves (read-body watches that). */
const TIMES = { headersTimeout: 30_000, requestTimeout: 0, keepAliveTimeout: 65_000, handshakeTimeout: 10_000 } as const

/** TLS lets everybody in, so connections are counted before anything is known of them. One takes some 50 kB. */
const MOST_CONNECTIONS = 5_000

const findRoute = routeFinder(ROUTES)

/**
 * A server that is not yet listening. The handshake lets every certificate through, and none: a refusal in TLS looks like a
 * broken network from the other side. Each call is then refused (requireCaller) with what is wrong and what to do.
 */
export function createGateway(gateway: Gateway, tls: GatewayTls): Server {
  const options = { requestCert: true, rejectUnauthorized: false } as const
  // `curl --http1.0` offers nothing else in its handshake.
  const ALPNProtocols = ['http/1.1', 'http/1.0']
  const server = createServer({ ...secureContext(tls), ...options, ...TIMES, ALPNProtocols })
  server.maxConnections = MOST_CONNECTIONS
  const handle = (request: IncomingMessage, response: ServerResponse) => void answer(gateway, request, response)
  server.on('request', handle)
  // `Expect: 100-continue`: the route says "continue" when it wants the body, so a refusal costs no upload.
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
    refuse(gateway, { request, response }, name, error)
  } finally {
    // Whoever was answered without being read (a GET with a body, say) must not keep the connection by dripping bytes.
    endEarly(request, response)
  }
}

function notHere(methods: readonly string[], response: ServerResponse, { method }: IncomingMessage): AppError {
  if (methods.length === 0) return new AppError('not_found')
  response.setHeader('Allow', methods.join(', '))
  // curl -T without the slash at the end of the address.
  return method === 'PUT' && methods.includes('POST') ? new AppError('method', 'slash') : new AppError('method')
}
