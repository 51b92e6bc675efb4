import type { Report } from '#lib/checking/report.ts'
import { writeXlsx } from '#lib/tables/xlsx/write-xlsx.ts'
import type { Locale } from '#lib/text/locale.ts'
import { reportFiles } from '#lib/text/report-files.ts'
import { countRows, findingRows } from './report-rows.ts'

/** The report as a workbook: one sheet of findings, one of counts. */
export function reportXlsx(report: Report, locale: Locale): Uint8Array {
  const { findings, counts } = reportFiles[locale]
  return writeXlsx([
    { name: findings, rows: findingRows(report, locale) },
    { name: counts, rows: countRows(report, locale) },
  ])
}
