import type { Report } from '#lib/checking/report.ts'
import type { Environment } from '#lib/environment.ts'
import type { Conversion } from '#lib/tables/convert/conversion.ts'
import type { Locale } from '#lib/text/locale.ts'

/** One file, one check. `turn` tells its answers from those about the file before. */
export type CheckRequest = {
  turn: number
  file: File
  serviceId: string
  /** ISO instant. */
  now: string
  environment: Environment
  /** Canonical identities that the sender may act for (F12); absent where nobody is logged in. */
  employers?: string[] | undefined
  /** Who the sender is where a table does not say. */
  employer?: { identity: string; name: string } | undefined
}

/** A file made of the last check. */
export type MakeFileInput = { what: 'xlsx' | 'csv' | 'json' | 'marked' | 'anonymous'; locale: Locale }
/** `otherFaults`: an anonymised copy in which the check finds something else than in the file itself. */
export type MakeFileResult =
  | { kind: 'made'; name: string; blob: Blob; otherFaults?: boolean }
  | { kind: 'refused'; why: 'too-large' | 'too-many-persons' | 'other-kind' | 'unreadable' }

/** What the page asks of the worker. `everything` fetches at once what would else be fetched when it is asked for. */
export type WorkerRequest =
  | { kind: 'prepare'; environment: CheckRequest['environment'] }
  | { kind: 'check'; request: CheckRequest }
  | { kind: 'cancel' }
  | { kind: 'make'; wish: MakeFileInput & { number: number } }

/** What a table becomes: all but the report, which is the check's. */
export type ConvertedTable = Omit<Conversion, 'report' | 'xml'> & { xml: Blob | undefined }

/** What the worker tells: while it reads, once at the end, and when a file is made. `requests`: its own, since it was ready. */
export type CheckMessage =
  | { kind: 'prepared' }
  | { kind: 'progress'; turn: number; bytes: number; poster: number }
  | { kind: 'checked'; turn: number; report: Report; sha256: string; converted?: ConvertedTable | undefined; requests: number }
  | { kind: 'unreadable'; turn: number }
  | { kind: 'made'; number: number; made: MakeFileResult }
  | { kind: 'broke'; reason: string }
