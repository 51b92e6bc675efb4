import type { Params } from '#lib/checking/findings.ts'
import type { RuleCode } from '#lib/services/rules.ts'

/** `start` and `end`: bytes of the cell in the file, quotation marks included; 0 in a workbook. */
export type Cell = {
  text: string
  start: number
  end: number
  /** `date` and `number`: by the workbook; `formula`: written as ="…" in CSV. */
  kind: 'text' | 'date' | 'number' | 'formula'
  defect?: CellDefect
}

/**
 * Why `text` is not what the spreadsheet program shows in the cell. `error`: an error value, which is the text; `uncalculated`: a
 * formula whose result is not in the file; `volatile`: one that gives another result each time or each day; `shortened`: a long number that is shown as 1,2E+11; `local`: shown by the computer's
 * language; `unseen`: shown as something else; `invisible`: not shown at all.
 */
export type CellDefect = 'error' | 'uncalculated' | 'volatile' | 'shortened' | 'local' | 'unseen' | 'invisible'

/** `row`: as spreadsheet programs number it; `line` and `byte`: where it begins in the file. */
export type Row = { row: number; line: number; byte: number; cells: readonly Cell[]; hidden?: true }

/** `nth` and `of`: which of the workbook's sheets, charts among them, in the order of their tabs. `others`: those with cells. */
export type ReadSheet = {
  name: string
  nth: number
  of: number
  others: readonly string[]
  hiddenColumns: ReadonlySet<number>
  /** Cells that are shown as one, over several rows. */
  merged: readonly MergedCells[]
  from1904: boolean
}

/** Rows and columns from 1, the last ones included. */
export type MergedCells = { from: { row: number; column: number }; to: { row: number; column: number } }

export type Table = {
  format: 'csv' | 'xlsx'
  /** Whether the file begins with a byte order mark. */
  bom: boolean
  encoding: 'UTF-8' | 'Windows-1252'
  /** As in the file; `;` where there is none. */
  delimiter: string
  /** Of a workbook. */
  sheet?: ReadSheet
  /** Rows with content, in order. May be called again. Throws TableFault where reading must end. */
  rows(): Iterable<Row>
}

/** The file cannot be read as a table, or not beyond `at`. Becomes a finding; its message is not shown to people. */
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

/** Limits of a table: columns against broken files, cells for memory. */
export const MOST_COLUMNS = 1000
export const MOST_CELLS = 5_000_000

/** Row and column from 1 as spreadsheet programs write them: C14. */
export function cellName(row: number, column: number): string {
  let letters = ''
  for (let rest = column; rest > 0; rest = Math.floor((rest - 1) / 26)) {
    letters = String.fromCharCode(65 + ((rest - 1) % 26)) + letters
  }
  return `${letters}${row}`
}
