import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto'

const CIPHER = 'aes-256-gcm'
const [NONCE, TAG] = [12, 16]

/** `pepper`: PERSON_KEY. `purpose`: words that make each use's key its own, so that what is sealed for one opens for no other. */
export type SealPlace = { pepper: string; purpose: string }

/** A short text as it is stored: encrypted, so that a stolen database shows nothing of it. */
export function sealText(text: string, place: SealPlace): string {
  const nonce = randomBytes(NONCE)
  const cipher = createCipheriv(CIPHER, keyFrom(place), nonce, { authTagLength: TAG })
  const bytes = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
  return Buffer.concat([nonce, bytes, cipher.getAuthTag()]).toString('base64url')
}

/** Throws for what was sealed with another key, or changed since. */
export function openText(sealed: string, place: SealPlace): string {
  const bytes = Buffer.from(sealed, 'base64url')
  const decipher = createDecipheriv(CIPHER, keyFrom(place), bytes.subarray(0, NONCE), { authTagLength: TAG })
  decipher.setAuthTag(bytes.subarray(-TAG))
  return Buffer.concat([decipher.update(bytes.subarray(NONCE, -TAG)), decipher.final()]).toString('utf8')
}

const keyFrom = ({ pepper, purpose }: SealPlace): Buffer => Buffer.from(hkdfSync('sha256', pepper, '', purpose, 32))
