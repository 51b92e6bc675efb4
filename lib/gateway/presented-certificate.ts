import type { TLSSocket } from 'node:tls'
import { fingerprint } from '#lib/certificates/fingerprint.ts'
import { findChain } from '#lib/pki/find-chain.ts'
import { type Certificate, readCertificate } from '#lib/pki/read-certificate.ts'

/** The certificate that the client presented in the handshake. */
export type PresentedCertificate = {
  certificate: Certificate
  /** SHA-256, hex. */
  fingerprint: string
  /** The certificate and its issuers, as far as they are among the accepted ones. */
  path: Certificate[]
  isTrusted: boolean
  /** OpenSSL's verification error, as CERT_HAS_EXPIRED; null when there is none. */
  tlsFault: string | null
}

type VerifiedChain = Omit<PresentedCertificate, 'tlsFault'>

/** Cache of parsed and verified chains, by fingerprint: a script presents the same certificate with every call. */
export type KnownChains = Map<string, Promise<VerifiedChain | undefined>>

const MOST_KNOWN = 5_000

/**
 * Parses the client's certificate and verifies its chain; undefined without one. Only issuers that the operator named count, not
 * intermediate ones that the client sends along. Verifies signatures the first time, then cached.
 */
export async function readPresentedCertificate(
  socket: TLSSocket,
  { authorities, known }: { authorities: readonly Certificate[]; known: KnownChains },
): Promise<PresentedCertificate | undefined> {
  const der = socket.getPeerX509Certificate()?.raw
  if (!der) return undefined
  const print = fingerprint(der)
  if (known.size >= MOST_KNOWN) known.clear()
  const verifying = known.get(print) ?? verifyChain(new Uint8Array(der), print, authorities)
  known.set(print, verifying)
  const chain = await verifying
  // Node gives a string here where its types say Error.
  const reason: unknown = socket.authorizationError
  const fault = reason instanceof Error ? reason.message : typeof reason === 'string' ? reason : 'unknown'
  return chain && { ...chain, tlsFault: socket.authorized ? null : fault }
}

async function verifyChain(
  der: Uint8Array<ArrayBuffer>,
  print: string,
  authorities: readonly Certificate[],
): Promise<VerifiedChain | undefined> {
  const certificate = readCertificate(der)
  if (!certificate) return undefined
  const { path, end } = await findChain(certificate, { more: [], authorities })
  return { certificate, fingerprint: print, path, isTrusted: end === 'trusted' && path.length > 1 }
}
