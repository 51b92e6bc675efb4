import type { IncomingMessage } from 'node:http'
import { TLSSocket } from 'node:tls'

/** SHA-256 of the client certificate, hex: who did something, in the audit trail. */
export function fingerprintOf({ socket }: IncomingMessage): string {
  if (!(socket instanceof TLSSocket)) throw new Error('the gateway speaks TLS alone')
  return socket.getPeerCertificate().fingerprint256.replaceAll(':', '').toLowerCase()
}
