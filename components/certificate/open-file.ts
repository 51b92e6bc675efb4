import { certificatesIn } from '#lib/pki/find-chain.ts'
import { type PemPart, readPem } from '#lib/pki/pem.ts'
import { type Certificate, readCertificate } from '#lib/pki/read-certificate.ts'
import type { HeldKey, Opened } from './opened.ts'

const MOST_BYTES = 200_000

/** Opens .pem, .cer, .crt, .der, .p12 and .pfx, whatever the name says. `password` for what is locked. */
export async function openFile(file: Blob, password: string | undefined): Promise<Opened> {
  if (file.size > MOST_BYTES) return { kind: 'large' }
  const bytes = new Uint8Array(await file.arrayBuffer())
  const parts = readPem(new TextDecoder('latin1').decode(bytes))
  if (parts.length > 0) return fromPem(parts, password)
  const single = readCertificate(bytes)
  if (single) return opened([single], { kind: 'none' })
  // Another file's first byte: it is no DER at all.
  if (bytes[0] !== 0x30) return { kind: 'nothing' }
  const { openPkcs12 } = await import('./open-pkcs12.ts')
  const store = openPkcs12(bytes, password)
  if (store === 'nothing') return { kind: 'nothing' }
  if (store === 'locked') return { kind: 'password', wrong: password !== undefined }
  const certificates = store.certificates.flatMap((der) => readCertificate(der) ?? [])
  return opened(certificates, store.key ? { kind: 'open', pkcs8: store.key } : { kind: 'none' })
}

async function fromPem(parts: PemPart[], password: string | undefined): Promise<Opened> {
  const certificates = certificatesIn(parts)
  const plain = parts.find(({ label }) => label === 'PRIVATE KEY')
  if (plain) return opened(certificates, { kind: 'open', pkcs8: plain.bytes })
  const other = parts.find(({ label }) => label.endsWith('PRIVATE KEY'))
  if (!other) return opened(certificates, { kind: 'none' })
  const { openKey } = await import('./open-pkcs12.ts')
  const pkcs8 = openKey(other, password)
  if (!pkcs8 && certificates.length > 0 && other.label === 'ENCRYPTED PRIVATE KEY')
    return password === undefined ? opened(certificates, { kind: 'locked' }) : { kind: 'password', wrong: true }
  return opened(certificates, pkcs8 ? { kind: 'open', pkcs8 } : { kind: 'locked' })
}

/** The company's own first: the one that is no issuer's. */
function opened(certificates: Certificate[], key: HeldKey): Opened {
  const leaf = certificates.find(({ isAuthority }) => !isAuthority) ?? certificates[0]
  if (!leaf) return { kind: 'nothing' }
  return { kind: 'certificates', leaf, others: certificates.filter((one) => one !== leaf), key }
}
