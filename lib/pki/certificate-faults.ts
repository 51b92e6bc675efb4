import { DAY_MS } from '#lib/calendar.ts'
import type { Environment } from '#lib/environment.ts'
import { LIMITS } from '#lib/limits.ts'
import type { Chain } from './find-chain.ts'
import { organisationIn } from './organisation-in.ts'
import { type Certificate, CLIENT_AUTH, type KeyKind } from './read-certificate.ts'

/** What keeps a certificate from being used here. */
export const STOPS = [
  'authority',
  'expired',
  'no_number',
  'other_organisation',
  'foreign_ca',
  'issuer',
  'weak_key',
  'key_kind',
  'weak_signature',
  'unknown_extension',
  'key_usage',
  'wrong_purpose',
  'test_issuer',
] as const
/** What the holder should know; the certificate works all the same. */
export const REMARKS = ['not_yet_valid', 'missing_intermediate', 'ends_soon', 'production_issuer'] as const
export type CertificateStop = (typeof STOPS)[number]
export type CertificateRemark = (typeof REMARKS)[number]

export type Judged = { stops: CertificateStop[]; remarks: CertificateRemark[] }

type CertificateFaultsInput = {
  chain: Pick<Chain, 'end' | 'path'>
  /** Canonical number of the organisation that it should belong to. */
  orgnr: string | undefined
  environment: Environment
  now: Date
}

export const SOON_DAYS = LIMITS.certificateSoonDays
/** SHA-1 and MD5 with RSA, and SHA-1 with ECDSA: can be forged (CA/B Forum, NIST SP 800-131A). */
const WEAK_SIGNATURES = new Set(['1.2.840.113549.1.1.4', '1.2.840.113549.1.1.5', '1.2.840.10045.4.1'])

/** Extensions that OpenSSL acts on. A critical one that is not understood makes a certificate unusable (RFC 5280, 4.2). */
const KNOWN_EXTENSIONS = new Set([
  '2.5.29.15', // keyUsage
  '2.5.29.17', // subjectAltName
  '2.5.29.19', // basicConstraints
  '2.5.29.30', // nameConstraints
  '2.5.29.31', // cRLDistributionPoints
  '2.5.29.32', // certificatePolicies
  '2.5.29.33', // policyMappings
  '2.5.29.36', // policyConstraints
  '2.5.29.37', // extKeyUsage
  '2.5.29.54', // inhibitAnyPolicy
  '2.16.840.1.113730.1.1', // Netscape's type
])

/** Whether a certificate will do as a client's; nothing here asks whether it is revoked. */
export function certificateFaults(certificate: Certificate, { chain, orgnr, environment, now }: CertificateFaultsInput): Judged {
  const { key, subject, notBefore, notAfter, keyUsage, extendedKeyUsage } = certificate
  const holder = organisationIn(subject.serialNumbers)
  const isTest = /\btest/i.test(certificate.issuer.text)
  const stops = new Set<CertificateStop>()
  if (certificate.isAuthority) stops.add('authority')
  if (notAfter <= now) stops.add('expired')
  if (holder === undefined) stops.add('no_number')
  else if (orgnr !== undefined && holder !== orgnr) stops.add('other_organisation')
  if (isForeign(chain)) stops.add('foreign_ca')
  if (chain.path.slice(1).some((issuer) => !isFitIssuer(issuer, now))) stops.add('issuer')
  if (isWeakKey(key)) stops.add('weak_key')
  // Other curves and kinds of key are in no list of what TLS clients here may sign with.
  if (key.kind === 'other') stops.add('key_kind')
  if (WEAK_SIGNATURES.has(certificate.signature)) stops.add('weak_signature')
  if (certificate.criticalExtensions.some((oid) => !KNOWN_EXTENSIONS.has(oid))) stops.add('unknown_extension')
  // Old certificates have no list of purposes and pass (fk.md 7.1); one that has it must allow what a client does: sign the
  // handshake (RFC 8446, 4.4.2.2) and authenticate itself.
  if (keyUsage && !keyUsage.digitalSignature) stops.add('key_usage')
  if (extendedKeyUsage && !extendedKeyUsage.includes(CLIENT_AUTH)) stops.add('wrong_purpose')
  if (certificate.netscapeClient === false) stops.add('wrong_purpose')
  if (environment === 'produktion' && isTest) stops.add('test_issuer')
  const remarks = new Set<CertificateRemark>()
  if (notBefore > now) remarks.add('not_yet_valid')
  if (chain.end === 'missing' && !stops.has('foreign_ca')) remarks.add('missing_intermediate')
  if (notAfter > now && notAfter.getTime() - now.getTime() < SOON_DAYS * DAY_MS) remarks.add('ends_soon')
  if (environment === 'test' && !isTest) remarks.add('production_issuer')
  return { stops: [...stops], remarks: [...remarks] }
}

/** Whole days until it ends; 0 on its last day, below 0 afterwards. */
export function daysLeft(notAfter: Date, now: Date): number {
  return Math.floor((notAfter.getTime() - now.getTime()) / DAY_MS)
}

const isWeakKey = (key: KeyKind): boolean =>
  (key.kind === 'rsa' && key.bits < LIMITS.leastRsaBits) || (key.kind === 'ec' && key.bits < LIMITS.leastEcBits)

/** A root's own signature is looked at by nobody: it is trusted because it was named. */
function isFitIssuer(issuer: Certificate, now: Date): boolean {
  const isRoot = issuer.subject.text === issuer.issuer.text
  if (issuer.notAfter <= now || issuer.notBefore > now || isWeakKey(issuer.key)) return false
  if (!isRoot && WEAK_SIGNATURES.has(issuer.signature)) return false
  return issuer.criticalExtensions.every((oid) => KNOWN_EXTENSIONS.has(oid))
}

/** TLS wants the whole way up to a root: an intermediate that is named without its own issuer is not enough. */
function isForeign({ end, path }: Pick<Chain, 'end' | 'path'>): boolean {
  if (end === 'foreign') return true
  return path.length > 0 && isSelfIssued({ path }) !== (end === 'trusted')
}

const isSelfIssued = ({ path }: Pick<Chain, 'path'>): boolean => {
  const last = path.at(-1)
  return last !== undefined && last.subject.text === last.issuer.text
}
