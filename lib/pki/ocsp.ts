// OCSP: asking about one certificate (RFC 6960).
import { OctetString } from 'asn1js'
import * as pkijs from 'pkijs'
import { type Certificate, parse } from './read-certificate.ts'

export type OcspAnswer = { status: 'good' | 'revoked' | 'unknown'; thisUpdate: Date; nextUpdate: Date | undefined }

/** The body of a POST with application/ocsp-request. SHA-1 only names the issuer; many responders know no other digest. */
export async function writeOcspRequest(certificate: Certificate, issuer: Certificate): Promise<Uint8Array<ArrayBuffer>> {
  const [subject, issuerCertificate] = [parse(certificate.der), parse(issuer.der)]
  if (!subject || !issuerCertificate) throw new TypeError('not a certificate')
  const request = new pkijs.OCSPRequest()
  await request.createForCertificate(subject, { hashAlgorithm: 'SHA-1', issuerCertificate })
  return new Uint8Array(request.toSchema(true).toBER())
}

/**
 * What a responder says of `certificate`. Undefined when it is no answer about it, or is signed neither by `issuer` nor by a
 * responder to which it gave OCSPSigning.
 */
export async function readOcspAnswer(
  der: Uint8Array<ArrayBuffer>,
  certificate: Certificate,
  issuer: Certificate,
): Promise<OcspAnswer | undefined> {
  const [subject, issuerCertificate] = [parse(certificate.der), parse(issuer.der)]
  const basic = parseAnswer(der)
  if (!subject || !issuerCertificate || !basic) return undefined
  const trust = [issuerCertificate]
  const isSigned = await basic.verify({ trustedCerts: trust, issuerCerts: trust, trustedResponders: trust }).catch(() => false)
  if (!isSigned) return undefined
  for (const single of basic.tbsResponseData.responses) {
    const asked = await certId(subject, issuerCertificate, single.certID.hashAlgorithm.algorithmId)
    if (!asked?.isEqual(single.certID)) continue
    return { status: statusOf(single), thisUpdate: single.thisUpdate, nextUpdate: single.nextUpdate }
  }
  return undefined
}

const HASHES: Record<string, string> = { '1.3.14.3.2.26': 'SHA-1', '2.16.840.1.101.3.4.2.1': 'SHA-256' }

async function certId(certificate: pkijs.Certificate, issuerCertificate: pkijs.Certificate, oid: string) {
  const hashAlgorithm = HASHES[oid]
  return hashAlgorithm ? pkijs.CertID.create(certificate, { hashAlgorithm, issuerCertificate }) : undefined
}

/** CertStatus is a choice by context tag: [0] good, [1] revoked, [2] unknown. */
function statusOf({ certStatus }: pkijs.SingleResponse): OcspAnswer['status'] {
  const tag: unknown = certStatus?.idBlock?.tagNumber
  return tag === 0 ? 'good' : tag === 1 ? 'revoked' : 'unknown'
}

function parseAnswer(der: Uint8Array<ArrayBuffer>): pkijs.BasicOCSPResponse | undefined {
  try {
    const { responseStatus, responseBytes } = pkijs.OCSPResponse.fromBER(der)
    if (responseStatus.valueBlock.valueDec !== 0 || !responseBytes) return undefined
    const { response } = responseBytes
    return response instanceof OctetString
      ? pkijs.BasicOCSPResponse.fromBER(new Uint8Array(response.valueBlock.valueHexView))
      : undefined
  } catch {
    return undefined
  }
}
