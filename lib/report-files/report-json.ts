import type { Finding, Report } from '#lib/checking/report.ts'
import { reportedValues } from '#lib/checking/reported-values.ts'
import { findingText } from '#lib/text/findings.ts'
import type { Locale } from '#lib/text/locale.ts'

type Words = { locale: Locale; sha256: string }

/** The report as JSON, with the names of the contract (contracts: "Command line"). */
export function reportJson(report: Report, words: Words): string {
  return JSON.stringify(reportObject(report, words))
}

/** As reportJson, before it is made text. */
export function reportObject(report: Report, { locale, sha256 }: Words) {
  const { tjanst, format, bytes, poster, stop, varning, avbruten, overhoppat, deadlines } = report
  const findings = findingsJson(report.findings, { locale, tjanst })
  const unread = { ...(avbruten && { avbruten }), ...(overhoppat !== undefined && { overhoppat }) }
  return { tjanst, format, sha256, bytes, poster, stop, varning, ...unread, findings, deadlines }
}

/** Findings as JSON, each with what stands there, what should, and its sentence. */
export function findingsJson(findings: readonly Finding[], { locale, tjanst }: { locale: Locale; tjanst: string }) {
  return findings.map((finding) => ({ ...finding, ...reportedValues(finding), text: findingText(finding, locale, tjanst) }))
}
