import { readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { INCOMING } from './format.ts'

/** A file that still comes in is written to at least every minute, so one this old belongs to nobody. */
export const ABANDONED_AFTER_MS = 60 * 60_000
export type Age = { olderThanMs: number; now: Date }

/** Names in the incoming folder that end so and have not been touched for a while. */
export async function listAbandoned(dir: string, end: string, { olderThanMs, now }: Age): Promise<string[]> {
  const old: string[] = []
  for (const name of await namesIn(join(dir, INCOMING))) {
    if (!name.endsWith(end)) continue
    const modified = await stat(join(dir, INCOMING, name)).then(
      (found) => found.mtimeMs,
      () => undefined, // another process was quicker
    )
    if (modified !== undefined && modified <= now.getTime() - olderThanMs) old.push(name)
  }
  return old
}

async function namesIn(folder: string): Promise<string[]> {
  try {
    return await readdir(folder)
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return []
    throw error
  }
}
