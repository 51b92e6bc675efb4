import { randomBytes, randomUUID } from 'node:crypto'
import { type FileHandle, open } from 'node:fs/promises'
import { join } from 'node:path'
import { AppError } from '#lib/errors.ts'
import { diskSync } from './disk-sync.ts'
import { INCOMING, KEY, PART } from './format.ts'
import { makeHead } from './head.ts'
import { fileModeAt } from './modes.ts'
import { PayloadWriter } from './payload-writer.ts'
import { isDistrusted, storageFault } from './storage-faults.ts'
import { makeFolder, requireStore } from './store.ts'

type Start = {
  dir: string
  employerId: string
  recipient: string
  /** Absent: the recipient is of no month (files from FK). */
  month?: string | null
  /** The syncer's, where this process may not sync by itself. */
  syncSocket?: string | undefined
}

/** Begins an encrypted file in the store's incoming folder. It has no name until `seal`, and leaves nothing after `discard`. */
export async function startPayload({ dir, employerId, recipient, month = null, syncSocket }: Start): Promise<PayloadWriter> {
  if (isDistrusted(dir)) throw new AppError('unavailable', 'storage')
  const key = randomBytes(KEY)
  const head = await makeHead(key, { recipient, month })
  const path = join(dir, INCOMING, `${randomUUID()}${PART}`)
  const sync = diskSync(dir, syncSocket)
  return new PayloadWriter({ dir, sync, employerId, path, key, head, month, file: await openNew(dir, path) })
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
