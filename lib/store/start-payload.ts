import { randomBytes, randomUUID } from 'node:crypto'
import { type FileHandle, open } from 'node:fs/promises'
import { join } from 'node:path'
import { AppError } from '#lib/errors.ts'
import { INCOMING, KEY, MAGIC, PART } from './format.ts'
import { PayloadWriter } from './payload-writer.ts'
import { isDistrusted, storageFault } from './storage-faults.ts'
import { makeFolder, requireStore } from './store.ts'
import { wrapKey } from './wrap-key.ts'

type Start = { dir: string; employerId: string; recipient: string }

/** Begins an encrypted file in the store's incoming folder. It has no name until `seal`, and leaves nothing after `discard`. */
export async function startPayload({ dir, employerId, recipient }: Start): Promise<PayloadWriter> {
  if (isDistrusted(dir)) throw new AppError('unavailable', 'storage')
  const key = randomBytes(KEY)
  const head = await headFor(key, recipient)
  const path = join(dir, INCOMING, `${randomUUID()}${PART}`)
  return new PayloadWriter({ dir, employerId, path, key, head, file: await openNew(dir, path) })
}

/** The beginning of a payload: its key, wrapped for `recipient`. */
export async function headFor(key: Uint8Array, recipient: string): Promise<Buffer> {
  return headOf(await wrapKey(key, recipient))
}

function headOf(wrapped: Uint8Array): Buffer {
  const length = Buffer.alloc(2)
  length.writeUInt16BE(wrapped.length)
  return Buffer.concat([MAGIC, length, wrapped])
}

async function openNew(dir: string, path: string): Promise<FileHandle> {
  try {
    await requireStore(dir)
    await makeFolder(join(dir, INCOMING))
    return await open(path, 'wx', 0o600)
  } catch (error) {
    throw storageFault(dir, error)
  }
}
