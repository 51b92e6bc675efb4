// A certificate authority for development and tests. Leaves look like SHS server certificates: OID 2.5.4.5 holds 16 + orgnr.
import 'reflect-metadata'
import { randomBytes } from 'node:crypto'
import * as x509 from '@peculiar/x509'
import { DAY_MS } from '#lib/calendar.ts'
import { type KeyWish, makeKeys } from './leaf-keys.ts'

const ALGORITHM = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' }

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
  /** How the name is built. `shs`: serialNumber and CN in one multi-valued RDN. `apart`: each in its own, as EFOS and SITHS. */
  shape?: 'shs' | 'apart' | 'twice'
  /** What the key may be used for; `none` leaves the extension out, as older SHS certificates do. */
  purpose?: 'client' | 'server' | 'both' | 'none' | 'ocsp'
  key?: KeyWish
  /** What the key may sign; null leaves the extension out. */
  keyUsage?: keyof typeof x509.KeyUsageFlags | null
  /** Beside the usual ones. */
  extensions?: LeafExtension[]
  /** What the issuer signs with. */
  hash?: 'SHA-256' | 'SHA-1'
  where?: RevocationAddresses
}
/** `value`: DER. */
export type LeafExtension = { oid: string; critical: boolean; value: number[] }
/** Where the issuer publishes what is revoked. */
export type RevocationAddresses = { crl?: string; ocsp?: string }

