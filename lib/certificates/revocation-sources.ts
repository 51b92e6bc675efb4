import { findChain } from '#lib/pki/find-chain.ts'
import type { Certificate } from '#lib/pki/read-certificate.ts'
import { fingerprint } from './fingerprint.ts'

/** A revocation list at an address, or an OCSP responder about one certificate. */
export type RevocationSource =
  | { key: string; kind: 'crl'; url: string }
  | { key: string; kind: 'ocsp'; url: string; certificate: Certificate; issuer: Certificate }

/** The sources that a certificate and its issuers name; none where the chain does not end in a trusted authority. */
export async function revocationSources(
  certificate: Certificate,
  authorities: readonly Certificate[],
): Promise<RevocationSource[]> {
  const { path, end } = await findChain(certificate, { more: [], authorities })
  if (end !== 'trusted') return []
  const lists = path.slice(0, -1).flatMap(({ crlUrls }) => crlUrls.slice(0, 1))
  const [issuer, responder] = [path[1], certificate.ocspUrls[0]]
  return [
    ...lists.map((url) => ({ key: `crl:${url}`, kind: 'crl' as const, url })),
    ...(issuer && responder
      ? [{ key: `ocsp:${fingerprint(certificate.der)}`, kind: 'ocsp' as const, url: responder, certificate, issuer }]
      : []),
  ]
}
