// Here: what certificates say, as pure functions of bytes: reading one (RFC 5280, this file), following a chain, what is wrong
// with it at a time, whose organisation number it bears, revocation by list (CRL) and by question (OCSP, RFC 6960), PEM.
// Not here: fetching lists and answers (relay), which certificates are trusted or registered (gateway, lib/certificates).
// Called by gateway and relay, and in the browser where a certificate is opened.
import { BaseStringBlock, fromBER } from 'asn1js'
import * as pkijs from 'pkijs'
import { publicKeyKind } from './public-key-kind.ts'

export type Name = {
  /** OID 2.5.4.3, the first. */
  commonName: string | undefined
  /** OID 2.5.4.10, the first. */
  organisation: string | undefined
  /** OID 2.5.4.5, every one: Swedish issuers put the organisation number there, also joined with CN in one multi-valued RDN. */
  serialNumbers: string[]
  /** The whole name in one line, attribute by attribute in the order it stands. */
  text: string
}

export type KeyKind = { kind: 'rsa'; bits: number } | { kind: 'ec'; bits: number; curve: string } | { kind: 'other' }

export type Certificate = {
  der: Uint8Array<ArrayBuffer>
  subject: Name
  issuer: Name
  /** Lower-case hex without leading zeros. */
  number: string
  notBefore: Date
  notAfter: Date
  key: KeyKind
  /** OID of the signature's algorithm. */
  signature: string
  isAuthority: boolean
  /** Undefined where the extension is missing: then every use is allowed. */
  keyUsage: { digitalSignature: boolean } | undefined
  /** OIDs; undefined where the extension is missing, as in older SHS certificates. */
  extendedKeyUsage: string[] | undefined
  /** Netscape's type, in old certificates: whether it may be a TLS client's; undefined where the extension is missing. */
  netscapeClient: boolean | undefined
  /** OIDs of the extensions that are marked as critical. */
  criticalExtensions: string[]
  /** Where its issuer publishes revocations; only http and https. */
  crlUrls: string[]
  ocspUrls: string[]
}

export const CLIENT_AUTH = '1.3.6.1.5.5.7.3.2'
const OCSP = '1.3.6.1.5.5.7.48.1'
const URI = 6
const NETSCAPE_TYPE = '2.16.840.1.113730.1.1'

/** `der`: one certificate. Undefined when it is not one, or has an extension twice or unreadable (RFC 5280, 4.2). */
export function readCertificate(der: Uint8Array<ArrayBuffer>): Certificate | undefined {
  const certificate = parse(der)
  if (!certificate) return undefined
  const basic = extension(certificate, '2.5.29.19', pkijs.BasicConstraints)
  const extensions = certificate.extensions ?? []
  if (new Set(extensions.map(({ extnID }) => extnID)).size < extensions.length) return undefined
  if (extensions.some(isUnreadable)) return undefined
  const usage = extensions.find(({ extnID }) => extnID === '2.5.29.15')
  const netscape = extensions.find(({ extnID }) => extnID === NETSCAPE_TYPE)
  const extended = extension(certificate, '2.5.29.37', pkijs.ExtKeyUsage)
  return {
    der,
    subject: readName(certificate.subject),
    issuer: readName(certificate.issuer),
    number: hexNumber(certificate.serialNumber.valueBlock.valueHexView),
    notBefore: certificate.notBefore.value,
    notAfter: certificate.notAfter.value,
    key: publicKeyKind(certificate.subjectPublicKeyInfo),
    signature: certificate.signatureAlgorithm.algorithmId,
    isAuthority: basic?.cA === true,
    keyUsage: usage && { digitalSignature: hasFirstBit(usage.extnValue.valueBlock.valueHexView) },
    extendedKeyUsage: extended?.keyPurposes,
    netscapeClient: netscape && hasFirstBit(netscape.extnValue.valueBlock.valueHexView),
    criticalExtensions: extensions.filter(({ critical }) => critical).map(({ extnID }) => extnID),
    crlUrls: crlUrlsOf(certificate),
    ocspUrls: ocspUrlsOf(certificate),
  }
}

