import type { Finding, Report } from '#lib/checking/report.ts'
import type { Service } from '#lib/services/description.ts'
import type { TableAnswers } from '#lib/tables/convert/table-answers.ts'
import { readTable } from '#lib/tables/read-table.ts'
import { type Row, type Table, TableFault } from '#lib/tables/table.ts'
import type { Locale } from '#lib/text/locale.ts'
import { reportFileTexts } from '#lib/text/report-files.ts'
import { encodeText, insertTexts } from './insert-texts.ts'
import { safeCell } from './safe-cell.ts'
import { sentences } from './sentences.ts'

/** `answers`: how the table was read; `corrections`: cells of a workbook that were read otherwise (ConvertOptions). */
export type MarkInput = {
  bytes: Uint8Array
  report: Report
  answers?: TableAnswers | undefined
  corrections?: Readonly<Record<string, string>> | undefined
}

/** The sender's own bytes with one more column, of faults. Undefined when the table cannot be read. */
export function markedCsv(service: Service, { bytes, report, answers }: MarkInput, locale: Locale): Uint8Array | undefined {
  const table = readable(() => readTable(service, bytes, answers))
  if (!table) return undefined
  const rows = readable(() => [...table.rows()])
  return rows && insertTexts(bytes, column({ table, rows, findings: byRow(report.findings), tjanst: report.tjanst }, locale))
}

type Parts = { table: Table; rows: readonly Row[]; findings: ReadonlyMap<number, Finding[]>; tjanst: string }

function column({ table, rows, findings, tjanst }: Parts, locale: Locale): { at: number; text: Uint8Array }[] {
  const width = Math.max(...rows.slice(0, 10).map(({ cells }) => cells.length), 0)
  return rows.flatMap(({ row, byte, cells }, index) => {
    const text = index === 0 ? reportFileTexts[locale].fault : sentences(findings.get(row) ?? [], locale, tjanst)
    if (text === '') return []
    const missing = Math.max(1, width - cells.length + 1)
    return [{ at: cells.at(-1)?.end ?? byte, text: encodeText(table.delimiter.repeat(missing) + safeCell(text), table.encoding) }]
  })
}

export function byRow(findings: readonly Finding[]): Map<number, Finding[]> {
  return Map.groupBy(findings, ({ at }) => Number(/\d+$/.exec(at.cell ?? '')?.[0] ?? at.line))
}

/** Undefined for a table that cannot be read to its end. */
export function readable<T>(read: () => T): T | undefined {
  try {
    return read()
  } catch (error) {
    if (error instanceof TableFault) return undefined
    throw error
  }
}