/** A root, or with `above` an intermediate authority. */
export async function createAuthority(name: string, above?: Authority, where: RevocationAddresses = {}): Promise<Authority> {
  const keys = await crypto.subtle.generateKey(ALGORITHM, true, ['sign', 'verify'])
  const certificate = await x509.X509CertificateGenerator.create({
    serialNumber: newSerial(),
    subject: [{ CN: [name] }],
    issuer: above?.certificate.subject ?? [{ CN: [name] }],
    notBefore: new Date(Date.now() - DAY_MS),
    notAfter: new Date(Date.now() + 3650 * DAY_MS),
    signingAlgorithm: ALGORITHM,
    publicKey: keys.publicKey,
    signingKey: above?.key ?? keys.privateKey,
    extensions: [
      new x509.BasicConstraintsExtension(true, above ? 0 : undefined, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.keyCertSign | x509.KeyUsageFlags.cRLSign, true),
      await x509.SubjectKeyIdentifierExtension.create(keys.publicKey),
      ...whereToAsk(where),
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
  const { publicKey, privateKey } = await makeKeys(request.key ?? 'p256')
  const { keyUsage = 'digitalSignature' } = request
  const hosts = request.hosts ?? []
  const certificate = await x509.X509CertificateGenerator.create({
    serialNumber: newSerial(),
    issuer: authority.certificate.subject,
    subject: subjectOf(request),
    notBefore: request.notBefore ?? new Date(Date.now() - DAY_MS),
    notAfter: request.notAfter ?? new Date(Date.now() + 730 * DAY_MS),
    signingAlgorithm: { ...ALGORITHM, hash: request.hash ?? ALGORITHM.hash },
    publicKey,
    signingKey: authority.key,
    extensions: [
      new x509.BasicConstraintsExtension(false, undefined, true),
      ...(keyUsage === null ? [] : [new x509.KeyUsagesExtension(x509.KeyUsageFlags[keyUsage], true)]),
      ...purposes(request.purpose ?? (hosts.length > 0 ? 'server' : 'client')),
      ...(hosts.length > 0 ? [new x509.SubjectAlternativeNameExtension(hosts.map(generalName))] : []),
      await x509.AuthorityKeyIdentifierExtension.create(authority.certificate.publicKey),
      ...whereToAsk(request.where ?? {}),
      ...(request.extensions ?? []).map(({ oid, critical, value }) => new x509.Extension(oid, critical, new Uint8Array(value))),
    ],
  })
  return {
    pem: `${certificate.toString('pem')}\n${x509.PemConverter.encode(new Uint8Array(privateKey), 'PRIVATE KEY')}\n`,
    certificate: Buffer.from(certificate.rawData),
    privateKey,
    serial: certificate.serialNumber,
  }
}

function purposes(purpose: NonNullable<LeafRequest['purpose']>): x509.Extension[] {
  const { clientAuth, serverAuth, ocspSigning } = x509.ExtendedKeyUsage
  const listed = { client: [clientAuth], server: [serverAuth], both: [serverAuth, clientAuth], ocsp: [ocspSigning], none: [] }[
    purpose
  ]
  return listed.length > 0 ? [new x509.ExtendedKeyUsageExtension(listed)] : []
}

function whereToAsk({ crl, ocsp }: RevocationAddresses): x509.Extension[] {
  return [
    ...(crl ? [new x509.CRLDistributionPointsExtension([crl])] : []),
    ...(ocsp ? [new x509.AuthorityInfoAccessExtension({ ocsp: [ocsp] })] : []),
  ]
}

/** The authority's list of what it no longer vouches for. */
export async function issueCrl(authority: Authority, serials: string[], nextUpdate = inDays(730)): Promise<string> {
  // OpenSSL, and so Node, wants this label; the library would write "CRL".
  return `${x509.PemConverter.encode((await makeCrl(authority, serials, nextUpdate)).rawData, 'X509 CRL')}\n`
}

/** The same as issuers publish it. */
export async function issueCrlDer(
  authority: Authority,
  serials: string[],
  nextUpdate = inDays(730),
  limits: readonly CrlLimit[] = [],
): Promise<Buffer> {
  return Buffer.from((await makeCrl(authority, serials, nextUpdate, limits)).rawData)
}

/** What makes a list tell of some only: certificates that name an address, authorities, what has changed; or what nobody knows. */
export type CrlLimit = { address: string } | 'authorities' | 'changes' | 'unheard-of'

function limitOf(limit: CrlLimit): x509.Extension {
  const critical = (oid: string, bytes: number[]) => new x509.Extension(oid, true, new Uint8Array(bytes))
  if (limit === 'changes') return critical('2.5.29.27', [0x02, 0x01, 0x01])
  if (limit === 'unheard-of') return critical('1.3.6.1.4.1.99999.1', [0x05, 0x00])
  if (limit === 'authorities') return critical('2.5.29.28', [0x30, 0x03, 0x82, 0x01, 0xff])
  const within = (tag: number, content: number[]) => [tag, content.length, ...content]
  return critical('2.5.29.28', within(0x30, within(0xa0, within(0xa0, within(0x86, [...Buffer.from(limit.address)])))))
}

async function makeCrl(
  authority: Authority,
  serials: string[],
  nextUpdate: Date,
  limits: readonly CrlLimit[] = [],
): Promise<x509.X509Crl> {
  return await x509.X509CrlGenerator.create({
    issuer: authority.certificate.subject,
    thisUpdate: inDays(-9),
    nextUpdate,
    signingAlgorithm: ALGORITHM,
    signingKey: authority.key,
    extensions: limits.map(limitOf),
    entries: serials.map((serialNumber) => ({
      serialNumber,
      revocationDate: new Date(),
      reason: x509.X509CrlReason.keyCompromise,
    })),
  })
}

const inDays = (days: number) => new Date(Date.now() + days * DAY_MS)

/** SHS certificates carry serialNumber and CN joined in one multi-valued RDN. */
function subjectOf({ commonName, organisation = commonName, serialNumber, shape = 'shs' }: LeafRequest): x509.JsonName {
  const start = [{ C: ['SE'] }, { O: [organisation] }]
  if (!serialNumber) return [...start, { CN: [commonName] }]
  if (shape === 'shs') return [...start, { CN: [commonName], '2.5.4.5': [serialNumber] }]
  const number = { '2.5.4.5': [serialNumber] }
  return [...start, { CN: [commonName] }, number, ...(shape === 'twice' ? [number] : [])]
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
