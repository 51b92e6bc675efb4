import { readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { INCOMING } from './format.ts'

/** A file in use is written to at least every minute: one this old was left by a process that died. */
export const ABANDONED_AFTER_MS = 60 * 60_000
export type Age = { olderThanMs: number; now: Date }

/** Names in the incoming folder that end with `end` and were last written `olderThanMs` ago or earlier. */
export async function listAbandoned(dir: string, end: string, { olderThanMs, now }: Age): Promise<string[]> {
  const old: string[] = []
  for (const name of await namesIn(join(dir, INCOMING))) {
    if (!name.endsWith(end)) continue
    const modified = await stat(join(dir, INCOMING, name)).then(
      (found) => found.mtimeMs,
      () => undefined, // removed by another process meanwhile
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
