import type { Service } from '#lib/services/description.ts'
import { unpackTestPersons } from '#lib/services/test-persons.ts'
import { stockholmDay } from '../calendar.ts'
import { startCheck } from '../check.ts'
import { convertTable } from '../convert/convert-table.ts'
import type { Report } from '../report.ts'
import { readTable } from '../table/read-table.ts'
import { TableFault } from '../table/table.ts'
import { utf8Prefix } from '../utf8.ts'
import { declaredEncoding } from '../xml/declared-encoding.ts'
import { csvValues } from './csv-values.ts'
import { fixedValues } from './fixed-values.ts'
import { InventedPersons, TooManyPersons } from './invented-persons.ts'
import { InventedReferences } from './invented-references.ts'
import { type Inventions, moveDates, rewriteValue } from './rewrite-value.ts'
import { blotRange, type Signs } from './units.ts'
import type { FoundValue } from './values.ts'
import { xmlValues } from './xml-values.ts'

export type AnonymiseOptions = {
  now: Date
  /** Who the report was made for; a person among them is given the new number. */
  employers?: readonly string[] | undefined
}

export type Anonymised =
  | {
      kind: 'made'
      bytes: Uint8Array
      /** By how many days all dates were moved; 0 where that would have changed a verdict. */
      movedDays: number
      /** Whether the copy has the same faults in the same places. */
      sameFaults: boolean
    }
  | { kind: 'refused'; why: 'too-large' | 'too-many-persons' | 'other-kind' | 'unreadable' }

const MAX_BYTES = 50_000_000
const MOVES = [7, -7, 1, -1]

/**
 * A copy with the same structure, length and faults, and with no one in it: persons become published test numbers, names and
 * references become signs of the same length, comments and whatever nothing describes are blotted out. Organisation numbers
 * stay: they are no one's. Judged as in a test environment, where test numbers may stand.
 */
export async function anonymise(
  service: Service,
  { bytes, format }: { bytes: Uint8Array; format: Report['format'] },
  { now, employers }: AnonymiseOptions,
): Promise<Anonymised> {
  if (bytes.length > MAX_BYTES) return { kind: 'refused', why: 'too-large' }
  if (format === null || format === 'xlsx') return { kind: 'refused', why: 'other-kind' }
  const today = stockholmDay(now)
  const persons = new InventedPersons(await published(), { today, zeros: format === 'csv' ? 'kept' : 'any' })
  const inventions: Inventions = { persons, references: new InventedReferences(), today, dates: [] }
  const copy = bytes.slice()
  try {
    for (const value of valuesOf(service, { bytes, format }, today)) {
      if (value.field) rewriteValue(copy, value, inventions)
      else blotRange(copy, value.range)
    }
  } catch (error) {
    if (error instanceof TooManyPersons) return { kind: 'refused', why: 'too-many-persons' }
    if (error instanceof TableFault) return { kind: 'refused', why: 'unreadable' }
    throw error
  }
  const renamed = employers?.map((employer) => persons.mapping.get(employer) ?? employer)
  const verdict = (file: Uint8Array, who: readonly string[] | undefined = renamed) =>
    verdictOf(service, { bytes: file, format }, { now, employers: who })
  const wanted = verdict(bytes, employers)
  const movedDays = moved(copy, inventions.dates, (file) => verdict(file) === wanted)
  return { kind: 'made', bytes: copy, movedDays, sameFaults: movedDays !== 0 || verdict(copy) === wanted }
}

let numbers: readonly string[] | undefined

/** Fetched when it is first needed. */
async function published(): Promise<readonly string[]> {
  if (numbers) return numbers
  const { TEST_PERSONS } = await import('#lib/services/test-persons-list.ts')
  numbers = unpackTestPersons(TEST_PERSONS)
  return numbers
}

/** Read from the file as it was: the copy is written meanwhile. */
function valuesOf(
  service: Service,
  { bytes, format }: { bytes: Uint8Array; format: 'xml' | 'fast' | 'csv' },
  today: number,
): Iterable<FoundValue> {
  if (format === 'csv') return csvValues(service, { bytes, table: readTable(service, bytes) }, today)
  const isUtf8 = utf8Prefix(bytes) === bytes.length
  const signs: Signs = isUtf8 || (format === 'xml' && declaredEncoding(bytes) === 'UTF-8') ? 'utf8' : 'single'
  return format === 'xml' ? xmlValues(service, bytes, signs) : fixedValues(service, bytes, signs)
}

/** The first move that no rule notices; the dates are moved then. */
function moved(copy: Uint8Array, dates: Inventions['dates'], isSame: (file: Uint8Array) => boolean): number {
  if (!dates || dates.length === 0) return 0
  for (const days of MOVES) {
    moveDates(copy, dates, days)
    if (isSame(copy)) return days
  }
  moveDates(copy, dates, 0)
  return 0
}

type Asked = { now: Date; employers: readonly string[] | undefined }

/** Codes and places, and nothing of what the values are; an unknown element's name may have been one. */
function verdictOf(
  service: Service,
  { bytes, format }: { bytes: Uint8Array; format: Report['format'] },
  { now, employers }: Asked,
): string {
  const { counts, findings } = reportOf(service, { bytes, format }, { now, employers })
  return JSON.stringify([
    counts,
    findings.map(({ code, at: { line, column, byte, record } }) => [code, line, column, byte, record]),
  ])
}

function reportOf(
  service: Service,
  { bytes, format }: { bytes: Uint8Array; format: Report['format'] },
  { now, employers }: Asked,
): Report {
  const options = { now, environment: 'test', employers } as const
  if (format === 'csv') return convertTable(service, bytes, { ...options, employer: STAND_IN }).report
  const check = startCheck({ ...options, service })
  check.push(bytes)
  return check.finish()
}

/** A table without sender is judged as if this one sent it. */
const STAND_IN = { identity: '165599001236', name: 'Exempelbolaget AB' }
