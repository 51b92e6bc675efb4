import { readdir, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { INCOMING } from './format.ts'

/** A file that still comes in is written to at least every minute, so one this old belongs to nobody. */
export const ABANDONED_AFTER_MS = 60 * 60_000

/** Removes what processes that died left in the incoming folder; returns how many. Any process may do it for all. */
export async function sweepPartials(dir: string, { olderThanMs, now }: { olderThanMs: number; now: Date }): Promise<number> {
  let removed = 0
  for (const name of await namesIn(join(dir, INCOMING))) {
    const path = join(dir, INCOMING, name)
    const modified = await stat(path).then(
      (found) => found.mtimeMs,
      () => undefined, // another process was quicker
    )
    if (modified === undefined || modified > now.getTime() - olderThanMs) continue
    await rm(path, { force: true })
    removed++
  }
  return removed
}

async function namesIn(folder: string): Promise<string[]> {
  try {
    return await readdir(folder)
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return []
    throw error
  }
}
