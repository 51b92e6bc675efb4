import type { StatsFs } from 'node:fs'
import { statfs } from 'node:fs/promises'
import { join } from 'node:path'
import { AppError } from '#lib/errors.ts'
import { INCOMING } from './format.ts'
import { isDistrusted, storageFault } from './storage-faults.ts'
import { makeFolder, requireStore } from './store.ts'

const FLOOR_BYTES = 1_000_000_000
const FLOOR_SHARE = 0.1
const FLOOR_FILES = 1000

/** Free bytes, and so many as are kept free: a tenth of the disk or 1 GB, whichever is less. */
export type DiskRoom = { free: number; floor: number }

/** Refuses (`unavailable`) when the store is away. */
export async function readRoom(dir: string): Promise<DiskRoom> {
  return roomOf(await statOf(dir))
}

/**
 * Refuses (`unavailable`) before a body is read when the disk could not take `bytes` more and stay above the floor, and a
 * thousand file names.
 */
export async function requireRoom(dir: string, bytes: number): Promise<void> {
  if (isDistrusted(dir)) throw new AppError('unavailable', 'storage')
  const disk = await statOf(dir)
  const { free, floor } = roomOf(disk)
  if (free - bytes < floor) throw new AppError('unavailable', 'storage')
  // File systems that do not count names say 0 of 0.
  if (disk.files > 0 && disk.ffree < FLOOR_FILES) throw new AppError('unavailable', 'storage')
}

const roomOf = ({ bavail, bsize, blocks }: StatsFs): DiskRoom => ({
  free: bavail * bsize,
  floor: Math.min(FLOOR_BYTES, blocks * bsize * FLOOR_SHARE),
})

async function statOf(dir: string): Promise<StatsFs> {
  try {
    await requireStore(dir)
    await makeFolder(join(dir, INCOMING))
    return await statfs(dir)
  } catch (error) {
    throw storageFault(dir, error)
  }
}
