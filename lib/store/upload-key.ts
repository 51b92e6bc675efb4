// While an upload is unfinished its file's key is kept in its row, sealed with a key of web and gateway, so that any of them
// can read back what has come. When it ends the copy is deleted, and only relay can read the file.
import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto'
import { CIPHER, KEY, TAG } from './format.ts'

const NONCE = 12

/** `secret` is UPLOAD_KEY; `id` the upload's, to which the sealed key is bound. */
export type UploadSecret = { secret: string; id: string }

export function makeUploadKey(of: UploadSecret): { key: Buffer; sealed: Buffer } {
  const key = randomBytes(KEY)
  const nonce = randomBytes(NONCE)
  const cipher = createCipheriv(CIPHER, sealingKey(of.secret), nonce, { authTagLength: TAG }).setAAD(Buffer.from(of.id))
  const sealed = Buffer.concat([nonce, cipher.update(key), cipher.final(), cipher.getAuthTag()])
  return { key, sealed }
}

/** Throws when it was sealed under another UPLOAD_KEY, or for another upload. */
export function openUploadKey(of: UploadSecret, sealed: Uint8Array): Buffer {
  const nonce = sealed.subarray(0, NONCE)
  const decipher = createDecipheriv(CIPHER, sealingKey(of.secret), nonce, { authTagLength: TAG }).setAAD(Buffer.from(of.id))
  decipher.setAuthTag(sealed.subarray(-TAG))
  return Buffer.concat([decipher.update(sealed.subarray(NONCE, -TAG)), decipher.final()])
}

function sealingKey(secret: string): Buffer {
  return Buffer.from(hkdfSync('sha256', secret, '', 'kvittens upload key', KEY))
}
