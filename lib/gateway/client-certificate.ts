import type { TLSSocket } from 'node:tls'
import { fingerprint } from '#lib/certificates/fingerprint.ts'
import { findChain } from '#lib/pki/find-chain.ts'
import { type Certificate, readCertificate } from '#lib/pki/read-certificate.ts'

/** What the other end showed in the handshake. */
export type ClientCertificate = {
  certificate: Certificate
  /** SHA-256, hex. */
  fingerprint: string
  /** The certificate and its issuers, as far as they are among ours. */
  path: Certificate[]
  isTrusted: boolean
  /** What OpenSSL found wrong, as CERT_HAS_EXPIRED; null when nothing. */
  tlsFault: string | null
}

type VerifiedChain = Omit<ClientCertificate, 'tlsFault'>

/** What has been read and followed, by fingerprint: the same certificate comes again with every call of a script. */
export type KnownChains = Map<string, Promise<VerifiedChain | undefined>>

const MOST_KNOWN = 5_000

/**
 * Reads and follows the client's certificate; undefined when it showed none. Only issuers that the operator names count: one
 * that merely comes along, below a root that is named, is nobody's choice. Costs signatures the first time.
 */
export async function readClientCertificate(
  socket: TLSSocket,
  { authorities, known }: { authorities: readonly Certificate[]; known: KnownChains },
): Promise<ClientCertificate | undefined> {
  const der = socket.getPeerX509Certificate()?.raw
  if (!der) return undefined
  const print = fingerprint(der)
  if (known.size >= MOST_KNOWN) known.clear()
  const following = known.get(print) ?? follow(new Uint8Array(der), print, authorities)
  known.set(print, following)
  const followed = await following
  // Node says a plain code where its types say Error.
  const fault: unknown = socket.authorizationError
  const said = fault instanceof Error ? fault.message : typeof fault === 'string' ? fault : 'unknown'
  return followed && { ...followed, tlsFault: socket.authorized ? null : said }
}

async function follow(
  der: Uint8Array<ArrayBuffer>,
  print: string,
  authorities: readonly Certificate[],
): Promise<VerifiedChain | undefined> {
  const certificate = readCertificate(der)
  if (!certificate) return undefined
  const { path, end } = await findChain(certificate, { more: [], authorities })
  return { certificate, fingerprint: print, path, isTrusted: end === 'trusted' && path.length > 1 }
}
