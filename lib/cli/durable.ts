import { randomUUID } from 'node:crypto'
import { open, rename, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'

/** Writes a file that is whole or not there, also when the power goes: beside it, synced, then renamed over. */
export async function writeDurably(file: string, content: string | Uint8Array): Promise<void> {
  const beside = join(dirname(file), `.${randomUUID()}.tmp`)
  try {
    const handle = await open(beside, 'wx')
    try {
      await handle.writeFile(content)
      await handle.sync()
    } finally {
      await handle.close()
    }
    await rename(beside, file)
  } catch (error) {
    await rm(beside, { force: true })
    throw error
  }
  await syncFolder(dirname(file))
}

/** Makes renames in a folder last. Windows has no such call and needs none: NTFS keeps a journal of names. */
export async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return
  const handle = await open(folder, 'r')
  try {
    await handle.sync()
  } catch (error) {
    // Some network file systems cannot.
    if (!(error instanceof Error && 'code' in error && (error.code === 'EINVAL' || error.code === 'ENOTSUP'))) throw error
  } finally {
    await handle.close()
  }
}
