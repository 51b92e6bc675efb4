import { findingText } from '#lib/text/findings.ts'
import type { Locale } from '#lib/text/locale.ts'
import type { Report } from '../report.ts'

/** The report as the command line writes it: the same names everywhere. */
export function reportJson(report: Report, { locale, sha256 }: { locale: Locale; sha256: string }): string {
  const { tjanst, format, bytes, poster, stop, varning, avbruten, deadlines } = report
  const findings = report.findings.map((finding) => ({ ...finding, text: findingText(finding, locale) }))
  return JSON.stringify({
    tjanst,
    format,
    sha256,
    bytes,
    poster,
    stop,
    varning,
    ...(avbruten && { avbruten }),
    findings,
    deadlines,
  })
}
