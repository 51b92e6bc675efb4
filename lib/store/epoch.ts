// The store's count of the epochs that its database has begun: a small file, replaced in one step. lib/submissions/send-gate.ts
// says what it is for.
import { open, readFile, rename } from 'node:fs/promises'
import { join } from 'node:path'
import { AppError } from '#lib/errors.ts'
import { fileModeAt } from './modes.ts'
import { storageFault } from './storage-faults.ts'
import { syncEntries } from './sync-entries.ts'

const EPOCH = '.kvittens-epoch'

/** 0 in a store that has none. Refuses (`unavailable`, `storage_damaged`) one whose count is no number: it cannot be told whether a restore was forgotten. */
export async function readStoreEpoch(dir: string): Promise<bigint> {
  let text: string
  try {
    text = await readFile(join(dir, EPOCH), 'utf8')
  } catch (error) {
    if (error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR')) return 0n
    throw storageFault(dir, error)
  }
  if (!/^\d{1,19}\n$/.test(text))
    throw new AppError('unavailable', 'storage_damaged', { cause: new Error(`${EPOCH} holds no number`) })
  return BigInt(text)
}

/** Never lowers it. After this it survives a power cut. The caller sees to it that one process does this at a time. */
export async function raiseStoreEpoch(dir: string, epoch: bigint): Promise<void> {
  if ((await readStoreEpoch(dir)) >= epoch) return
  const path = join(dir, EPOCH)
  const file = await open(`${path}-new`, 'w', await fileModeAt(path))
  try {
    await file.writeFile(`${epoch}\n`)
    await file.sync()
  } finally {
    await file.close()
  }
  await rename(`${path}-new`, path)
  await syncEntries(dir)
}
