import { type Certificate, parse, readCertificate } from './read-certificate.ts'

export type Chain = {
  /** The certificate first, then each issuer that was found, also above the first trusted one. */
  path: Certificate[]
  /** `trusted`: it ends at one of the authorities. `missing`: an issuer was not found. `foreign`: it ends at another root. */
  end: 'trusted' | 'missing' | 'foreign'
}

const LONGEST = 6

/**
 * Who issued `certificate`, by name and by signature, up to one of `authorities` (roots and intermediates that are trusted).
 * `more` are certificates sent with it. Dates and purposes are not checked.
 */
export async function findChain(
  certificate: Certificate,
  { more, authorities }: { more: readonly Certificate[]; authorities: readonly Certificate[] },
): Promise<Chain> {
  const path = [certificate]
  let isTrusted = false
  for (let last = certificate; ; ) {
    isTrusted ||= authorities.some((known) => isSame(known, last))
    // Certificates that were sent lead up to a trusted one, never beyond it.
    const issuer = (await issuerAmong(last, authorities)) ?? (isTrusted ? undefined : await issuerAmong(last, more))
    if (!issuer || isSame(issuer, last) || path.length > LONGEST)
      return { path, end: isTrusted ? 'trusted' : issuer && isSame(issuer, last) ? 'foreign' : 'missing' }
    path.push(issuer)
    last = issuer
  }
}

export function isSame(one: Certificate, other: Certificate): boolean {
  return one.der.length === other.der.length && one.der.every((byte, at) => byte === other.der[at])
}

async function issuerAmong(certificate: Certificate, candidates: readonly Certificate[]): Promise<Certificate | undefined> {
  for (const candidate of candidates) if (await isIssuedBy(certificate, candidate)) return candidate
  return undefined
}

/** By name, by being an authority, and by signature. */
export async function isIssuedBy(certificate: Certificate, issuer: Certificate): Promise<boolean> {
  const [one, other] = [parse(certificate.der), parse(issuer.der)]
  if (!one || !other || !one.issuer.isEqual(other.subject)) return false
  if (!issuer.isAuthority && !isSame(certificate, issuer)) return false
  // A signature in an algorithm that the platform does not know counts as wrong.
  return one.verify(other).catch(() => false)
}

/** Every certificate in a PEM text or a DER file, in order. */
export function certificatesIn(parts: readonly { label: string; bytes: Uint8Array<ArrayBuffer> }[]): Certificate[] {
  return parts.flatMap(({ label, bytes }) => {
    if (!/^(TRUSTED |X509 )?CERTIFICATE$/.test(label)) return []
    const certificate = readCertificate(bytes)
    return certificate ? [certificate] : []
  })
}
