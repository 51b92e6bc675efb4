// The gateway's server: TLS with client certificates, one table of routes, an employer per call.
//
//   main.ts              the process: settings, beat, reload on SIGHUP
//   routes.ts            the table that runs and that openapi.json describes; *-routes.ts its rows, route.ts their type
//   require-caller.ts    which employer the certificate stands for; trust.ts: whether the certificate is good
//   hand-in.ts           files to FK: order.ts what one is for, machine-sender.ts who sends it, uploads.ts (resumable)
//   deliveries.ts        files from FK
//   submissions.ts       what has been handed in, and its receipts
//   shapes.ts            the schemas of the answers
//
// Not here: the loop that answers and what else is shared with web (lib/door), the verbs (lib/submissions,
// lib/deliveries), what makes a certificate good (lib/pki), what issuers say of revocation (lib/certificates).

import { constants } from 'node:crypto'
import { createServer, type Server } from 'node:https'
import type { TlsOptions } from 'node:tls'
import { answerAt, SERVER_OPTIONS } from '#lib/door/listen.ts'
import type { Gateway } from './gateway.ts'
import { gatewayHolder, requireCaller } from './require-caller.ts'
import type { GatewayAskers } from './route.ts'
import { ROUTES } from './routes.ts'

/** PEM. */
export type GatewayTls = { cert: Buffer; key: Buffer; ca: Buffer }

const HANDSHAKE_MS = 10_000

/** With forward secrecy and authenticated encryption alone: what TLS 1.3 has, and of TLS 1.2 the same kinds (RFC 9325, 4.2). */
const CIPHERS = [
  ...['TLS_AES_256_GCM_SHA384', 'TLS_CHACHA20_POLY1305_SHA256', 'TLS_AES_128_GCM_SHA256'],
  ...['ECDHE-ECDSA-AES256-GCM-SHA384', 'ECDHE-RSA-AES256-GCM-SHA384', 'ECDHE-ECDSA-CHACHA20-POLY1305'],
  ...['ECDHE-RSA-CHACHA20-POLY1305', 'ECDHE-ECDSA-AES128-GCM-SHA256', 'ECDHE-RSA-AES128-GCM-SHA256'],
].join(':')

/** Connections are limited before TLS tells who connects. One takes about 50 kB. */
const MOST_CONNECTIONS = 5_000

/**
 * A server that is not yet listening. The handshake accepts any certificate, or none, since a refusal in TLS looks like a broken
 * network to the client. requireCaller refuses each call instead, with the reason.
 */
export function createGateway(gateway: Gateway, tls: GatewayTls): Server {
  const options = { requestCert: true, rejectUnauthorized: false, handshakeTimeout: HANDSHAKE_MS } as const
  // `curl --http1.0` offers nothing else in its handshake.
  const ALPNProtocols = ['http/1.1', 'http/1.0']
  const server = createServer({ ...secureContext(tls), ...options, ...SERVER_OPTIONS, ALPNProtocols })
  server.maxConnections = MOST_CONNECTIONS
  server.on('tlsClientError', (error: NodeJS.ErrnoException) =>
    gateway.log.info('handshake-refused', { code: error.code ?? 'unknown' }),
  )
  return answerAt<Server, Gateway, GatewayAskers>(server, {
    parts: gateway,
    routes: ROUTES,
    ask: { caller: requireCaller, nobody: async () => undefined },
    holder: gatewayHolder,
    forms: ['xml', 'json'],
    // Known under any name: an operator gives it one, and it stands in a certificate.
    origin: () => ({ origin: 'https://gateway', isOnly: false }),
  })
}

/**
 * The TLS settings. setSecureContext replaces all of them, so a reload gives every one again and not the certificates alone.
 */
export function secureContext(tls: GatewayTls): TlsOptions {
  // No session resumption: each connection shows its certificate, which is checked for revocation.
  return { ...tls, minVersion: 'TLSv1.2', ciphers: CIPHERS, secureOptions: constants.SSL_OP_NO_TICKET }
}
