import type { Report } from '#lib/checking/report.ts'
import type { Locale } from '#lib/text/locale.ts'
import { findingRows } from './report-rows.ts'
import { safeCell } from './safe-cell.ts'

/** The report as Excel in Swedish opens it: semicolons, and a byte order mark that says UTF-8. */
export function reportCsv(report: Report, locale: Locale): Uint8Array {
  const lines = findingRows(report, locale).map((row) => row.map(safeCell).join(';'))
  return new TextEncoder().encode(`\ufeff${lines.join('\r\n')}\r\n`)
}
