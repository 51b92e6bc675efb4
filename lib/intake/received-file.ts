import type { Report } from '#lib/checking/report.ts'
import type { PayloadWriter } from '#lib/store/payload-writer.ts'

/** A file that came in whole and has no stop. It has no name yet: whoever holds it seals it or discards it. */
export type CleanFile = {
  kind: 'clean'
  sha256: string
  bytes: number
  report: Report
  payload: PayloadWriter
  /** What the history will know its cases by: CaseBook's keys. */
  caseKeys: Uint8Array
}

/** A file with a stop: only its report is left. */
export type StoppedFile = { kind: 'stopped'; sha256: string; report: Report }

export type ReceivedFile = CleanFile | StoppedFile
