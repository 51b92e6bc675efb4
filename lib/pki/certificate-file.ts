import { type PemPart, readPem } from './pem.ts'

/**
 * What stands in a file with certificates or keys, as issuers and programs save them: PEM in UTF-8 or UTF-16, with or without a byte
 * order mark, and PKCS#7 (.p7b, RFC 2315), of which the certificates are given, in PEM or DER. Nothing for another DER file.
 */
export function readCertificateFile(bytes: Uint8Array<ArrayBuffer>): PemPart[] {
  const parts = readPem(decoded(bytes, 'latin1'))
  if (parts.length === 0) return certificatesOf(bytes)
  return parts.flatMap((part) => {
    const bundled = /^(PKCS7|CMS|CERTIFICATE)$/.test(part.label) ? certificatesOf(part.bytes) : []
    return bundled.length > 0 ? bundled : [part]
  })
}

/** The text of a small file as editors and shells save it; the byte order mark is left out. `plain`: of one without a mark. */
export function decoded(bytes: Uint8Array, plain: 'utf-8' | 'latin1'): string {
  const [first, second] = bytes
  if ((first === 0xff && second === 0xfe) || (second === 0 && first !== 0)) return new TextDecoder('utf-16le').decode(bytes)
  if ((first === 0xfe && second === 0xff) || (first === 0 && second !== 0)) return new TextDecoder('utf-16be').decode(bytes)
  return new TextDecoder(first === 0xef && second === 0xbb ? 'utf-8' : plain).decode(bytes)
}

/** OID 1.2.840.113549.1.7.2: the content of its encoding. */
const SIGNED_DATA = '42,134,72,134,247,13,1,7,2'
const [SEQUENCE, TAGGED_0] = [0x30, 0xa0]

/** `whole`: with tag and length. */
type Value = { tag: number; whole: Uint8Array<ArrayBuffer>; content: Uint8Array<ArrayBuffer> }

/** The certificates of a PKCS#7 SignedData: ContentInfo ::= { oid, [0] { version, digests, content, [0] certificates, … } }. */
function certificatesOf(bytes: Uint8Array<ArrayBuffer>): PemPart[] {
  const [info] = valuesIn(bytes)
  if (info?.tag !== SEQUENCE) return []
  const [type, content] = valuesIn(info.content)
  if (!type || type.content.join() !== SIGNED_DATA || content?.tag !== TAGGED_0) return []
  const [signed] = valuesIn(content.content)
  const certificates = signed && valuesIn(signed.content).find(({ tag }) => tag === TAGGED_0)
  if (!certificates) return []
  const found = valuesIn(certificates.content).filter(({ tag }) => tag === SEQUENCE)
  return found.map(({ whole }) => ({ label: 'CERTIFICATE', bytes: whole }))
}

/** The values that stand one after the other, in DER or, of indefinite length, in BER; those that cannot be read are left out. */
function valuesIn(bytes: Uint8Array<ArrayBuffer>): Value[] {
  const values: Value[] = []
  for (let at = 0; at + 1 < bytes.length; ) {
    const [tag = 0, short = 0] = bytes.subarray(at, at + 2)
    const lengthBytes = short > 0x80 ? short - 0x80 : 0
    if (lengthBytes > 4 || (tag === 0 && short === 0)) return values
    const start = at + 2 + lengthBytes
    let length = short
    // Of indefinite length: all that follows, up to its own end mark.
    if (short === 0x80) length = bytes.length - start
    else if (lengthBytes > 0) length = bytes.subarray(at + 2, start).reduce((sum, byte) => sum * 256 + byte, 0)
    if (start + length > bytes.length) return values
    values.push({ tag, whole: bytes.slice(at, start + length), content: bytes.slice(start, start + length) })
    at = start + length
  }
  return values
}
