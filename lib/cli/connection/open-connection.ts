import { createPrivateKey, X509Certificate } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { Agent } from 'node:https'
import { createSecureContext, type SecureContextOptions } from 'node:tls'
import { cliPassword, cliProxies } from '#lib/env.ts'
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
  const ca = settings.cacert === undefined ? undefined : read(settings.cacert)
  const options = { ...own, ...(ca && { ca }), minVersion: 'TLSv1.2', keepAlive: true, maxSockets: 1 } as const
  const agent = new Agent({ ...options, proxyEnv: cliProxies() })
  const { url, service, employer } = settings
  return { url, service, employer, locale, agent, close: () => agent.destroy() }
}

function fromPem({ cert = '', key = cert, passFile }: ConnectionSettings, now: Date): SecureContextOptions {
  const [certPem, keyPem] = [read(cert), read(key)]
  const passphrase = passwordFrom(passFile)
  const certificate = parsed(cert, () => new X509Certificate(certPem))
  const privateKey = parsed(key, () => createPrivateKey({ key: keyPem, ...(passphrase && { passphrase }) }))
  if (!certificate.checkPrivateKey(privateKey)) throw new UsageError('keyOfAnother', { cert, key })
  const { validFromDate, validToDate } = certificate
  if (now >= validToDate) throw new UsageError('ownExpired', { file: cert, date: validToDate.toISOString().slice(0, 10) })
  if (now < validFromDate) throw new UsageError('ownNotYet', { file: cert, date: validFromDate.toISOString().slice(0, 10) })
  return { cert: certPem, key: keyPem, ...(passphrase && { passphrase }) }
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
  return passFile === undefined
    ? cliPassword()
    : read(passFile)
        .toString('utf8')
        .replace(/\r?\n$/, '')
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
