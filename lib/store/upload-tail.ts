// The last bytes of an unfinished upload, which do not fill a segment yet: in a file of their own, encrypted with the
// upload's key. A segment's nonce may be used once only, so they have a random one, outside the range of segment numbers.
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import { readFile, rename, writeFile } from 'node:fs/promises'
import { CIPHER, SEGMENT, TAG, TAIL, uploadPathOf } from './format.ts'
import { fileModeAt } from './modes.ts'
import { storageFault } from './storage-faults.ts'

const PLACE = 8
const NONCE = 12
/** A segment's nonce begins with five zeros. */
const NOT_A_NUMBER = 0xff

/** `at`: bytes of the upload before the tail. */
type TailPlace = { dir: string; id: string; key: Uint8Array; at: number }

/** Replaces the upload's tail in one step. */
export async function keepTail({ dir, id, key, at }: TailPlace, tail: Uint8Array): Promise<void> {
  const place = placeOf(at)
  const nonce = randomBytes(NONCE)
  nonce[0] = NOT_A_NUMBER
  const cipher = createCipheriv(CIPHER, key, nonce, { authTagLength: TAG }).setAAD(place)
  const sealed = Buffer.concat([place, nonce, cipher.update(tail), cipher.final(), cipher.getAuthTag()])
  const path = uploadPathOf(dir, id, TAIL)
  try {
    await writeFile(`${path}-new`, sealed, { mode: await fileModeAt(path) })
    await rename(`${path}-new`, path)
  } catch (error) {
    throw storageFault(dir, error)
  }
}

/** The tail after `at` bytes; empty when there is none, it belongs to another place, or it is damaged. */
export async function readTail({ dir, id, key, at }: TailPlace): Promise<Buffer> {
  const none = Buffer.alloc(0)
  const sealed = await readFile(uploadPathOf(dir, id, TAIL)).catch(() => none)
  const place = placeOf(at)
  if (sealed.length <= PLACE + NONCE + TAG || sealed.length > PLACE + NONCE + SEGMENT + TAG) return none
  if (!sealed.subarray(0, PLACE).equals(place)) return none
  const nonce = sealed.subarray(PLACE, PLACE + NONCE)
  const decipher = createDecipheriv(CIPHER, key, nonce, { authTagLength: TAG }).setAAD(place)
  decipher.setAuthTag(sealed.subarray(-TAG))
  const tail = decipher.update(sealed.subarray(PLACE + NONCE, -TAG))
  try {
    decipher.final()
  } catch {
    return none // torn by a power cut: the sender sends those bytes again
  }
  return tail
}

function placeOf(at: number): Buffer {
  const place = Buffer.alloc(PLACE)
  place.writeBigUInt64BE(BigInt(at))
  return place
}
