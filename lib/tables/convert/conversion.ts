import type { Report } from '#lib/checking/report.ts'
import type { Environment } from '#lib/environment.ts'
import type { TestPersons } from '#lib/services/test-persons.ts'
import type { Repair, RepairKind } from './repairs.ts'

export type ConvertOptions = {
  now: Date
  environment: Environment
  /** The company that is logged in: sender and employer where the table does not say. Canonical identity. */
  employer?: { identity: string; name: string } | undefined
  /** As the check's own. */
  employers?: readonly string[] | undefined
  testPersons?: TestPersons | undefined
  maxFindings?: number | undefined
}

/** What becomes of a row: the values as they are sent, by `part/field#nth`. */
export type ConvertedRow = { row: number; record: number; values: Readonly<Record<string, string>> }

export type Conversion = {
  /** About the sender's own table: its rows, columns and cells. */
  report: Report
  /** The first rows in file order, at most 1000; all are counted in `report.poster`. */
  rows: ConvertedRow[]
  /** Which columns were understood: position from 1, its heading, and the field; undefined where it is passed over. */
  columns: { column: number; heading: string; key: string | undefined }[]
  /** To accept before sending. The first 10,000; `repairCounts` has them all. */
  repairs: Repair[]
  repairCounts: Partial<Record<RepairKind, number>>
  /** What is sent; undefined when the table could not be read to its end. It may be sent when `report.stop` is 0. */
  xml: Uint8Array | undefined
}

/** The employer of a table that does not say, where nobody is logged in: the organisation number of the samples, which no one has. */
export const STAND_IN_EMPLOYER = { identity: '165599001236', name: 'Exempelbolaget AB' } as const
