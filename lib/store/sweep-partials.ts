import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { INCOMING, PART } from './format.ts'
import { type Age, listAbandoned } from './list-abandoned.ts'

/** Removes the unfinished files of processes that died; returns how many. Any process may do it for all. */
export async function sweepPartials(dir: string, age: Age): Promise<number> {
  const names = await listAbandoned(dir, PART, age)
  for (const name of names) await rm(join(dir, INCOMING, name), { force: true })
  return names.length
}
