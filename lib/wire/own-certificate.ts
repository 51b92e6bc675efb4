import { createPrivateKey, X509Certificate } from 'node:crypto'
import { readFileSync } from 'node:fs'
import type { Agent } from 'node:https'

/** A certificate and its key, by which a receiver knows us. */
export type OwnCertificate = { cert: string; key: string; startsAt: Date; endsAt: Date }

/** Connections made with one certificate. */
export type TlsClient = { agent: Agent; certificate: OwnCertificate }

/** Throws when a file is missing or key and certificate do not belong together. */
export function readOwnCertificate(certificateFile: string, keyFile: string): OwnCertificate {
  const cert = readFileSync(certificateFile, 'utf8')
  const key = readFileSync(keyFile, 'utf8')
  const certificate = new X509Certificate(cert)
  if (!certificate.checkPrivateKey(createPrivateKey(key)))
    throw new Error(`${certificateFile} and ${keyFile} do not belong together`)
  return { cert, key, startsAt: certificate.validFromDate, endsAt: certificate.validToDate }
}

/**
 * Checked before anything is sent: a receiver may refuse our certificate by cutting the line, which looks like a broken network.
 * Null when it may be used.
 */
export function ownCertificateFault(
  { startsAt, endsAt }: OwnCertificate,
  now: Date,
): 'own-certificate-not-yet-valid' | 'own-certificate-expired' | null {
  if (now < startsAt) return 'own-certificate-not-yet-valid'
  return now >= endsAt ? 'own-certificate-expired' : null
}
