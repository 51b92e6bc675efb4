import { open } from 'node:fs/promises'

/** Makes the names in a folder as durable as the files: what was created, renamed or removed there survives a power cut. */
export async function syncEntries(folder: string): Promise<void> {
  const handle = await open(folder, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}
