import type { Params } from '#lib/checking/findings.ts'
import type { RuleCode } from '#lib/services/rules.ts'

/** `start` and `end` are bytes of the cell as it is written, quotation marks included; in a workbook both are 0. */
export type Cell = {
  text: string
  start: number
  end: number
  /** How the cell said that its text is no plain text: a workbook's date, a workbook's number, ="…" in CSV. */
  kind: 'text' | 'date' | 'number' | 'formula'
}

/** A row as spreadsheet programs number it; `line` and `byte` are where it begins in the file. */
export type Row = { row: number; line: number; byte: number; cells: readonly Cell[] }

export type Table = {
  format: 'csv' | 'xlsx'
  /** Bytes before the first row that are no text: a byte order mark. */
  bom: boolean
  encoding: 'UTF-8' | 'Windows-1252'
  /** As in the file; `;` where there is none. */
  delimiter: string
  /** In order, those without content left out. May be asked for again. Throws TableFault where reading must end. */
  rows(): Iterable<Row>
}

/** The file cannot be read as a table, or not further than this: told as a finding, never to a person as it is. */
export class TableFault extends Error {
  readonly code: RuleCode
  readonly params: Params
  readonly at: { line: number; column: number; byte: number }

  constructor(code: RuleCode, params: Params, at = { line: 1, column: 1, byte: 0 }) {
    super(`${code} at ${at.line}:${at.column}`)
    this.code = code
    this.params = params
    this.at = at
  }
}

/** What no honest table has, and what memory can hold. */
export const MOST_COLUMNS = 1000
export const MOST_CELLS = 5_000_000

/** Row and column as spreadsheet programs write them: C14. */
export function cellName(row: number, column: number): string {
  let letters = ''
  for (let rest = column; rest > 0; rest = Math.floor((rest - 1) / 26)) {
    letters = String.fromCharCode(65 + ((rest - 1) % 26)) + letters
  }
  return `${letters}${row}`
}
