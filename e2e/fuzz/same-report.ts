// A file made from a seed, damaged, and checked both ways.

import type { CaseKey } from '#lib/checking/case-key.ts'
import { type Check, type CheckOptions, startCheck, startGeneralCheck } from '#lib/checking/check.ts'
import type { Report } from '#lib/checking/report.ts'
import { sjukanmalan } from '#lib/services/sjukanmalan.ts'
import { loadTestPersons } from '#lib/services/test-persons.ts'
import { NOW } from '../fixtures/checking/build.ts'
import { makeXml } from './made-file.ts'
import { makeFixed, mutateFixed } from './made-fixed.ts'
import { mutate } from './mutate.ts'
import { Random } from './random.ts'

export type ReadResult = { report: Report; told: unknown[] }
export type BothReadings = { bytes: Uint8Array; quick: ReadResult; general: ReadResult }

const few = { ...sjukanmalan, maxCases: 3 }
const testPersons = await loadTestPersons('produktion')

export function readBothWays(seed: number, format: 'xml' | 'fixed'): BothReadings {
  const random = new Random(seed)
  const [make, damage] = format === 'xml' ? [makeXml, mutate] : [makeFixed, mutateFixed]
  const made = make(random)
  const bytes = random.once(8) ? made : damage(made, random)
  const options: Omit<CheckOptions, 'onCase'> = {
    service: random.once(12) ? few : sjukanmalan,
    now: NOW,
    environment: random.once(6) ? 'produktion' : 'test',
    testPersons,
    ...(random.once(4) ? { employers: random.once(2) ? ['165599001236'] : [] } : {}),
    ...(random.once(6) ? { maxFindings: 3 } : {}),
  }
  return readBoth(bytes, options, random.once(2) ? 150 + random.below(900) : undefined)
}

/** `blockBytes`: size of the blocks for the quick path. */
export function readBoth(bytes: Uint8Array, options: Omit<CheckOptions, 'onCase'>, blockBytes?: number): BothReadings {
  return {
    bytes,
    quick: read((onCase) => startCheck({ ...options, blockBytes, onCase }), bytes),
    general: read((onCase) => startGeneralCheck({ ...options, onCase }), bytes),
  }
}

function read(start: (onCase: (told: CaseKey) => void) => Check, bytes: Uint8Array): ReadResult {
  const told: unknown[] = []
  const check = start(({ person, day, record, referens, field, mark }) =>
    told.push({ person, day, record, referens, field, at: mark.spot() }),
  )
  check.push(bytes)
  return { report: check.finish(), told }
}
