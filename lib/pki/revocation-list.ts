import * as pkijs from 'pkijs'
import { type Certificate, hexNumber, parse, urlOf } from './read-certificate.ts'

/** A CRL (RFC 5280 section 5) whose signature is good. */
export type RevocationList = {
  /** The issuer's certificate, by which it was verified. */
  issuer: Certificate
  thisUpdate: Date
  /** Undefined: it never says when the next one comes, so it is stale from the start. */
  nextUpdate: Date | undefined
  /** Certificate numbers as Certificate has them. */
  revoked: ReadonlySet<string>
  scope: ListScope
}

/** Of which of its issuer's certificates a list tells: those that name one of `addresses` (null: all), authorities left out by `usersOnly`. */
export type ListScope = { addresses: readonly string[] | null; usersOnly: boolean }

/**
 * `der`: one list. Undefined for what is no list, is signed by none of `issuers`, or tells only of changes, of some reasons, of
 * authorities or of others' certificates: whom such a list leaves out may be revoked all the same (RFC 5280, 5.2).
 */
export async function readRevocationList(
  der: Uint8Array<ArrayBuffer>,
  issuers: readonly Certificate[],
): Promise<RevocationList | undefined> {
  const list = parseList(der)
  const scope = list && scopeOf(list)
  if (!list || !scope) return undefined
  for (const issuer of issuers) {
    const issuerCertificate = parse(issuer.der)
    if (!issuerCertificate?.subject.isEqual(list.issuer)) continue
    if (!(await list.verify({ issuerCertificate }).catch(() => false))) continue
    const revoked = new Set(
      (list.revokedCertificates ?? []).map(({ userCertificate }) => hexNumber(userCertificate.valueBlock.valueHexView)),
    )
    return { issuer, thisUpdate: list.thisUpdate.value, nextUpdate: list.nextUpdate?.value, revoked, scope }
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

const ISSUING_POINT = '2.5.29.28'
const DELTA = '2.5.29.27'

function scopeOf({ crlExtensions }: pkijs.CertificateRevocationList): ListScope | undefined {
  const scope: ListScope = { addresses: null, usersOnly: false }
  for (const { extnID, critical, parsedValue } of crlExtensions?.extensions ?? []) {
    if (extnID === ISSUING_POINT) {
      const point: unknown = parsedValue
      if (!(point instanceof pkijs.IssuingDistributionPoint) || isPartial(point)) return undefined
      scope.usersOnly = point.onlyContainsUserCerts
      if (point.distributionPoint !== undefined) {
        if (!Array.isArray(point.distributionPoint)) return undefined
        scope.addresses = point.distributionPoint.flatMap(urlOf)
      }
    } else if (extnID === DELTA || critical) return undefined
  }
  return scope
}

function isPartial(point: pkijs.IssuingDistributionPoint): boolean {
  const { onlyContainsCACerts, onlyContainsAttributeCerts, indirectCRL, onlySomeReasons } = point
  return onlyContainsCACerts || onlyContainsAttributeCerts || indirectCRL || onlySomeReasons !== undefined
}
