import type { Report } from '#lib/checking/report.ts'
import type { Locale } from '#lib/text/locale.ts'
import { reportCsv } from './report-csv.ts'
import { reportJson } from './report-json.ts'
import type { ReportKind } from './report-kinds.ts'
import { reportXlsx } from './report-xlsx.ts'

export type ReportFile = { mediaType: string; content: string | Uint8Array }

/** The report as a file to keep; `sha256` (hex) is of the file that was checked. */
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
