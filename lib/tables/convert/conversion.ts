import type { CaseKey } from '#lib/checking/case-key.ts'
import type { Report } from '#lib/checking/report.ts'
import type { Environment } from '#lib/environment.ts'
import type { TestPersons } from '#lib/services/test-persons.ts'
import type { Layout } from '../layout.ts'
import type { Misfit } from './fit-layout.ts'
import type { TableQuestion } from './questions.ts'
import type { Repair, RepairKind } from './repairs.ts'
import type { TableAnswers } from './table-answers.ts'

export type ConvertOptions = {
  now: Date
  environment: Environment
  /** The company that is logged in, with its canonical identity: sender and employer where the table names none. */
  employer?: { identity: string; name: string } | undefined
  /** As in CheckOptions. */
  employers?: readonly string[] | undefined
  testPersons?: TestPersons | undefined
  fileName?: string | undefined
  maxFindings?: number | undefined
  /** Cells that a person has corrected, by name (C14): the text that is read instead of what stands there. */
  corrections?: Readonly<Record<string, string>> | undefined
  /** How it was decided before that the company's tables are read. Used where it fits; `misfit`: what else is done (`ask` where it is not said). */
  layout?: Layout | undefined
  misfit?: 'ask' | 'stop' | undefined
  /** What a person has answered about this table: counts before the layout. */
  answers?: TableAnswers | undefined
  /** As in CheckOptions, placed in the table. */
  onCase?: ((told: CaseKey) => void) | undefined
}

/** How the table was read, and what is still to be asked. `answers`: those that were used, the layout's among them. */
export type TableReading = {
  format: 'csv' | 'xlsx'
  delimiter: string
  sheet: { name: string; nth: number; of: number; others: readonly string[] } | undefined
  /** Undefined where no row has known headings. */
  headerRow: number | undefined
  /** Among which the headings are chosen; persons' numbers are hidden. */
  firstRows: { row: number; text: string }[]
  answers: TableAnswers
  /** Rows that look like sums and are left out, because it was answered so. */
  sumRows: number
  layout: 'used' | Misfit | undefined
  questions: readonly TableQuestion[]
}

/** A row as it is sent: values by `part/field#nth`. */
export type ConvertedRow = { row: number; record: number; values: Readonly<Record<string, string>> }

export type Conversion = {
  /** Findings placed in the table: rows, columns and cells. */
  report: Report
  /** Undefined where the file cannot be read as a table. */
  reading: TableReading | undefined
  /** The first rows in file order, at most ROWS_SHOWN; all are counted in `report.poster`. */
  rows: ConvertedRow[]
  /** Columns by position from 1; `key` (`part/field#nth`) is undefined for a column that is passed over. */
  columns: { column: number; heading: string; key: string | undefined }[]
  /** For a person to accept before sending: the first 10,000. `repairCounts` counts all. */
  repairs: Repair[]
  repairCounts: Partial<Record<RepairKind, number>>
  /** What is sent, when `report.stop` is 0; undefined when the table could not be read to its end. */
  xml: Uint8Array | undefined
}

/** The employer of a table that does not say, where nobody is logged in: the organisation number of the samples, which no one has. */
export const STAND_IN_EMPLOYER = { identity: '165599001236', name: 'Exempelbolaget AB' } as const
