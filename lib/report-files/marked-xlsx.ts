import type { Service } from '#lib/services/description.ts'
import { correctCells } from '#lib/tables/convert/correct-cells.ts'
import { readTable } from '#lib/tables/read-table.ts'
import { writeXlsx } from '#lib/tables/xlsx/write-xlsx.ts'
import type { Locale } from '#lib/text/locale.ts'
import { reportFileTexts } from '#lib/text/report-files.ts'
import { byRow, type MarkInput, readable } from './marked-csv.ts'
import { sentences } from './sentences.ts'

/** The sender's table in a new workbook: every cell as text, one more column with faults; corrected cells as they were corrected. Rows keep their numbers. */
export function markedXlsx(service: Service, mark: MarkInput, locale: Locale): Uint8Array | undefined {
  const { bytes, report, answers, corrections } = mark
  const rows = readable(() => [...correctCells(readTable(service, bytes, answers), corrections).rows()])
  if (!rows) return undefined
  const findings = byRow(report.findings)
  const width = rows.reduce((most, { cells }) => Math.max(most, cells.length), 0)
  const written: string[][] = []
  for (const [index, { row, cells }] of rows.entries()) {
    while (written.length < row - 1) written.push([])
    const fault = sentences(findings.get(row) ?? [], locale, report.tjanst)
    const texts = Array.from({ length: width }, (_, i) => cells[i]?.text ?? '')
    written.push([...texts, index === 0 ? reportFileTexts[locale].fault : fault])
  }
  return writeXlsx([{ name: reportFileTexts[locale].findings, rows: written }])
}
