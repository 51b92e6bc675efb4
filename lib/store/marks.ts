import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { INCOMING, MARK, pathOf } from './format.ts'
import { type Age, listAbandoned } from './list-abandoned.ts'

/** A payload that got its name, and may have no row in the database. */
export type StoreMark = { name: string; employerId: string; sha256: string }

export async function listMarks(dir: string, age: Age): Promise<StoreMark[]> {
  const names = await listAbandoned(dir, MARK, age)
  return names.flatMap((name) => {
    const [employerId, sha256] = name.split('.')
    return employerId && sha256 ? [{ name, employerId, sha256 }] : []
  })
}

export async function removeMark(dir: string, { name }: StoreMark): Promise<void> {
  await rm(join(dir, INCOMING, name), { force: true })
}

/** The caller has made sure, under the file's lock, that no row needs it. */
export async function removePayload(
  dir: string,
  { employerId, sha256 }: Pick<StoreMark, 'employerId' | 'sha256'>,
): Promise<void> {
  await rm(pathOf(dir, employerId, sha256), { force: true })
}
