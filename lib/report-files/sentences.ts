import type { Finding } from '#lib/checking/report.ts'
import { findingText } from '#lib/text/findings.ts'
import type { Locale } from '#lib/text/locale.ts'
import { reportFileTexts } from '#lib/text/report-files.ts'

/** `I04 Hindrar: …`. Begins with a letter: no spreadsheet takes it for a formula. */
export function sentence(finding: Finding, locale: Locale, tjanst: string): string {
  return `${finding.code} ${reportFileTexts[locale].severity[finding.severity]}: ${findingText(finding, locale, tjanst)}`
}

/** The findings of one row in one text. */
export function sentences(findings: readonly Finding[], locale: Locale, tjanst: string): string {
  return findings.map((finding) => sentence(finding, locale, tjanst)).join(' ')
}
