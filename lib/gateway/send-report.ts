import type { Finding, Report } from '#lib/checking/report.ts'
import { localeOf } from '#lib/door/locale.ts'
import { problemOf } from '#lib/door/problem.ts'
import { sendReply } from '#lib/door/reply.ts'
import type { Call } from '#lib/door/route.ts'
import { AppError } from '#lib/errors.ts'
import { reportObject } from '#lib/report-files/report-json.ts'
import { findingText } from '#lib/text/findings.ts'
import type { Locale } from '#lib/text/locale.ts'
import { element, escapeXml } from '#lib/xml.ts'

/** Answers with the check's report: 422 when the file has a `stop`, 200 otherwise (contracts: "Gateway"). */
export function sendGatewayReport(call: Call, { report, sha256 }: { report: Report; sha256: string }): void {
  const locale = localeOf(call.request)
  const json = reportObject(report, { locale, sha256 })
  const xml = felrapportXml(report, locale)
  const { status, body } = problemOf(new AppError('stopped'), locale)
  if (report.stop === 0) sendReply(call, { status: 200, json, xml })
  else sendReply(call, { status, json: { ...body, ...json }, xml, problem: 'json' })
}

function felrapportXml(report: Report, locale: Locale): string {
  const { tjanst, stop, varning, poster, findings } = report
  const parts = findings.map((finding) => felXml(finding, locale, tjanst))
  return element('felrapport', parts.join(''), { version: '1.0', tjanst, stopp: stop, varningar: varning, poster })
}

function felXml(finding: Finding, locale: Locale, tjanst: string): string {
  const { code, severity, at, referens } = finding
  return element('fel', escapeXml(findingText(finding, locale, tjanst)), {
    kod: code,
    niva: severity,
    rad: at.line,
    kolumn: at.column,
    byte: at.byte,
    post: at.record,
    falt: at.field,
    referens,
  })
}
