// Whether a client certificate is good: chain, dates, purpose, revocation, organisation number. Not: which employer registered it.

import type { TLSSocket } from 'node:tls'
import { DAY_MS } from '#lib/calendar.ts'
import { judgePath, type RevocationPolicy, type RevocationVerdict } from '#lib/certificates/judge-revocation.ts'
import { openRevocation, type Revocation } from '#lib/certificates/revocation.ts'
import type { Db } from '#lib/db.ts'
import { type CertificateStop, certificateFaults } from '#lib/pki/certificate-faults.ts'
import { certificatesIn } from '#lib/pki/find-chain.ts'
import { organisationIn } from '#lib/pki/organisation-in.ts'
import { readPem } from '#lib/pki/pem.ts'
import { type KnownChains, type PresentedCertificate, readPresentedCertificate } from './presented-certificate.ts'

/** Details of `not_allowed`, in the order they are checked. */
export type CertificateRefusal =
  | 'no_certificate'
  | 'foreign_ca'
  | 'expired'
  | 'not_yet_valid'
  | 'wrong_purpose'
  | 'key_usage'
  | 'unknown_extension'
  | 'weak_certificate'
  | 'issuer'
  | 'revoked'
  | 'revocation_unknown'
  | 'certificate'

export type Proof =
  | { kind: 'good'; shown: PresentedCertificate; orgnr: string; revocation: RevocationVerdict }
  | {
      kind: 'refused'
      why: CertificateRefusal
      shown: PresentedCertificate | undefined
      revocation: RevocationVerdict | undefined
    }

export type Trust = {
  policy: RevocationPolicy
  revocation: Revocation
  /** Checked at every call: dates and revocation also change on a connection that stays open for days. */
  prove: (socket: TLSSocket, now: Date) => Promise<Proof>
}

type Sources = {
  db: Pick<Db, 'pool'>
  /** PEM: the accepted issuers and their own issuers. */
  ca: Buffer
  /** PEM with revocation lists; read again as they are renewed. */
  readLists: () => Buffer | undefined
  policy: RevocationPolicy
  /** How long what is known of revocation is used before it is asked for again. */
  freshMs?: number
}

export const DEFAULT_POLICY: RevocationPolicy = { mode: 'hard', graceMs: DAY_MS }

export function openTrust({ db, ca, readLists, policy, freshMs }: Sources): Trust {
  const authorities = certificatesIn(readPem(ca.toString('latin1')))
  const revocation = openRevocation({ db, authorities, readLists, freshMs })
  const known: KnownChains = new Map()
  return {
    policy,
    revocation,
    async prove(socket, now) {
      const shown = await readPresentedCertificate(socket, { authorities, known })
      const why = shown ? faultOf(shown, now) : 'no_certificate'
      if (!shown || why) return { kind: 'refused', why: why ?? 'no_certificate', shown, revocation: undefined }
      const verdict = await judgePath(shown.path, { revocation, policy }, now)
      if (verdict.kind === 'revoked') return { kind: 'refused', why: 'revoked', shown, revocation: verdict }
      if (verdict.kind === 'unknown' && policy.mode === 'hard')
        return { kind: 'refused', why: 'revocation_unknown', shown, revocation: verdict }
      const orgnr = organisationIn(shown.certificate.subject.serialNumbers)
      if (!orgnr) return { kind: 'refused', why: 'certificate', shown, revocation: verdict }
      return { kind: 'good', shown, orgnr, revocation: verdict }
    },
  }
}

/**
 * What registering a certificate would say of it (lib/pki/certificate-faults.ts), then what OpenSSL said in the handshake: a
 * certificate that is registered without a word is not refused here for what stands in it.
 */
function faultOf({ certificate, path, isTrusted, tlsFault }: PresentedCertificate, now: Date): CertificateRefusal | undefined {
  if (!isTrusted) return 'foreign_ca'
  const chain = { path, end: 'trusted' as const }
  const { stops, remarks } = certificateFaults(certificate, { chain, orgnr: undefined, environment: 'test', now })
  if (stops.includes('expired')) return 'expired'
  if (remarks.includes('not_yet_valid')) return 'not_yet_valid'
  const [why] = stops.flatMap((stop) => REFUSED_FOR[stop] ?? [])
  if (why) return why
  if (tlsFault === null) return undefined
  if (tlsFault === 'INVALID_PURPOSE') return 'wrong_purpose'
  if (/TOO_(SMALL|WEAK)/.test(tlsFault)) return 'weak_certificate'
  // OpenSSL judged the dates when the connection began; by now they may be right, and a new connection will be accepted.
  if (tlsFault === 'CERT_HAS_EXPIRED') return 'expired'
  return tlsFault === 'CERT_NOT_YET_VALID' ? 'not_yet_valid' : 'foreign_ca'
}

/** Null: asked after revocation (`no_number`), or of who registers alone. */
const REFUSED_FOR: Record<CertificateStop, CertificateRefusal | null> = {
  authority: 'wrong_purpose',
  expired: 'expired',
  no_number: null,
  other_organisation: null,
  foreign_ca: 'foreign_ca',
  issuer: 'issuer',
  weak_key: 'weak_certificate',
  key_kind: 'weak_certificate',
  weak_signature: 'weak_certificate',
  unknown_extension: 'unknown_extension',
  key_usage: 'key_usage',
  wrong_purpose: 'wrong_purpose',
  test_issuer: null,
}
