import { constants } from 'node:crypto'
import type { TlsOptions } from 'node:tls'

/** PEM. */
export type GatewayTls = { cert: Buffer; key: Buffer; ca: Buffer }

/**
 * With what the gateway meets a connection. Whenever certificates are exchanged this is said anew, all of it: a server that gets
 * new ones (setSecureContext) forgets the rest of what it was made with.
 */
export function secureContext(tls: GatewayTls): TlsOptions {
  // No resumed sessions: each connection shows its certificate, and it is held against the list anew.
  return { ...tls, minVersion: 'TLSv1.2', secureOptions: constants.SSL_OP_NO_TICKET }
}
