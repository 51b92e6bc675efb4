import { statfs } from 'node:fs/promises'
import { join } from 'node:path'
import { AppError } from '#lib/errors.ts'
import { INCOMING } from './format.ts'
import { isDistrusted, storageFault } from './storage-faults.ts'
import { makeFolder, requireStore } from './store.ts'

const FLOOR_BYTES = 1_000_000_000
const FLOOR_SHARE = 0.1
const FLOOR_FILES = 1000

/**
 * Refuses (`unavailable`) before a body is read when the disk could not take `bytes` more and stay above the floor:
 * a tenth of it or 1 GB, whichever is less, and a thousand file names.
 */
export async function requireRoom(dir: string, bytes: number): Promise<void> {
  if (isDistrusted(dir)) throw new AppError('unavailable', 'storage')
  const disk = await statOf(dir)
  const floor = Math.min(FLOOR_BYTES, disk.blocks * disk.bsize * FLOOR_SHARE)
  if (disk.bavail * disk.bsize - bytes < floor) throw new AppError('unavailable', 'storage')
  // File systems that do not count names say 0 of 0.
  if (disk.files > 0 && disk.ffree < FLOOR_FILES) throw new AppError('unavailable', 'storage')
}

async function statOf(dir: string) {
  try {
    await requireStore(dir)
    await makeFolder(join(dir, INCOMING))
    return await statfs(dir)
  } catch (error) {
    throw storageFault(dir, error)
  }
}
