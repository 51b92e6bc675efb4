import { readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import type { Settings } from '../rehearsal/local/settings.ts'
import type { Person } from '../rehearsal/people.ts'

export const RESULTS = resolve(import.meta.dirname, '../../test-results')

/** What the set-up started for one worker: its tests share the portal, the database and the agency with no other worker. */
export type BrowserEnvironment = {
  settings: Settings
  databaseUrl: string
  people: Person[]
  /** The processes as they were started. */
  pids: Record<'web' | 'relay', number>
}

/** Where the set-up writes down the environment of worker number `worker`. */
export const environmentFile = (worker: number): string => join(RESULTS, `environment-${worker}.json`)

let environment: BrowserEnvironment | undefined

/** This worker's own. A worker that takes the place of a failed one has its number. */
export function readEnvironment(): BrowserEnvironment {
  environment ??= JSON.parse(readFileSync(environmentFile(Number(process.env.TEST_PARALLEL_INDEX)), 'utf8')) as BrowserEnvironment
  return environment
}
