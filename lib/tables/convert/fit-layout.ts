import type { Service } from '#lib/services/description.ts'
import { type Layout, LONGEST_HEADING, readLayout } from '../layout.ts'
import type { Row, Table } from '../table.ts'
import type { Conversion } from './conversion.ts'
import type { TableAnswers } from './table-answers.ts'

/** Why a layout is not used for a table. `added` and `gone`: headings, at most five of each. */
export type Misfit = { why: 'format' | 'sheet' } | { why: 'headings'; added: readonly string[]; gone: readonly string[] }

export type Fit = { answers: TableAnswers } | { misfit: Misfit }

const NAMED = 5

/** A cell of the headings, as a layout has it: on one line. */
export function headingOf({ text }: { text: string }): string {
  return text
    .replace(/[\s\p{C}]+/gu, ' ')
    .trim()
    .slice(0, LONGEST_HEADING)
    .trimEnd()
}

/** The headings of a layout must be all headings of a row, in their order: with another among them nobody has said what it is. */
export function fitLayout(table: Table, rows: readonly Row[], layout: Layout): Fit {
  const { delimiter, sheet, columns, dateForm, leaveOutSumRows } = layout
  if (layout.format !== table.format) return { misfit: { why: 'format' } }
  if (sheet !== undefined && table.sheet?.name !== sheet) return { misfit: { why: 'sheet' } }
  const wanted = columns.map(({ heading }) => heading)
  const row = rows.find(({ cells }) => isSame(headingsOf(cells), wanted))
  if (!row) return { misfit: { why: 'headings', ...difference(rows, wanted) } }
  const answers: Record<number, string | null> = {}
  let next = 0
  for (const [index, cell] of row.cells.entries()) {
    if (headingOf(cell) !== '') answers[index + 1] = columns[next++]?.field ?? null
  }
  return {
    answers: {
      headerRow: row.row,
      columns: answers,
      ...(delimiter !== undefined && { delimiter }),
      ...(sheet !== undefined && { sheet }),
      ...(dateForm && { dateForm }),
      ...(leaveOutSumRows !== undefined && { leaveOutSumRows }),
    },
  }
}

/**
 * How the table was read, to read the next one alike. Undefined where something is still to be asked, and where it may not be kept:
 * too many columns, or what looks like a person's number among the headings.
 */
export function layoutOf(service: Service, { reading, columns }: Pick<Conversion, 'reading' | 'columns'>): Layout | undefined {
  if (!reading || reading.questions.length > 0) return undefined
  const { format, delimiter, sheet, headerRow, answers } = reading
  return readLayout(service, {
    format,
    ...(format === 'csv' && { delimiter }),
    // A workbook with one sheet may name it by the month.
    ...(sheet && sheet.of > 1 && { sheet: sheet.name }),
    headerRow,
    columns: columns.map(({ heading, key }) => ({ heading, field: key ?? null })),
    ...(answers.dateForm && { dateForm: answers.dateForm }),
    ...(answers.leaveOutSumRows !== undefined && { leaveOutSumRows: answers.leaveOutSumRows }),
  })
}

function headingsOf(cells: Row['cells']): string[] {
  return cells.map(headingOf).filter((heading) => heading !== '')
}

function isSame(some: readonly string[], others: readonly string[]): boolean {
  return some.length === others.length && some.every((each, i) => each === others[i])
}

/** Against the row that has most of the headings. */
function difference(rows: readonly Row[], wanted: readonly string[]): { added: string[]; gone: string[] } {
  let best: { common: number; headings: string[] } = { common: 0, headings: [] }
  for (const { cells } of rows) {
    const headings = headingsOf(cells)
    const common = headings.filter((heading) => wanted.includes(heading)).length
    if (common > best.common) best = { common, headings }
  }
  const { headings } = best
  return {
    added: headings.filter((heading) => !wanted.includes(heading)).slice(0, NAMED),
    gone: wanted.filter((heading) => !headings.includes(heading)).slice(0, NAMED),
  }
}
