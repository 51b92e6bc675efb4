// Certificate and key in one password-protected file (RFC 7292). No library in the tree writes one, and openssl may be missing.
import { createHash, createHmac, createPrivateKey, randomBytes } from 'node:crypto'
import type { Leaf } from './authority.ts'

const DATA = '1.2.840.113549.1.7.1'
const SHROUDED_KEY_BAG = '1.2.840.113549.1.12.10.1.2'
const CERTIFICATE_BAG = '1.2.840.113549.1.12.10.1.3'
const X509_CERTIFICATE = '1.2.840.113549.1.9.22.1'
const LOCAL_KEY_ID = '1.2.840.113549.1.9.21'
const SHA256 = '2.16.840.1.101.3.4.2.1'
const ITERATIONS = 10_000

/** The certificates lie open (they are public), the key under AES-256 and the whole under a keyed hash. */
export function buildPkcs12(leaf: Leaf, authority: Uint8Array, password: string): Buffer {
  const keyId = createHash('sha1').update(leaf.certificate).digest()
  const key = createPrivateKey({ key: leaf.privateKey, format: 'der', type: 'pkcs8' })
  const shrouded = key.export({ format: 'der', type: 'pkcs8', cipher: 'aes-256-cbc', passphrase: password })
  const certificates = sequence(certificateBag(leaf.certificate, keyId), certificateBag(authority))
  const keys = sequence(bag(SHROUDED_KEY_BAG, shrouded, keyId))
  const safe = sequence(content(certificates), content(keys))
  const salt = randomBytes(16)
  const mac = createHmac('sha256', macKey(password, salt)).update(safe).digest()
  const digestInfo = sequence(sequence(oid(SHA256), Buffer.from([5, 0])), octets(mac))
  return sequence(integer(3), content(safe), sequence(digestInfo, octets(salt), integer(ITERATIONS)))
}

function certificateBag(certificate: Uint8Array, keyId?: Buffer): Buffer {
  return bag(CERTIFICATE_BAG, sequence(oid(X509_CERTIFICATE), explicit(octets(certificate))), keyId)
}

function bag(type: string, value: Buffer, keyId?: Buffer): Buffer {
  const attributes = keyId ? [tagged(0x31, sequence(oid(LOCAL_KEY_ID), tagged(0x31, octets(keyId))))] : []
  return sequence(oid(type), explicit(value), ...attributes)
}

const content = (value: Buffer) => sequence(oid(DATA), explicit(octets(value)))
const sequence = (...parts: Uint8Array[]) => tagged(0x30, ...parts)
const explicit = (value: Uint8Array) => tagged(0xa0, value)
const octets = (value: Uint8Array) => tagged(0x04, value)

function integer(value: number): Buffer {
  const hex = value.toString(16)
  const bytes = Buffer.from(hex.length % 2 ? `0${hex}` : hex, 'hex')
  return tagged(0x02, (bytes[0] ?? 0) > 0x7f ? Buffer.concat([Buffer.from([0]), bytes]) : bytes)
}

function oid(dotted: string): Buffer {
  const [first = 0, second = 0, ...rest] = dotted.split('.').map(Number)
  const bytes = [first * 40 + second]
  for (const arc of rest) {
    const septets = [arc & 0x7f]
    for (let left = Math.floor(arc / 128); left > 0; left = Math.floor(left / 128)) septets.unshift((left & 0x7f) | 0x80)
    bytes.push(...septets)
  }
  return tagged(0x06, Buffer.from(bytes))
}

function tagged(tag: number, ...parts: Uint8Array[]): Buffer {
  const value = Buffer.concat(parts)
  if (value.length < 0x80) return Buffer.concat([Buffer.from([tag, value.length]), value])
  const length = Buffer.alloc(4)
  length.writeUInt32BE(value.length)
  const short = length.subarray(length.findIndex((byte) => byte > 0))
  return Buffer.concat([Buffer.from([tag, 0x80 | short.length]), short, value])
}

/** RFC 7292 appendix B.2 with SHA-256 (u = 32, v = 64) and purpose 3, a keyed hash. One block is key enough. */
function macKey(password: string, salt: Buffer): Buffer {
  const utf16 = Buffer.from(`${password}\0`, 'utf16le').swap16()
  const fill = (bytes: Buffer) => Buffer.alloc(Math.ceil(bytes.length / 64) * 64, bytes)
  let digest = createHash('sha256')
    .update(Buffer.concat([Buffer.alloc(64, 3), fill(salt), fill(utf16)]))
    .digest()
  for (let round = 1; round < ITERATIONS; round++) digest = createHash('sha256').update(digest).digest()
  return digest
}
