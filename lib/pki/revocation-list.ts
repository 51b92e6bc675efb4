import * as pkijs from 'pkijs'
import { type Certificate, hexNumber, parse, urlOf } from './read-certificate.ts'

/** A CRL (RFC 5280 section 5) whose signature is good. */
export type RevocationList = {
  /** The issuer's certificate, by which it was verified. */
  issuer: Certificate
  thisUpdate: Date
  /** Undefined: the list does not say, and counts as stale from the start. */
  nextUpdate: Date | undefined
  /** Serial numbers in Certificate's form. */
  revoked: ReadonlySet<string>
  scope: ListScope
}

/** Which of its issuer's certificates a list covers: those that name one of `addresses` (null: all); `usersOnly`: no authorities. */
export type ListScope = { addresses: readonly string[] | null; usersOnly: boolean }

/**
 * `der`: one list. Undefined when it is no list, is signed by none of `issuers`, or covers only changes, some reasons,
 * authorities or other issuers' certificates: a certificate that such a list leaves out may still be revoked (RFC 5280, 5.2).
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

/** Whether the list covers this certificate of its issuer: only then does its silence mean not revoked. */
export function coversCertificate({ scope }: Pick<RevocationList, 'scope'>, { crlUrls, isAuthority }: Certificate): boolean {
  if (scope.usersOnly && isAuthority) return false
  return scope.addresses === null || scope.addresses.some((address) => crlUrls.includes(address))
}
