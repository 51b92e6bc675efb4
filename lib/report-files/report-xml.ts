import type { Finding, Report } from '#lib/checking/report.ts'
import { reportedValues } from '#lib/checking/reported-values.ts'
import { findingText } from '#lib/text/findings.ts'
import type { Locale } from '#lib/text/locale.ts'
import { element, escapeXml } from '#lib/xml.ts'

/** The report as `felrapport` (contracts: "Gateway"), without the XML declaration. */
export function reportXml(report: Report, locale: Locale): string {
  const { tjanst, stop, varning, poster, findings, avbruten, overhoppat } = report
  const parts = findings.map((finding) => felXml(finding, locale, tjanst))
  const sums = { version: '1.0', tjanst, stopp: stop, varningar: varning, poster }
  return element('felrapport', parts.join(''), { ...sums, avbruten: avbruten && 'true', overhoppat })
}

function felXml(finding: Finding, locale: Locale, tjanst: string): string {
  const { code, severity, at, referens, count } = finding
  const { found, expected } = reportedValues(finding)
  return element('fel', escapeXml(findingText(finding, locale, tjanst)), {
    kod: code,
    niva: severity,
    rad: at.line,
    kolumn: at.column,
    byte: at.byte,
    post: at.record,
    falt: at.field,
    referens,
    varde: found,
    vantat: expected,
    antal: count,
  })
}
