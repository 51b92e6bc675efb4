import { DAY_MS } from '#lib/calendar.ts'
import type { Environment } from '#lib/environment.ts'
import { LIMITS } from '#lib/limits.ts'
import type { Chain } from './find-chain.ts'
import { organisationIn } from './organisation-in.ts'
import { type Certificate, CLIENT_AUTH } from './read-certificate.ts'

/** What keeps a certificate from being used here. */
export const STOPS = [
  'authority',
  'expired',
  'no_number',
  'other_organisation',
  'foreign_ca',
  'weak_key',
  'weak_signature',
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

/** Whether a certificate will do as a client's; nothing here asks whether it is revoked. */
export function certificateFaults(certificate: Certificate, { chain, orgnr, environment, now }: CertificateFaultsInput): Judged {
  const { key, subject, notBefore, notAfter, extendedKeyUsage } = certificate
  const holder = organisationIn(subject.serialNumbers)
  const isTest = /\btest/i.test(certificate.issuer.text)
  const stops = new Set<CertificateStop>()
  if (certificate.isAuthority) stops.add('authority')
  if (notAfter <= now) stops.add('expired')
  if (holder === undefined) stops.add('no_number')
  else if (orgnr !== undefined && holder !== orgnr) stops.add('other_organisation')
  if (chain.end === 'foreign' || (chain.end === 'missing' && chain.path.length > 0 && isSelfIssued(chain)))
    stops.add('foreign_ca')
  if ((key.kind === 'rsa' && key.bits < LIMITS.leastRsaBits) || (key.kind === 'ec' && key.bits < LIMITS.leastEcBits))
    stops.add('weak_key')
  if (WEAK_SIGNATURES.has(certificate.signature)) stops.add('weak_signature')
  // Old certificates have no list of purposes and pass (fk.md 7.1); one that has it must allow client authentication.
  if (extendedKeyUsage && !extendedKeyUsage.includes(CLIENT_AUTH)) stops.add('wrong_purpose')
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

const isSelfIssued = ({ path }: Pick<Chain, 'path'>): boolean => {
  const last = path.at(-1)
  return last !== undefined && last.subject.text === last.issuer.text
}
