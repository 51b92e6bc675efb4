import { createPrivateKey, type KeyObject, X509Certificate } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { Agent } from 'node:https'
import { createSecureContext, type SecureContextOptions } from 'node:tls'
import { cliPassword, cliProxies } from '#lib/env.ts'
import { decoded, readCertificateFile } from '#lib/pki/certificate-file.ts'
import { writePem } from '#lib/pki/pem.ts'
import type { Locale } from '#lib/text/locale.ts'
import { UsageError } from '../usage-error.ts'
import type { ConnectionSettings } from './settings.ts'

/** A keep-alive connection to the gateway. Call `close` when done. */
export type Connection = {
  url: URL
  service: string
  employer: string | undefined
  locale: Locale
  agent: Agent
  close: () => void
}

/**
 * Reads certificate, key and trusted authorities from disk, so that a replaced certificate is used from the next opening.
 * Throws UsageError: unreadable file, wrong password, key of another certificate, certificate expired or not yet valid.
 */
export function openConnection(settings: ConnectionSettings, { locale, now }: { locale: Locale; now: Date }): Connection {
  const own = settings.p12 === undefined ? fromPem(settings, now) : fromP12(settings, settings.p12)
  // As with curl's --cacert: the named authorities replace the system's.
  const ca = settings.cacert === undefined ? undefined : certificatesOf(settings.cacert).map((one) => one.toString())
  const options = { ...own, ...(ca && { ca }), minVersion: 'TLSv1.2', keepAlive: true, maxSockets: 1 } as const
  const agent = new Agent({ ...options, proxyEnv: cliProxies() })
  const { url, service, employer } = settings
  return { url, service, employer, locale, agent, close: () => agent.destroy() }
}

function fromPem({ cert = '', key = cert, passFile }: ConnectionSettings, now: Date): SecureContextOptions {
  const passphrase = passwordFrom(passFile)
  const certificates = certificatesOf(cert)
  const privateKey = keyOf(key, passphrase)
  // A bundle (.p7b) has no order: the one that the key belongs to is ours, and the others are sent with it.
  const own = certificates.find((one) => one.checkPrivateKey(privateKey))
  if (!own) throw new UsageError('keyOfAnother', { cert, key })
  const { validFromDate, validToDate } = own
  if (now >= validToDate) throw new UsageError('ownExpired', { file: cert, date: validToDate.toISOString().slice(0, 10) })
  if (now < validFromDate) throw new UsageError('ownNotYet', { file: cert, date: validFromDate.toISOString().slice(0, 10) })
  const chain = [own, ...certificates.filter((one) => one !== own)]
  return { cert: chain.map((one) => one.toString()).join(''), key: privateKey.export({ type: 'pkcs8', format: 'pem' }) }
}

/** The certificates of a file in PEM (UTF-8 or UTF-16), DER or PKCS#7. */
function certificatesOf(file: string): X509Certificate[] {
  const bytes = new Uint8Array(read(file))
  const parts = readCertificateFile(bytes).filter(({ label }) => /^(TRUSTED |X509 )?CERTIFICATE$/.test(label))
  const ders = parts.length > 0 ? parts.map((part) => part.bytes) : [bytes]
  return parsed(file, () => ders.map((der) => new X509Certificate(der)))
}

/** The private key of a file in PEM or DER. */
function keyOf(file: string, passphrase: string | undefined): KeyObject {
  const bytes = new Uint8Array(read(file))
  const parts = readCertificateFile(bytes)
  const isKey = (label: string) => label.endsWith('PRIVATE KEY')
  if (parts.length > 0 && !parts.some(({ label }) => isKey(label))) throw new UsageError('noKey', { file })
  const part = parts.find(({ label }) => isKey(label))
  // What has headers of its own (Proc-Type) is read as it stands.
  const pem = part && part.bytes.length > 0 ? writePem(part.label, part.bytes) : decoded(bytes, 'latin1')
  const given = part
    ? ({ key: pem, format: 'pem' } as const)
    : ({ key: Buffer.from(bytes), format: 'der', type: 'pkcs8' } as const)
  if (!part && isCertificate(bytes)) throw new UsageError('noKey', { file })
  return parsed(file, () => createPrivateKey({ ...given, ...(passphrase && { passphrase }) }))
}

function isCertificate(bytes: Uint8Array): boolean {
  try {
    return new X509Certificate(bytes).serialNumber !== ''
  } catch {
    return false
  }
}

function fromP12({ passFile }: ConnectionSettings, file: string): SecureContextOptions {
  const passphrase = passwordFrom(passFile)
  const own = { pfx: read(file), ...(passphrase !== undefined && { passphrase }) }
  try {
    createSecureContext(own)
  } catch (error) {
    const text = error instanceof Error ? error.message : ''
    // OpenSSL 3 does not open RC2 and single DES, which older issuers encrypt their files with.
    if (/unsupported/i.test(text)) throw new UsageError('oldP12', { file })
    throw new UsageError(/mac verify/i.test(text) ? 'wrongPassword' : 'badCertificate', { file })
  }
  return own
}

/** The password comes from a file or the environment, never from the command line, which other users can read. */
function passwordFrom(passFile: string | undefined): string | undefined {
  return passFile === undefined ? cliPassword() : decoded(read(passFile), 'utf-8').replace(/\r?\n$/, '')
}

function parsed<T>(file: string, parse: () => T): T {
  try {
    return parse()
  } catch (error) {
    const text = error instanceof Error ? `${'code' in error ? error.code : ''} ${error.message}` : ''
    const isPassword = /bad decrypt|MISSING_PASSPHRASE|interrupted or cancelled|passphrase/i.test(text)
    throw new UsageError(isPassword ? 'wrongPassword' : 'badCertificate', { file })
  }
}

function read(file: string): Buffer {
  try {
    return readFileSync(file)
  } catch (error) {
    throw new UsageError('unreadable', { file, reason: error instanceof Error && 'code' in error ? String(error.code) : '' })
  }
}
