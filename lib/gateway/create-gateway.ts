// The listener for machines: TLS with a client certificate of a known authority, or no connection at all.
import { constants } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { createServer, type Server } from 'node:https'
import { AppError } from '#lib/errors.ts'
import type { Gateway } from './gateway.ts'
import { health } from './health.ts'
import { refuse } from './refuse.ts'

/** PEM. `crl` names certificates that the authority no longer vouches for. */
export type GatewayTls = { cert: Buffer; key: Buffer; ca: Buffer; crl?: Buffer }

const HEADERS_MS = 30_000
const HANDSHAKE_MS = 10_000

/** A server that is not yet listening. No, expired, revoked and foreign certificates are refused in the handshake. */
export function createGateway(gateway: Gateway, tls: GatewayTls): Server {
  const options = { minVersion: 'TLSv1.2', requestCert: true, rejectUnauthorized: true } as const
  // No resumed sessions: each connection shows its certificate, and it is held against the list anew.
  const secureOptions = constants.SSL_OP_NO_TICKET
  const server = createServer({ ...tls, ...options, secureOptions, headersTimeout: HEADERS_MS, handshakeTimeout: HANDSHAKE_MS })
  const handle = (request: IncomingMessage, response: ServerResponse) => {
    answer(gateway, request, response).catch((error: unknown) => refuse(gateway, { request, response }, error))
  }
  server.on('request', handle)
  server.on('checkContinue', handle)
  server.on('tlsClientError', (error: NodeJS.ErrnoException) =>
    gateway.log.info('handshake-refused', { code: error.code ?? 'unknown' }),
  )
  return server
}

async function answer(gateway: Gateway, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const url = URL.parse(request.url ?? '', 'https://gateway')
  if (!url || !request.url?.startsWith('/')) throw new AppError('invalid', 'target')
  if (url.pathname !== '/health') throw new AppError('not_found')
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    response.setHeader('Allow', 'GET, HEAD')
    throw new AppError('method')
  }
  await health(gateway, { request, response, url, now: new Date() })
}
