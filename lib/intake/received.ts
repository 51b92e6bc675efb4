import type { Report } from '#lib/checking/report.ts'
import type { PayloadWriter } from '#lib/store/payload-writer.ts'
import type { Order } from './order.ts'

/** A whole file that may be submitted. Its payload has no name yet: submitFile seals or discards it. */
export type CleanFile = {
  kind: 'clean'
  sha256: string
  bytes: number
  report: Report
  payload: PayloadWriter
  /** CaseBook's keys, by which the history will recognise its cases. */
  caseKeys: Uint8Array
  /** Of a table, which was converted here. */
  origin?: Order['origin']
}

/**
 * A whole file of which only the report is left. `stopped`: it has a stop. `unseen`: the history has remarks that its sender
 * has not seen. `tested`: it came to be checked alone.
 */
export type UntakenFile = { kind: 'stopped' | 'unseen' | 'tested'; sha256: string; report: Report }

/** What has become of a file whose bytes have all come. */
export type Received = CleanFile | UntakenFile
