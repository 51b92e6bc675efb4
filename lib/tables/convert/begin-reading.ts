import type { Params } from '#lib/checking/findings.ts'
import { redact } from '#lib/checking/redact.ts'
import type { Service } from '#lib/services/description.ts'
import type { Layout } from '../layout.ts'
import { readTable } from '../read-table.ts'
import { type Row, type Table, TableFault } from '../table.ts'
import type { ConvertOptions, TableReading } from './conversion.ts'
import { correctCells } from './correct-cells.ts'
import { type Fit, fitLayout } from './fit-layout.ts'
import { findHeader, firstRows, type HeaderRow, isHeadless } from './header-row.ts'
import { textsIn } from './hidden-parts.ts'
import type { CellFault } from './read-rows.ts'
import type { TableAnswers } from './table-answers.ts'

export type BegunReading = { table: Table; reading: TableReading; heading: HeaderRow | undefined; first: readonly Row[] }

/** Decides by layout and answers which table is read, and where its headings are. Without known headings the only question is where. */
export function beginReading(
  service: Service,
  bytes: Uint8Array,
  { layout, answers = {}, corrections }: ConvertOptions,
): BegunReading {
  // Who chooses another sheet has left the layout.
  const isElsewhere = answers.sheet !== undefined && answers.sheet !== layout?.sheet
  const fitted =
    layout && !isElsewhere ? readByLayout(service, bytes, { ...layout, ...answers, columns: layout.columns }) : undefined
  const fit = fitted?.fit
  const read = (fit && 'answers' in fit ? fitted.table : undefined) ?? readTable(service, bytes, answers)
  const table = correctCells(read, corrections)
  const first = firstRows(table)
  const used = together(fit && 'answers' in fit ? fit.answers : {}, answers)
  const heading = findHeader(first, service.table ?? { columns: [] }, used.headerRow)
  const { sheet } = table
  const reading: TableReading = {
    format: table.format,
    delimiter: table.delimiter,
    sheet: sheet && { name: sheet.name, nth: sheet.nth, of: sheet.of, others: sheet.others },
    headerRow: heading?.row.row,
    firstRows: first.map((row) => ({ row: row.row, text: textsIn(row) })),
    answers: used,
    sumRows: 0,
    layout: fit && ('answers' in fit ? 'used' : fit.misfit),
    questions: heading || first.length === 0 ? [] : [{ kind: 'header-row' }],
  }
  return { table, reading, heading, first }
}

/** The table as the layout says that it is written; with another delimiter it may not even be readable. */
function readByLayout(service: Service, bytes: Uint8Array, layout: Layout): { table: Table | undefined; fit: Fit } {
  try {
    const table = readTable(service, bytes, layout)
    return { table, fit: fitLayout(table, firstRows(table), layout) }
  } catch (error) {
    if (!(error instanceof TableFault)) throw error
    return { table: undefined, fit: { misfit: { why: 'headings', added: [], gone: [] } } }
  }
}

/** What was answered now counts before the layout. An answer about sheet or row begins anew with the columns. */
function together(before: TableAnswers, { columns, ...now }: TableAnswers = {}): TableAnswers {
  const isElsewhere =
    (now.sheet !== undefined && now.sheet !== before.sheet) || (now.headerRow !== undefined && now.headerRow !== before.headerRow)
  return { ...before, ...now, columns: { ...(isElsewhere ? {} : before.columns), ...columns } }
}

/** F02: and which sheet was read. */
export function noHeadings({ table: { sheet }, first }: BegunReading, today: number): Params {
  const where = sheet && sheet.of > 1 ? { of: 'sheet', found: redact(sheet.name), nth: sheet.nth, max: sheet.of } : {}
  return { case: isHeadless(first, today) ? 'headless' : 'noHeadings', ...where }
}

/** F06: the headings are not those that the company has decided about. */
export function misfitFaults({ layout }: TableReading, headerRow: number): CellFault[] {
  if (layout === undefined || layout === 'used') return []
  const { added = [], gone = [] } = layout.why === 'headings' ? layout : {}
  const named = (headings: readonly string[]) => redact(headings.join(', ')) || 'none'
  return [
    {
      code: 'F06',
      row: headerRow,
      column: 1,
      params: { case: 'otherLayout', of: layout.why, added: named(added), gone: named(gone) },
    },
  ]
}
