import { open, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { INCOMING, PART, UPLOAD } from './format.ts'
import { readHead } from './head.ts'

/**
 * How many files of the store name each month, whether they have rows or not: payloads, and what is on its way in. Null: those of
 * before the months. Throws where something cannot be read, so that nothing is taken for absent.
 */
export async function countMonths(dir: string): Promise<Map<string | null, number>> {
  const months = new Map<string | null, number>()
  const note = async (path: string) => {
    const month = await monthOf(path)
    if (month !== undefined) months.set(month, (months.get(month) ?? 0) + 1)
  }
  // What is on its way in first: it may get its name meanwhile, and is met then a second time, but never missed.
  for (const name of await readdir(join(dir, INCOMING)))
    if (name.endsWith(PART) || name.endsWith(UPLOAD)) await note(join(dir, INCOMING, name))
  for (const employer of await readdir(dir)) {
    if (!/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(employer)) continue
    for (const name of await readdir(join(dir, employer))) await note(join(dir, employer, name))
  }
  return months
}

/** Undefined: gone meanwhile, or no payload. */
async function monthOf(path: string): Promise<string | null | undefined> {
  try {
    const file = await open(path, 'r')
    try {
      return (await readHead(file))?.month
    } finally {
      await file.close()
    }
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined
    throw error
  }
}
