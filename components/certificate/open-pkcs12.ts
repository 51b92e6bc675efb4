// PKCS#12 and locked keys, old ciphers (RC2, 3DES) too, which WebCrypto cannot open. Fetched only when such a file comes.
import forge from 'node-forge'
import type { PemPart } from '#lib/pki/pem.ts'

type Bytes = Uint8Array<ArrayBuffer>
type Store = { certificates: Bytes[]; key: Bytes | undefined }

/** `locked`: the password is missing or wrong. `nothing`: no such file. */
export function openPkcs12(bytes: Bytes, password: string | undefined): Store | 'locked' | 'nothing' {
  const asn1 = parse(bytes)
  if (!asn1) return 'nothing'
  try {
    const { safeContents } = forge.pkcs12.pkcs12FromAsn1(asn1, false, password ?? '')
    const bags = safeContents.flatMap(({ safeBags }) => safeBags)
    const key = bags.find(({ type }) => type === forge.pki.oids.pkcs8ShroudedKeyBag || type === forge.pki.oids.keyBag)
    return {
      certificates: bags.flatMap(({ type, cert, asn1: raw }) =>
        type === forge.pki.oids.certBag ? [derOf(cert ? forge.pki.certificateToAsn1(cert) : raw)] : [],
      ),
      key: key && pkcs8Of(key),
    }
  } catch (error) {
    // What is no PKCS#12 at all says so; all else is a password that does not fit.
    const isOther = error instanceof Error && /not a supported PKCS#12|Cannot read PKCS#12 PFX/.test(error.message)
    return isOther ? 'nothing' : 'locked'
  }
}

/** A key out of a PEM file, as PKCS#8; undefined when its password is missing or wrong, or its kind is unknown. */
export function openKey({ label, bytes }: PemPart, password: string | undefined): Bytes | undefined {
  const asn1 = parse(bytes)
  if (!asn1) return undefined
  try {
    if (label === 'ENCRYPTED PRIVATE KEY') {
      const inner = forge.pki.decryptPrivateKeyInfo(asn1, password ?? '')
      return inner ? derOf(inner) : undefined
    }
    if (label !== 'RSA PRIVATE KEY') return undefined
    return derOf(forge.pki.wrapRsaPrivateKey(asn1))
  } catch {
    return undefined
  }
}

function pkcs8Of({ key, asn1 }: forge.pkcs12.Bag): Bytes {
  return derOf(key ? forge.pki.wrapRsaPrivateKey(forge.pki.privateKeyToAsn1(key)) : asn1)
}

function parse(bytes: Bytes): forge.asn1.Asn1 | undefined {
  try {
    return forge.asn1.fromDer(forge.util.createBuffer(bytes))
  } catch {
    return undefined
  }
}

function derOf(asn1: forge.asn1.Asn1): Bytes {
  return Uint8Array.from(forge.asn1.toDer(asn1).getBytes(), (sign) => sign.charCodeAt(0))
}
