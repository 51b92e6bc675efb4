// Anonymised copies: `anonymise` gives a file with the same structure and the same faults in the same places, and with no one in
// it. *-values.ts find values in each format, rewrite-value writes invented ones over them (invented-*), byte for byte (units);
// start-copy holds the copy. Runs in the browser: the original does not leave the computer.
// Not here: what a fault is (lib/checking), reading tables (lib/tables).
import { stockholmDay } from '#lib/calendar.ts'
import { startCheck } from '#lib/checking/check.ts'
import type { Report } from '#lib/checking/report.ts'
import type { Service } from '#lib/services/description.ts'
import { unpackTestPersons } from '#lib/services/test-persons.ts'
import { STAND_IN_EMPLOYER } from '#lib/tables/convert/conversion.ts'
import { convertTable } from '#lib/tables/convert/convert-table.ts'
import type { TableAnswers } from '#lib/tables/convert/table-answers.ts'
import { TableFault } from '#lib/tables/table.ts'
import { InventedPersons, TooManyPersons } from './invented-persons.ts'
import { InventedReferences } from './invented-references.ts'
import { type Inventions, moveDates, rewriteValue } from './rewrite-value.ts'
import { type AnonymousCopy, startCopy } from './start-copy.ts'
import { blotRange } from './units.ts'

export type AnonymiseOptions = {
  now: Date
  /** Canonical identities that the check was made for; a person among them gets the invented number. */
  employers?: readonly string[] | undefined
  /** How the table was read that is copied. */
  answers?: TableAnswers | undefined
}

export type AnonymiseResult =
  | {
      kind: 'made'
      bytes: Uint8Array
      /** Days that all dates were moved by; 0 where every move would change the findings. */
      movedDays: number
      /** Whether the check finds the same faults in the same places. */
      sameFaults: boolean
    }
  | { kind: 'refused'; why: 'too-large' | 'too-many-persons' | 'other-kind' | 'unreadable' }

/** Larger files are refused: file and copy are held in memory. */
const MAX_BYTES = 50_000_000
/** Days to move dates by, tried in order. */
const MOVES = [7, -7, 1, -1]

/**
 * A copy with the same structure and faults, and of the same length (workbooks excepted). Persons become published test
 * numbers; names, references, comments and everything undescribed become other characters of the same length. Numbers of
 * organisations stay. Findings are compared as in a test environment, where test numbers are allowed. Refuses files over 50 MB,
 * with more persons than there are test numbers, or that cannot be read.
 */
export async function anonymise(
  service: Service,
  { bytes, format }: { bytes: Uint8Array; format: Report['format'] },
  options: AnonymiseOptions,
): Promise<AnonymiseResult> {
  if (bytes.length > MAX_BYTES) return { kind: 'refused', why: 'too-large' }
  if (format === null) return { kind: 'refused', why: 'other-kind' }
  const persons = await published()
  const copy = copied(service, { bytes, format }, { ...options, published: persons, syntax: 'whole' })
  if (format !== 'xml' || copy.kind === 'refused' || copy.sameFaults) return copy
  const other = copied(service, { bytes, format }, { ...options, published: persons, syntax: 'broken' })
  return other.kind === 'made' && other.sameFaults ? other : copy
}

type CopiedOptions = AnonymiseOptions & { published: readonly string[]; syntax: 'whole' | 'broken' }

function copied(
  service: Service,
  { bytes, format }: { bytes: Uint8Array; format: NonNullable<Report['format']> },
  { now, employers, answers, syntax, published: numbers }: CopiedOptions,
): AnonymiseResult {
  const today = stockholmDay(now)
  const persons = new InventedPersons(numbers, { today, zeros: format === 'csv' || format === 'xlsx' ? 'kept' : 'any' })
  const inventions: Inventions = { persons, references: new InventedReferences(), today, dates: [] }
  let draft: AnonymousCopy
  try {
    draft = startCopy(service, bytes, { format, today, answers, syntax })
    for (const value of draft.values) {
      if (value.field) rewriteValue(draft.bytes, value, inventions)
      else blotRange(draft.bytes, value.range)
    }
  } catch (error) {
    if (error instanceof TooManyPersons) return { kind: 'refused', why: 'too-many-persons' }
    if (error instanceof TableFault) return { kind: 'refused', why: 'unreadable' }
    throw error
  }
  const renamed = employers?.map((employer) => persons.mapping.get(employer) ?? employer)
  const verdict = (file: Uint8Array, who: readonly string[] | undefined = renamed) =>
    verdictOf(service, { bytes: file, format }, { now, employers: who, answers })
  const wanted = verdict(bytes, employers)
  const isSame = () => verdict(draft.file()) === wanted
  const movedDays = moved(draft.bytes, inventions.dates, isSame)
  return { kind: 'made', bytes: draft.file(), movedDays, sameFaults: movedDays !== 0 || isSame() }
}

let numbers: readonly string[] | undefined

/** The published test persons, imported on first use. */
async function published(): Promise<readonly string[]> {
  if (numbers) return numbers
  const { TEST_PERSONS } = await import('#lib/services/test-persons-list.ts')
  numbers = unpackTestPersons(TEST_PERSONS)
  return numbers
}

/** Moves all dates by the first of MOVES that changes no finding; gives the days, 0 when none fits. */
function moved(copy: Uint8Array, dates: Inventions['dates'], isSame: () => boolean): number {
  if (!dates || dates.length === 0) return 0
  for (const days of MOVES) {
    moveDates(copy, dates, days)
    if (isSame()) return days
  }
  moveDates(copy, dates, 0)
  return 0
}

type VerdictInput = { now: Date; employers: readonly string[] | undefined; answers: TableAnswers | undefined }

/** Codes and places of the findings as text to compare; without parameters, which change with the values. */
function verdictOf(
  service: Service,
  { bytes, format }: { bytes: Uint8Array; format: Report['format'] },
  asked: VerdictInput,
): string {
  const { counts, findings } = reportOf(service, { bytes, format }, asked)
  return JSON.stringify([
    counts,
    findings.map(({ code, at: { line, column, byte, record } }) => [code, line, column, byte, record]),
  ])
}

function reportOf(
  service: Service,
  { bytes, format }: { bytes: Uint8Array; format: Report['format'] },
  { now, employers, answers }: VerdictInput,
): Report {
  const options = { now, environment: 'test', employers } as const
  if (format === 'csv' || format === 'xlsx')
    return convertTable(service, bytes, { ...options, answers, employer: STAND_IN_EMPLOYER }).report
  const check = startCheck({ ...options, service, keepsApart: true })
  check.push(bytes)
  return check.finish()
}
