import * as pkijs from 'pkijs'
import { type Certificate, hexNumber, parse } from './read-certificate.ts'

/** A CRL (RFC 5280 section 5) whose signature is good. */
export type RevocationList = {
  /** The issuer's certificate, by which it was verified. */
  issuer: Certificate
  thisUpdate: Date
  /** Undefined: it never says when the next one comes, so it is stale from the start. */
  nextUpdate: Date | undefined
  /** Certificate numbers as Certificate has them. */
  revoked: ReadonlySet<string>
}

/** `der`: one list. Undefined for what is no list, or is signed by none of `issuers`. */
export async function readRevocationList(
  der: Uint8Array<ArrayBuffer>,
  issuers: readonly Certificate[],
): Promise<RevocationList | undefined> {
  const list = parseList(der)
  if (!list) return undefined
  for (const issuer of issuers) {
    const issuerCertificate = parse(issuer.der)
    if (!issuerCertificate?.subject.isEqual(list.issuer)) continue
    if (!(await list.verify({ issuerCertificate }).catch(() => false))) continue
    const revoked = new Set(
      (list.revokedCertificates ?? []).map(({ userCertificate }) => hexNumber(userCertificate.valueBlock.valueHexView)),
    )
    return { issuer, thisUpdate: list.thisUpdate.value, nextUpdate: list.nextUpdate?.value, revoked }
  }
  return undefined
}

function parseList(der: Uint8Array<ArrayBuffer>): pkijs.CertificateRevocationList | undefined {
  try {
    return pkijs.CertificateRevocationList.fromBER(der)
  } catch {
    return undefined
  }
}
