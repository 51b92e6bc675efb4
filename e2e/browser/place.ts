import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import type { Settings } from '../rehearsal/local/settings.ts'
import type { Person } from '../rehearsal/people.ts'

/** Where the set-up tells the tests what it started. */
export const HERE = resolve(import.meta.dirname, '../../test-results/running.json')

export type BrowserEnvironment = {
  settings: Settings
  databaseUrl: string
  people: Person[]
  /** The processes as they were started. */
  pids: Record<'web' | 'relay', number>
}

let here: BrowserEnvironment | undefined

export function readEnvironment(): BrowserEnvironment {
  here ??= JSON.parse(readFileSync(HERE, 'utf8')) as BrowserEnvironment
  return here
}
