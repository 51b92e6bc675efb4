import { createHash } from 'node:crypto'

/** SHA-256 of the certificate's DER, hex: what submissions and the audit trail name a certificate by. */
export function fingerprint(der: Uint8Array): string {
  return createHash('sha256').update(der).digest('hex')
}
