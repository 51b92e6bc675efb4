// The private halves of the months' keys: a folder of relay's own, one file a month (`2026-11.key`, 0600). All relays share the folder.
// Not here: which months there are and when one is destroyed (lib/submissions); what is sealed for them (head.ts).
import { randomBytes } from 'node:crypto'
import { access, link, mkdir, open, readFile, rm, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { generateIdentity } from 'age-encryption'
import { isMonth } from './head.ts'
import { syncEntries } from './sync-entries.ts'

/** The mark of a folder that holds the keys: without it, it is a mount point whose volume is away, or another folder. */
const KEYS = '.kvittens-payload-keys'
const NEW = '.new'

/** An age identity by the month that a payload names (null: none). Throws `PayloadDamaged` when there is none any more. */
export type IdentityOf = (month: string | null) => Promise<string>

export async function areKeysThere(folder: string): Promise<boolean> {
  return access(join(folder, KEYS)).then(
    () => true,
    () => false,
  )
}

/** Makes the folder of keys. Only at a start that has made sure that no key is missing. */
export async function prepareKeys(folder: string): Promise<void> {
  const made = await mkdir(resolve(folder), { recursive: true, mode: 0o700 })
  await writeFile(join(folder, KEYS), '', { mode: 0o600 })
  await syncEntries(folder)
  if (made !== undefined) await syncEntries(resolve(folder, '..'))
}

export async function readKeyIfThere(folder: string, month: string): Promise<string | undefined> {
  try {
    return (await readFile(fileOf(folder, month), 'utf8')).trim()
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined
    throw error
  }
}

/**
 * The month's key; made when there is none. When it is given, it survives a power cut. Of many that make it at once one is
 * first, and all get the same.
 */
export async function makeKey(folder: string, month: string): Promise<string> {
  if (!(await areKeysThere(folder))) throw new Error('PAYLOAD_KEYS is not the folder of keys')
  const path = fileOf(folder, month)
  if ((await readKeyIfThere(folder, month)) === undefined) {
    const fresh = `${path}.${randomBytes(8).toString('hex')}${NEW}`
    await writeDurably(fresh, `${await generateIdentity()}\n`)
    // Unlike a rename it replaces nothing: a key that somebody else has published meanwhile stays.
    await link(fresh, path).catch((error) => {
      if (error.code !== 'EEXIST') throw error
    })
    await rm(fresh)
  }
  // Also when another process has made it: it may have died before this.
  await syncEntries(folder)
  const key = await readKeyIfThere(folder, month)
  if (key === undefined) throw new Error('the key that was made is gone')
  return key
}

/** Overwrites the key's file, removes it, and makes both survive a power cut. Does nothing where it is gone. */
export async function destroyKey(folder: string, month: string): Promise<void> {
  const path = fileOf(folder, month)
  const key = await readKeyIfThere(folder, month)
  if (key !== undefined) {
    await overwrite(path, key.length + 1)
    await rm(path)
  }
  await syncEntries(folder)
}

async function overwrite(path: string, length: number): Promise<void> {
  const file = await open(path, 'r+')
  try {
    await file.write(randomBytes(length), 0, length, 0)
    await file.sync()
  } finally {
    await file.close()
  }
}

async function writeDurably(path: string, text: string): Promise<void> {
  const file = await open(path, 'wx', 0o600)
  try {
    await file.writeFile(text)
    await file.sync()
  } finally {
    await file.close()
  }
}

function fileOf(folder: string, month: string): string {
  if (!isMonth(month)) throw new Error('no month')
  return join(folder, `${month}.key`)
}
