// PKCS#12 and locked keys, old ciphers (RC2, 3DES) too, which WebCrypto cannot open. Fetched only when such a file comes.
import forge from 'node-forge'
import type { PemPart } from '#lib/pki/pem.ts'

type Bytes = Uint8Array<ArrayBuffer>
type Store = { certificates: Bytes[]; key: Bytes | undefined }

/** `locked`: the password is missing or wrong. `unreadable`: it is locked in a way that is not read here. */
type Shut = 'locked' | 'unreadable'

/** `nothing`: no such file. */
export function openPkcs12(bytes: Bytes, password: string | undefined): Store | Shut | 'nothing' {
  const asn1 = parse(bytes)
  if (!asn1) return 'nothing'
  try {
    return storeOf(asn1, password ?? '')
  } catch (error) {
    const why = error instanceof Error ? error.message : ''
    if (/not a supported PKCS#12|Cannot read PKCS#12 PFX/.test(why)) return 'nothing'
    if (/MAC could not be verified/.test(why)) return 'locked'
    if (isUnsupported(why)) return 'unreadable'
  }
  // The keyed hash over the file (PKCS#12's own way takes UTF-16) has shown that the password is right, where there is one; PBKDF2 is
  // given it in UTF-8 (RFC 8018, 3; so does OpenSSL).
  const hash = Array.isArray(asn1.value) ? asn1.value.splice(2) : []
  try {
    return storeOf(asn1, forge.util.encodeUtf8(password ?? ''))
  } catch {
    return hash.length > 0 ? 'unreadable' : 'locked'
  }
}

function storeOf(asn1: forge.asn1.Asn1, password: string): Store {
  const { safeContents } = forge.pkcs12.pkcs12FromAsn1(asn1, false, password)
  const bags = safeContents.flatMap(({ safeBags }) => safeBags)
  const key = bags.find(({ type }) => type === forge.pki.oids.pkcs8ShroudedKeyBag || type === forge.pki.oids.keyBag)
  return {
    certificates: bags.flatMap(({ type, cert, asn1: raw }) =>
      type === forge.pki.oids.certBag ? [derOf(cert ? forge.pki.certificateToAsn1(cert) : raw)] : [],
    ),
    key: key && pkcs8Of(key),
  }
}

/** A key out of a PEM file, as PKCS#8. */
export function openKey({ label, bytes }: PemPart, password: string): Bytes | Shut {
  const asn1 = parse(bytes)
  if (!asn1) return 'locked'
  if (label === 'RSA PRIVATE KEY') return attempt(() => derOf(forge.pki.wrapRsaPrivateKey(asn1)))
  if (label !== 'ENCRYPTED PRIVATE KEY') return 'unreadable'
  const opened = attempt(() => unlocked(asn1, forge.util.encodeUtf8(password)))
  return opened === 'locked' ? attempt(() => unlocked(asn1, password)) : opened
}

function unlocked(asn1: forge.asn1.Asn1, password: string): Bytes | 'locked' {
  const inner = forge.pki.decryptPrivateKeyInfo(asn1, password)
  return inner ? derOf(inner) : 'locked'
}

function attempt(open: () => Bytes | Shut): Bytes | Shut {
  try {
    return open()
  } catch (error) {
    return error instanceof Error && isUnsupported(error.message) ? 'unreadable' : 'locked'
  }
}

/** As forge says it of ciphers, hashes and forms that it does not know. */
const isUnsupported = (why: string): boolean => /unsupported|not (?:a )?supported|Cannot read/i.test(why)

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
