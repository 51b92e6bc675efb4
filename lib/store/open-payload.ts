import { createDecipheriv } from 'node:crypto'
import { type FileHandle, open } from 'node:fs/promises'
import { CIPHER, KEY, pathOf, SEGMENT, setNonce, TAG } from './format.ts'
import { readHead } from './head.ts'
import { unwrapKey } from './wrap-key.ts'

/** The file is missing, cut, changed, or sealed for another key. It must not be sent. */
export class PayloadDamaged extends Error {
  override readonly name = 'PayloadDamaged'
}

type Open = {
  dir: string
  employerId: string
  sha256: string
  /** An age key (several, one a line, while keys are changed), or what gives it for the month that the payload names. */
  identity: string | ((month: string | null) => Promise<string>)
  /** Number of the first byte to give. */
  from?: number
}

/**
 * The plain bytes of a payload, a segment at a time; each is given out only when its tag holds. Throws `PayloadDamaged`
 * where it does not, possibly after many good segments: before a payload is sent it must have been read to its end once.
 */
export async function* openPayload({
  dir,
  employerId,
  sha256,
  identity,
  from = 0,
}: Open): AsyncGenerator<Uint8Array, void, void> {
  const file = await openFile(pathOf(dir, employerId, sha256))
  try {
    const { size } = await file.stat()
    const { key, at } = await openHead(file, identity)
    yield* segments({ file, key, at, size, from })
  } finally {
    await file.close()
  }
}

async function openFile(path: string): Promise<FileHandle> {
  try {
    return await open(path, 'r')
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT')
      throw new PayloadDamaged('the file is gone', { cause: error })
    throw error
  }
}

async function openHead(file: FileHandle, identity: Open['identity']): Promise<{ key: Uint8Array; at: number }> {
  const head = await readHead(file)
  if (!head) throw new PayloadDamaged('not a payload')
  const own = typeof identity === 'string' ? identity : await identity(head.month)
  return { key: await unwrap(head.wrapped, own), at: head.at }
}

async function unwrap(wrapped: Uint8Array, identity: string): Promise<Uint8Array> {
  let key: Uint8Array
  try {
    key = await unwrapKey(wrapped, identity)
  } catch (error) {
    throw new PayloadDamaged('its key cannot be opened', { cause: error })
  }
  if (key.length !== KEY) throw new PayloadDamaged('its key is no key')
  return key
}

type Sealed = { file: FileHandle; key: Uint8Array; at: number; size: number; from: number }

async function* segments({ file, key, at: start, size, from }: Sealed): AsyncGenerator<Uint8Array> {
  const nonce = Buffer.alloc(12)
  // All segments but the last have the same length, which gives the segment of a byte.
  let number = Math.floor(from / SEGMENT)
  let skip = from % SEGMENT
  for (let at = start + number * (SEGMENT + TAG); ; number++) {
    const length = Math.min(SEGMENT + TAG, size - at)
    if (length < TAG) throw new PayloadDamaged('cut off')
    const sealed = await readExactly(file, length, at)
    at += length
    const last = at === size
    const plain = openSegment(sealed, key, setNonce(nonce, number, last))
    yield skip > 0 ? plain.subarray(skip) : plain
    if (last) return
    skip = 0
  }
}

/** The plain bytes of one segment; throws `PayloadDamaged` when its tag does not hold. */
export function openSegment(sealed: Buffer, key: Uint8Array, nonce: Buffer): Buffer {
  const decipher = createDecipheriv(CIPHER, key, nonce, { authTagLength: TAG })
  decipher.setAuthTag(sealed.subarray(-TAG))
  const plain = decipher.update(sealed.subarray(0, -TAG))
  try {
    decipher.final()
  } catch (error) {
    throw new PayloadDamaged('a segment was changed', { cause: error })
  }
  return plain
}

export async function readExactly(file: FileHandle, length: number, at: number): Promise<Buffer> {
  const buffer = Buffer.allocUnsafe(length)
  for (let read = 0; read < length; ) {
    const { bytesRead } = await file.read(buffer, read, length - read, at + read)
    if (bytesRead === 0) throw new PayloadDamaged('cut off')
    read += bytesRead
  }
  return buffer
}
