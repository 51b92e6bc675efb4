// Here: payloads at rest, encrypted (format.ts), and the files of unfinished uploads. Not here: who may read them, and the
// rows that say what they are for (lib/submissions, lib/deliveries). Web and gateway write, relay reads.
// A folder is a store when it holds the mark. Without it the folder is a mount point whose volume is away: new files would
// lie on the wrong disk, and those that wait would look lost.
import { access, mkdir, writeFile } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import { AppError } from '#lib/errors.ts'
import { INCOMING, STORE } from './format.ts'
import { modesIn } from './modes.ts'
import { syncEntries } from './sync-entries.ts'

/**
 * Makes the folder a store that survives a power cut. Only at a start that has made sure that no payload is missing, never in a
 * request.
 */
export async function prepareStore(dir: string): Promise<void> {
  const first = await mkdir(resolve(dir), { recursive: true, mode: 0o700 })
  await mark(dir)
  // Each folder that was made stands in one above it.
  for (let made = resolve(dir); first !== undefined && made.startsWith(first); made = dirname(made))
    await syncEntries(dirname(made))
}

/**
 * Makes the folder a store inside a store (that of the files from FK), its group's too where the outer one is. Refuses
 * (`unavailable`) while the outer one is away: nothing is made on its mount point.
 */
export async function prepareInnerStore(dir: string): Promise<void> {
  const outer = dirname(dir)
  await requireStore(outer)
  await makeFolder(dir)
  // It may have gone in between.
  await requireStore(outer)
  await mark(dir)
  await syncEntries(outer)
}

async function mark(dir: string): Promise<void> {
  await makeFolder(join(dir, INCOMING))
  await writeFile(join(dir, STORE), '', { mode: (await modesIn(dir)).file })
  await syncEntries(dir)
}

export async function isStoreThere(dir: string): Promise<boolean> {
  return access(join(dir, STORE)).then(
    () => true,
    () => false,
  )
}

/** Refuses (`unavailable`) while the store is away. */
export async function requireStore(dir: string): Promise<void> {
  if (!(await isStoreThere(dir))) throw new AppError('unavailable', 'storage', { cause: new Error(`no ${STORE} in PAYLOAD_DIR`) })
}

/** Makes a folder in the store, never the store itself; true when it was not there. */
export async function makeFolder(path: string): Promise<boolean> {
  try {
    await mkdir(path, { mode: (await modesIn(dirname(path))).folder })
    return true
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false
    throw error
  }
}