/** Of those that are judged by: what does not parse would be taken for missing, and so for allowed. */
function isUnreadable({ extnID, parsedValue }: pkijs.Extension): boolean {
  if (extnID !== '2.5.29.19' && extnID !== '2.5.29.37') return false
  return !parsedValue || 'parsingError' in parsedValue
}

/** As pkijs parses it; undefined when it is no certificate. */
export function parse(der: Uint8Array<ArrayBuffer>): pkijs.Certificate | undefined {
  try {
    return pkijs.Certificate.fromBER(der)
  } catch {
    return undefined
  }
}

const SHORT: Record<string, string> = {
  '2.5.4.3': 'CN',
  '2.5.4.5': 'serialNumber',
  '2.5.4.6': 'C',
  '2.5.4.7': 'L',
  '2.5.4.8': 'ST',
  '2.5.4.10': 'O',
  '2.5.4.11': 'OU',
}

function readName({ typesAndValues }: pkijs.RelativeDistinguishedNames): Name {
  const attributes = typesAndValues.map(({ type, value }) => ({ type, text: textOf(value) }))
  const all = (oid: string) => attributes.flatMap(({ type, text }) => (type === oid && text !== undefined ? [text] : []))
  return {
    commonName: all('2.5.4.3')[0],
    organisation: all('2.5.4.10')[0],
    // Values that are no text are kept as well, so that two values never look like one.
    serialNumbers: attributes.flatMap(({ type, text }) => (type === '2.5.4.5' ? [text ?? ''] : [])),
    text: attributes.map(({ type, text }) => `${SHORT[type] ?? type}=${text ?? '?'}`).join(', '),
  }
}

/** UTF8String, PrintableString, BMPString and so on; another type is no text. */
function textOf(value: unknown): string | undefined {
  const isText = value instanceof BaseStringBlock || (typeof value === 'object' && value !== null && 'getValue' in value)
  if (!isText) return undefined
  const text: unknown = (value as { getValue: () => unknown }).getValue()
  return typeof text === 'string' ? text : undefined
}

export function hexNumber(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0'))
    .join('')
    .replace(/^0+(?=.)/, '')
}

function extension<T>(certificate: pkijs.Certificate, oid: string, type: new () => T): T | undefined {
  const parsed: unknown = certificate.extensions?.find(({ extnID }) => extnID === oid)?.parsedValue
  return parsed instanceof type ? parsed : undefined
}

/** KeyUsage is a BIT STRING whose first bit is digitalSignature (RFC 5280 4.2.1.3); the first of Netscape's type is a TLS client. */
function hasFirstBit(der: Uint8Array): boolean {
  const { result } = fromBER(der)
  const bytes: Uint8Array | undefined = 'valueHexView' in result.valueBlock ? result.valueBlock.valueHexView : undefined
  return ((bytes?.[0] ?? 0) & 0x80) !== 0
}

function crlUrlsOf(certificate: pkijs.Certificate): string[] {
  const points = extension(certificate, '2.5.29.31', pkijs.CRLDistributionPoints)?.distributionPoints ?? []
  return points.flatMap(({ distributionPoint }) => (Array.isArray(distributionPoint) ? distributionPoint.flatMap(urlOf) : []))
}

function ocspUrlsOf(certificate: pkijs.Certificate): string[] {
  const access = extension(certificate, '1.3.6.1.5.5.7.1.1', pkijs.InfoAccess)?.accessDescriptions ?? []
  return access.flatMap(({ accessMethod, accessLocation }) => (accessMethod === OCSP ? urlOf(accessLocation) : []))
}

/** The address, when it is http or https. */
export function urlOf({ type, value }: pkijs.GeneralName): string[] {
  return type === URI && typeof value === 'string' && /^https?:\/\/[^\s]{1,500}$/i.test(value) ? [value] : []
}
