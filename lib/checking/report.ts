/** What a check found. Findings are data: never thrown, and without sentences (those come from lib/text/findings). */

import type { FileFormat } from '#lib/services/description.ts'

export type Severity = 'stop' | 'varning'

/**
 * Lines and columns count from 1 (columns in code points), bytes from 0; `record` is the case's ordinal from 1.
 * `cell` is a table's (`C14`); in a workbook line and column are the cell's own.
 */
export type Place = { line: number; column: number; byte: number; record?: number; field?: string; cell?: string }

export type Finding = {
  code: string
  severity: Severity
  at: Place
  /** The sender's own key for the case. */
  referens?: string
  /** Parameters of the sentence: names, lengths, dates. A personnummer is masked. */
  params: Record<string, string | number>
  /** The value that stands there, as `shownValue` gives it, and the form or value that should. In no stored report. */
  found?: string
  expected?: string
  /** Every case has this fault, and this finding stands for them all. */
  count?: number
}

/** A case that is late or soon due. */
export type DueCase = { date: string; record: number; line: number; referens?: string }

export type Report = {
  tjanst: string
  format: FileFormat | null
  bytes: number
  /** Cases in the file. */
  poster: number
  stop: number
  varning: number
  /** The first findings in file order, at most the check's limit. `stop` and `varning` count the faults that they stand for. */
  findings: Finding[]
  /** Reading stopped at the last finding: what follows it has not been checked. */
  avbruten?: true
  /** Values and stretches inside the file that faults of syntax kept from being checked. */
  overhoppat?: number
  /** Findings by code, with those that were only counted. */
  counts: Record<string, number>
  /** Who the file reports for: canonical 12-digit identity, name, number of cases. At most 100 are listed. */
  employers: { identity: string; name?: string; poster: number }[]
  /** `earliest`: first due date; `late`: overdue; `soon`: due today, tomorrow or the day after. */
  deadlines: { earliest: string | null; late: number; soon: number }
  /**
   * Absent where no case has a last day. `next`: the first due date that is today or later, and how many are due on it;
   * `cases`: the late ones and those soon due, by date, at most 100 of each.
   */
  due?: { next: string | null; onNext: number; cases: DueCase[] }
}
