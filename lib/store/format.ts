// A payload at rest: a head (head.ts) with the file's key, wrapped with age for the recipient of a month, then
// segments of 64 KiB under AES-256-GCM. The nonce is the segment's number and a flag for the last one (the STREAM
// construction), so no segment can be moved, left out, repeated or cut off without a tag that fails.
import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import { AppError } from '#lib/errors.ts'

export const MAGIC = Buffer.from('KVITTEN2', 'latin1')
/** Of a payload that names no month: files from FK, and those of before the months. */
export const MAGIC_OLD = Buffer.from('KVITTEN1', 'latin1')
export const CIPHER = 'aes-256-gcm'
export const SEGMENT = 65_536
export const TAG = 16
export const KEY = 32
/** An age header for one X25519 recipient and 32 bytes is some 230 bytes; more than this is no header of ours. */
export const LONGEST_WRAP = 4096
/** The mark of a folder that is a store. */
export const STORE = '.kvittens-store'
/** Folder of files that come in, and of marks for payloads that have a name but may have no row. */
export const INCOMING = '.incoming'
export const PART = '.part'
/** The file of a resumable upload, and the bytes of its last segment, which is not full yet. */
export const UPLOAD = '.upload'
export const TAIL = '.tail'
export const MARK = '.sealed'

/** Writes segment `number`'s nonce into `nonce`: 11 bytes of counter, one byte that says "last". */
export function setNonce(nonce: Buffer, number: number, last: boolean): Buffer {
  nonce.fill(0)
  nonce.writeUIntBE(number, 5, 6)
  nonce[11] = last ? 1 : 0
  return nonce
}

/** The folder of an employer's payloads; refuses what is no UUID, so that no name can leave the store. */
export function folderOf(dir: string, employerId: string): string {
  if (!/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(employerId)) throw new AppError('invalid', 'employer')
  return join(dir, employerId)
}

/** Where a payload lies: `dir/employer/sha256`. */
export function pathOf(dir: string, employerId: string, sha256: string): string {
  if (!/^[0-9a-f]{64}$/.test(sha256)) throw new AppError('invalid', 'sha256')
  return join(folderOf(dir, employerId), sha256)
}

/** Where an upload's file or tail lies; refuses what is no upload's id. */
export function uploadPathOf(dir: string, id: string, end: typeof UPLOAD | typeof TAIL): string {
  if (!/^[0-9a-f]{32}$/.test(id)) throw new AppError('not_found', 'upload')
  return join(dir, INCOMING, `${id}${end}`)
}

/** A mark's path: its name holds employer and digest, for the sweep. */
export function markOf(dir: string, employerId: string, sha256: string): string {
  pathOf(dir, employerId, sha256)
  return join(dir, INCOMING, `${employerId}.${sha256}.${randomUUID()}${MARK}`)
}
