// A certificate authority for development and tests. Leaves look like SHS server certificates: OID 2.5.4.5 holds 16 + orgnr.
import 'reflect-metadata'
import { randomBytes } from 'node:crypto'
import * as x509 from '@peculiar/x509'

const ALGORITHM = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' }
export const DAY_MS = 86_400_000

export type Authority = { certificate: x509.X509Certificate; key: CryptoKey; pem: string; keyPem: string }
/** `pem`: certificate and key in one, as curl's --cert takes it. */
export type Leaf = { pem: string; certificate: Buffer; privateKey: Buffer; serial: string }
export type LeafRequest = {
  /** What stands in OID 2.5.4.5, for instance 165599001236. */
  serialNumber?: string
  commonName: string
  organisation?: string
  notBefore?: Date
  notAfter?: Date
  /** Names and addresses of a server; none: a client's certificate. */
  hosts?: string[]
}

export async function createAuthority(name: string): Promise<Authority> {
  const keys = await crypto.subtle.generateKey(ALGORITHM, true, ['sign', 'verify'])
  const certificate = await x509.X509CertificateGenerator.createSelfSigned({
    serialNumber: newSerial(),
    name: [{ CN: [name] }],
    notBefore: new Date(Date.now() - DAY_MS),
    notAfter: new Date(Date.now() + 3650 * DAY_MS),
    signingAlgorithm: ALGORITHM,
    keys,
    extensions: [
      new x509.BasicConstraintsExtension(true, 0, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.keyCertSign | x509.KeyUsageFlags.cRLSign, true),
      await x509.SubjectKeyIdentifierExtension.create(keys.publicKey),
    ],
  })
  return { certificate, key: keys.privateKey, pem: `${certificate.toString('pem')}\n`, keyPem: await keyToPem(keys.privateKey) }
}

export async function loadAuthority(pem: string, keyPem: string): Promise<Authority> {
  const der = x509.PemConverter.decodeFirst(keyPem)
  const key = await crypto.subtle.importKey('pkcs8', der, ALGORITHM, true, ['sign'])
  return { certificate: new x509.X509Certificate(pem), key, pem, keyPem }
}

export async function issueLeaf(authority: Authority, request: LeafRequest): Promise<Leaf> {
  const keys = await crypto.subtle.generateKey(ALGORITHM, true, ['sign', 'verify'])
  const hosts = request.hosts ?? []
  const certificate = await x509.X509CertificateGenerator.create({
    serialNumber: newSerial(),
    issuer: authority.certificate.subject,
    subject: subjectOf(request),
    notBefore: request.notBefore ?? new Date(Date.now() - DAY_MS),
    notAfter: request.notAfter ?? new Date(Date.now() + 730 * DAY_MS),
    signingAlgorithm: ALGORITHM,
    publicKey: keys.publicKey,
    signingKey: authority.key,
    extensions: [
      new x509.BasicConstraintsExtension(false, undefined, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.digitalSignature, true),
      new x509.ExtendedKeyUsageExtension([
        hosts.length > 0 ? x509.ExtendedKeyUsage.serverAuth : x509.ExtendedKeyUsage.clientAuth,
      ]),
      ...(hosts.length > 0 ? [new x509.SubjectAlternativeNameExtension(hosts.map(generalName))] : []),
      await x509.AuthorityKeyIdentifierExtension.create(authority.certificate.publicKey),
    ],
  })
  const privateKey = Buffer.from(await crypto.subtle.exportKey('pkcs8', keys.privateKey))
  return {
    pem: `${certificate.toString('pem')}\n${await keyToPem(keys.privateKey)}`,
    certificate: Buffer.from(certificate.rawData),
    privateKey,
    serial: certificate.serialNumber,
  }
}

/** The authority's list of what it no longer vouches for. */
export async function issueCrl(authority: Authority, serials: string[], nextUpdate = inDays(730)): Promise<string> {
  const crl = await x509.X509CrlGenerator.create({
    issuer: authority.certificate.subject,
    thisUpdate: inDays(-9),
    nextUpdate,
    signingAlgorithm: ALGORITHM,
    signingKey: authority.key,
    entries: serials.map((serialNumber) => ({
      serialNumber,
      revocationDate: new Date(),
      reason: x509.X509CrlReason.keyCompromise,
    })),
  })
  // OpenSSL, and so Node, wants this label; the library would write "CRL".
  return `${x509.PemConverter.encode(crl.rawData, 'X509 CRL')}\n`
}

const inDays = (days: number) => new Date(Date.now() + days * DAY_MS)

/** SHS certificates carry serialNumber and CN joined in one multi-valued RDN. */
function subjectOf(request: LeafRequest): x509.JsonName {
  const last: Record<string, string[]> = { CN: [request.commonName] }
  if (request.serialNumber) last['2.5.4.5'] = [request.serialNumber]
  return [{ C: ['SE'] }, { O: [request.organisation ?? request.commonName] }, last]
}

function generalName(host: string): x509.JsonGeneralName {
  return { type: /^[\d.]+$|:/.test(host) ? 'ip' : 'dns', value: host }
}

/** Positive, at most 16 bytes (RFC 5280 4.1.2.2). */
function newSerial(): string {
  const bytes = randomBytes(16)
  bytes[0] = ((bytes[0] ?? 0) & 0x3f) | 0x40
  return bytes.toString('hex')
}

async function keyToPem(key: CryptoKey): Promise<string> {
  return `${x509.PemConverter.encode(await crypto.subtle.exportKey('pkcs8', key), 'PRIVATE KEY')}\n`
}
