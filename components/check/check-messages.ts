import type { OriginStep } from '#lib/checking/origin.ts'
import type { Place } from '#lib/checking/report.ts'
import type { Environment } from '#lib/environment.ts'
import type { Corrected } from '#lib/mending/correct-value.ts'
import type { ValueFault } from '#lib/mending/fault-of-value.ts'
import type { Mend, MendKind } from '#lib/mending/mend-kinds.ts'
import type { Conversion } from '#lib/tables/convert/conversion.ts'
import type { TableAnswers } from '#lib/tables/convert/table-answers.ts'
import type { Layout } from '#lib/tables/layout.ts'
import type { Locale } from '#lib/text/locale.ts'
import type { CasePlace } from './case-log.ts'
import type { AskKeys } from './hash-cases.ts'

/** Starts a check. `turn` distinguishes its answers from those about earlier files. */
export type CheckRequest = {
  turn: number
  file: File
  serviceId: string
  /** ISO instant. */
  now: string
  environment: Environment
  /** Canonical identities that the sender may act for (F12); absent where nobody is logged in. */
  employers?: string[] | undefined
  /** Sender of a table that names none. */
  employer?: { identity: string; name: string } | undefined
  /** Cells of a workbook that a person has corrected in the page: by name (C14), the text to read instead. */
  corrections?: Readonly<Record<string, string>> | undefined
  /** How tables were read before: of the company, with its version, or on this page. */
  layout?: KeptLayout | undefined
  /** What the person has answered about this table. */
  answers?: TableAnswers | undefined
}

/** `kept`: the version of the company's conversion; absent for what was answered on this page. */
export type KeptLayout = { layout: Layout; kept?: { id: string; version: number } | undefined }

/** Which file to make of the last check. */
export type MakeFileInput = { what: 'xlsx' | 'csv' | 'json' | 'marked' | 'anonymous'; locale: Locale }
/** `otherFaults`: the check finds other faults in the anonymised copy than in the file. */
export type MakeFileResult =
  | { kind: 'made'; name: string; blob: Blob; otherFaults?: boolean }
  | { kind: 'refused'; why: 'too-large' | 'too-many-persons' | 'other-kind' | 'unreadable' }

/** About the last check: what can be mended, what stands at a place, the file with that corrected or mended. */
export type MendInput =
  | { what: 'offers' }
  | { what: 'value'; at: Place }
  | { what: 'correct'; at: Place; text: string }
  | { what: 'mend'; kinds: readonly MendKind[] }
export type MendAnswer =
  | { kind: 'offers'; offers: Mend[] }
  | { kind: 'value'; text: string | undefined }
  /** To be checked: the new file under a name that says so. `done`: what was mended. */
  | { kind: 'changed'; request: Omit<CheckRequest, 'turn'>; done: OriginStep[] }
  | { kind: 'refused'; why: Extract<Corrected, { kind: 'refused' }>['why'] | 'unreadable' }
  /** What was typed would be a fault too; the file is as it was. */
  | { kind: 'faulty'; fault: ValueFault; serviceId: string }

/** The cases of a file as the portal is asked about them (hash-cases), and where each stands. */
export type HashedCases = { hashes: string; places: CasePlace[] }

/** From page to worker. `prepare` imports at once what is otherwise imported on first use. */
export type WorkerRequest =
  | { kind: 'prepare'; environment: CheckRequest['environment'] }
  | { kind: 'check'; request: CheckRequest }
  | { kind: 'cancel' }
  | { kind: 'make'; wish: MakeFileInput & { number: number } }
  | { kind: 'mend'; number: number; wish: MendInput }
  | { kind: 'hash'; turn: number; keys: AskKeys }

/** A conversion as the page gets it; the report is sent beside it. */
export type ConvertedTable = Omit<Conversion, 'report' | 'xml'> & {
  xml: Blob | undefined
  /** The table itself. */
  came: { sha256: string; bytes: number }
  /** By what it was read besides its own headings. `new`: answered on this page; without a layout it cannot be kept. */
  decided: { kind: 'new'; layout: Layout | undefined } | { kind: 'kept'; id: string; version: number } | undefined
}

/** From worker to page. `requests`: those that the worker made since it was prepared. */
export type CheckMessage =
  | { kind: 'prepared' }
  | { kind: 'progress'; turn: number; bytes: number; poster: number }
  /** `report` as JSON: of many findings it is read several times as fast as it would be cloned. */
  | { kind: 'checked'; turn: number; report: string; sha256: string; converted?: ConvertedTable | undefined; requests: number }
  | { kind: 'unreadable'; turn: number }
  | { kind: 'made'; number: number; made: MakeFileResult }
  | { kind: 'answered'; number: number; answer: MendAnswer }
  /** Without `cases` where there are none to ask about, or too many. */
  | { kind: 'hashed'; turn: number; cases?: HashedCases | undefined }
  | { kind: 'broke'; reason: string }
