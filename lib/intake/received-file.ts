import type { Report } from '#lib/checking/report.ts'
import type { PayloadWriter } from '#lib/store/payload-writer.ts'

/** A whole file without a stop. Its payload has no name yet: the caller seals or discards it. */
export type CleanFile = {
  kind: 'clean'
  sha256: string
  bytes: number
  report: Report
  payload: PayloadWriter
  /** CaseBook's keys, by which the history will recognise its cases. */
  caseKeys: Uint8Array
}

/** A file with a stop: only its report is left. */
export type StoppedFile = { kind: 'stopped'; sha256: string; report: Report }

export type ReceivedFile = CleanFile | StoppedFile
