import type { TLSSocket } from 'node:tls'
import { fingerprint } from '#lib/certificates/fingerprint.ts'
import { findChain } from '#lib/pki/find-chain.ts'
import { type Certificate, readCertificate } from '#lib/pki/read-certificate.ts'

/** What the other end showed in the handshake. */
export type Shown = {
  certificate: Certificate
  /** SHA-256, hex. */
  fingerprint: string
  /** The certificate and its issuers, as far as they are among ours. */
  path: Certificate[]
  isTrusted: boolean
  /** What OpenSSL found wrong, as CERT_HAS_EXPIRED; null when nothing. */
  tlsFault: string | null
}

/**
 * Reads and follows the client's certificate; undefined when it showed none. Only issuers that the operator names count: one
 * that merely comes along, below a root that is named, is nobody's choice. Costs signatures: ask once a connection.
 */
export async function shownCertificates(socket: TLSSocket, authorities: readonly Certificate[]): Promise<Shown | undefined> {
  const der = socket.getPeerX509Certificate()?.raw
  const certificate = der && readCertificate(new Uint8Array(der))
  if (!certificate) return undefined
  const { path, end } = await findChain(certificate, { more: [], authorities })
  // Node says a plain code where its types say Error.
  const fault: unknown = socket.authorizationError
  return {
    certificate,
    fingerprint: fingerprint(certificate.der),
    path,
    isTrusted: end === 'trusted' && path.length > 1,
    tlsFault: socket.authorized ? null : fault instanceof Error ? fault.message : String(fault ?? 'unknown'),
  }
}
