// What a person keeps of a check: the report as XLSX, CSV or JSON (`reportFile`), and the sender's own file with its faults marked
// (marked-file.ts and marked-*). Pure; used in the browser and on the server.
// Not here: the report itself (lib/checking), its sentences (lib/text), the formats of tables (lib/tables).
import type { Report } from '#lib/checking/report.ts'
import { writeXlsx } from '#lib/tables/xlsx/write-xlsx.ts'
import type { Locale } from '#lib/text/locale.ts'
import { reportFileTexts } from '#lib/text/report-files.ts'
import { reportJson } from './report-json.ts'
import type { ReportKind } from './report-kinds.ts'
import { countRows, findingRows } from './report-rows.ts'
import { safeCell } from './safe-cell.ts'

export type ReportFile = { mediaType: string; content: string | Uint8Array }

/** The report as a file; `sha256` (hex) is of the file that was checked. */
export function reportFile(kind: ReportKind, report: Report, { locale, sha256 }: { locale: Locale; sha256: string }): ReportFile {
  switch (kind) {
    case 'xlsx':
      return {
        mediaType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
        content: reportXlsx(report, locale),
      }
    case 'csv':
      return { mediaType: 'text/csv; charset=utf-8', content: reportCsv(report, locale) }
    case 'json':
      return { mediaType: 'application/json', content: reportJson(report, { locale, sha256 }) }
  }
}

/** The report as a workbook: one sheet of findings, one of counts. */
export function reportXlsx(report: Report, locale: Locale): Uint8Array {
  const { findings, counts } = reportFileTexts[locale]
  return writeXlsx([
    { name: findings, rows: findingRows(report, locale) },
    { name: counts, rows: countRows(report, locale) },
  ])
}

/** The report as CSV that Excel in Swedish opens: semicolons, UTF-8 with a byte order mark. */
export function reportCsv(report: Report, locale: Locale): Uint8Array {
  const lines = findingRows(report, locale).map((row) => row.map(safeCell).join(';'))
  return new TextEncoder().encode(`\ufeff${lines.join('\r\n')}\r\n`)
}
