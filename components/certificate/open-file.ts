import { readCertificateFile } from '#lib/pki/certificate-file.ts'
import { certificatesIn } from '#lib/pki/find-chain.ts'
import type { PemPart } from '#lib/pki/pem.ts'
import { type Certificate, parse, readCertificate } from '#lib/pki/read-certificate.ts'
import { openAesKey } from './open-aes-key.ts'

/** What a file held. The key never leaves the page: it is tried against the certificate and put into the file for curl. */
export type OpenedFile =
  | { kind: 'password'; wrong: boolean }
  | { kind: 'nothing' }
  /** Locked in a way that is not read here: not for its password. */
  | { kind: 'unreadable' }
  | { kind: 'large' }
  | { kind: 'certificates'; leaf: Certificate; others: Certificate[]; key: FileKey }

/** PKCS#8. `locked`: there is one, and its password was not given. */
export type FileKey = { kind: 'open'; pkcs8: Uint8Array<ArrayBuffer> } | { kind: 'locked' } | { kind: 'none' }

const MOST_BYTES = 200_000

/** Opens .pem, .cer, .crt, .der, .p7b, .p12 and .pfx, whatever the name says. `password` for what is locked. */
export async function openFile(file: Blob, password: string | undefined): Promise<OpenedFile> {
  if (file.size > MOST_BYTES) return { kind: 'large' }
  const bytes = new Uint8Array(await file.arrayBuffer())
  const parts = readCertificateFile(bytes)
  if (parts.length > 0) return fromPem(parts, password)
  const single = readCertificate(bytes)
  if (single) return opened([single], { kind: 'none' })
  // Another file's first byte: it is no DER at all.
  if (bytes[0] !== 0x30) return { kind: 'nothing' }
  const { openPkcs12 } = await import('./open-pkcs12.ts')
  const store = openPkcs12(bytes, password)
  if (store === 'nothing' || store === 'unreadable') return { kind: store }
  if (store === 'locked') return { kind: 'password', wrong: password !== undefined }
  const certificates = store.certificates.flatMap((der) => readCertificate(der) ?? [])
  return opened(certificates, store.key ? { kind: 'open', pkcs8: store.key } : { kind: 'none' })
}

async function fromPem(parts: PemPart[], password: string | undefined): Promise<OpenedFile> {
  const certificates = certificatesIn(parts)
  const plain = parts.find(({ label }) => label === 'PRIVATE KEY')
  if (plain) return opened(certificates, { kind: 'open', pkcs8: plain.bytes })
  const other = parts.find(({ label }) => label.endsWith('PRIVATE KEY'))
  if (!other) return opened(certificates, { kind: 'none' })
  const pkcs8 = await unlock(other, password ?? '')
  if (pkcs8 === 'locked' && certificates.length > 0 && other.label === 'ENCRYPTED PRIVATE KEY')
    return password === undefined ? opened(certificates, { kind: 'locked' }) : { kind: 'password', wrong: true }
  if (pkcs8 === 'unreadable' && other.label === 'ENCRYPTED PRIVATE KEY') return { kind: 'unreadable' }
  return opened(certificates, typeof pkcs8 === 'string' ? { kind: 'locked' } : { kind: 'open', pkcs8 })
}

async function unlock(key: PemPart, password: string): Promise<Uint8Array<ArrayBuffer> | 'locked' | 'unreadable'> {
  const opened = key.label === 'ENCRYPTED PRIVATE KEY' ? await openAesKey(key.bytes, password) : undefined
  if (opened) return opened
  const { openKey } = await import('./open-pkcs12.ts')
  return openKey(key, password)
}

/** The leaf first: the certificate that is no authority's. */
function opened(certificates: Certificate[], key: FileKey): OpenedFile {
  const leaf = certificates.find(({ isAuthority }) => !isAuthority) ?? certificates[0]
  if (!leaf) return { kind: 'nothing' }
  return { kind: 'certificates', leaf, others: certificates.filter((one) => one !== leaf), key }
}

/** Whether a private key (PKCS#8) is the certificate's: signs with the one, verifies with the other. */
export async function keyFits({ der, key }: Certificate, pkcs8: Uint8Array<ArrayBuffer>): Promise<boolean> {
  const algorithm = algorithmOf(key)
  const publicKey = parse(der)?.subjectPublicKeyInfo.toSchema().toBER()
  if (!algorithm || !publicKey) return false
  try {
    const own = await crypto.subtle.importKey('pkcs8', pkcs8, algorithm, false, ['sign'])
    const known = await crypto.subtle.importKey('spki', publicKey, algorithm, false, ['verify'])
    const message = crypto.getRandomValues(new Uint8Array(32))
    return await crypto.subtle.verify(algorithm, known, await crypto.subtle.sign(algorithm, own, message), message)
  } catch {
    return false
  }
}

function algorithmOf(key: Certificate['key']): (EcKeyImportParams & EcdsaParams) | RsaHashedImportParams | undefined {
  if (key.kind === 'rsa') return { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' }
  if (key.kind === 'ec') return { name: 'ECDSA', namedCurve: key.curve, hash: 'SHA-256' }
  return undefined
}
