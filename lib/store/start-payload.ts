import { randomBytes, randomUUID } from 'node:crypto'
import { type FileHandle, open } from 'node:fs/promises'
import { join } from 'node:path'
import { AppError } from '#lib/errors.ts'
import { INCOMING, KEY, PART } from './format.ts'
import { makeHead } from './head.ts'
import { fileModeAt } from './modes.ts'
import { PayloadWriter } from './payload-writer.ts'
import { isDistrusted, storageFault } from './storage-faults.ts'
import { makeFolder, requireStore } from './store.ts'

/** `month` absent: the recipient is of no month (files from FK). */
type Start = { dir: string; employerId: string; recipient: string; month?: string | null }

/** Begins an encrypted file in the store's incoming folder. It has no name until `seal`, and leaves nothing after `discard`. */
export async function startPayload({ dir, employerId, recipient, month = null }: Start): Promise<PayloadWriter> {
  if (isDistrusted(dir)) throw new AppError('unavailable', 'storage')
  const key = randomBytes(KEY)
  const head = await makeHead(key, { recipient, month })
  const path = join(dir, INCOMING, `${randomUUID()}${PART}`)
  return new PayloadWriter({ dir, employerId, path, key, head, month, file: await openNew(dir, path) })
}

async function openNew(dir: string, path: string): Promise<FileHandle> {
  try {
    await requireStore(dir)
    await makeFolder(join(dir, INCOMING))
    return await open(path, 'wx', await fileModeAt(path))
  } catch (error) {
    throw storageFault(dir, error)
  }
}
