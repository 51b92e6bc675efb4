import { rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { folderOf, INCOMING, MARK, pathOf } from './format.ts'
import { type Age, listAbandoned } from './list-abandoned.ts'
import { syncEntries } from './sync-entries.ts'

/** A payload that got its name, and may have no row in the database. */
export type StoreMark = { name: string; employerId: string; sha256: string }

export async function listMarks(dir: string, age: Age): Promise<StoreMark[]> {
  const names = await listAbandoned(dir, MARK, age)
  return names.flatMap((name) => {
    const [employerId, sha256] = name.split('.')
    return employerId && sha256 ? [{ name, employerId, sha256 }] : []
  })
}

/**
 * Asks `decide` about each payload that a process left marked; it calls `remove` if, under the file's lock, no row needs the
 * payload. Then the mark goes. Returns how many payloads were removed.
 */
export async function sweepMarks(
  dir: string,
  age: Age,
  decide: (mark: StoreMark, remove: () => Promise<void>) => Promise<void>,
): Promise<number> {
  let removed = 0
  for (const mark of await listMarks(dir, age)) {
    await decide(mark, async () => {
      await removePayload(dir, mark)
      removed++
    })
    await rm(join(dir, INCOMING, mark.name), { force: true })
  }
  return removed
}

/** When a payload was written that has a name; undefined when there is none. */
export async function sealedAt(
  dir: string,
  { employerId, sha256 }: Pick<StoreMark, 'employerId' | 'sha256'>,
): Promise<Date | undefined> {
  try {
    return (await stat(pathOf(dir, employerId, sha256))).mtime
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined
    throw error
  }
}

/** The caller has made sure, under the file's lock, that no row needs it. After this no power cut brings it back. */
export async function removePayload(
  dir: string,
  { employerId, sha256 }: Pick<StoreMark, 'employerId' | 'sha256'>,
): Promise<void> {
  await rm(pathOf(dir, employerId, sha256), { force: true })
  try {
    // Also when it was gone already: whoever took it away may have died before this.
    await syncEntries(folderOf(dir, employerId))
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error
  }
}
