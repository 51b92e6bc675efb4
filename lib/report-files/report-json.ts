import type { Report } from '#lib/checking/report.ts'
import { findingText } from '#lib/text/findings.ts'
import type { Locale } from '#lib/text/locale.ts'

type Words = { locale: Locale; sha256: string }

/** The report as the command line writes it: the same names everywhere. */
export function reportJson(report: Report, words: Words): string {
  return JSON.stringify(reportObject(report, words))
}

/** As reportJson, not yet text. contracts: "Command line". */
export function reportObject(report: Report, { locale, sha256 }: Words) {
  const { tjanst, format, bytes, poster, stop, varning, avbruten, deadlines } = report
  const findings = report.findings.map((finding) => ({ ...finding, text: findingText(finding, locale) }))
  return { tjanst, format, sha256, bytes, poster, stop, varning, ...(avbruten && { avbruten }), findings, deadlines }
}
