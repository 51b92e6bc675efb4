import { faultsTold } from '#lib/checking/faults-told.ts'
import type { Finding, Report } from '#lib/checking/report.ts'
import { reportedValues } from '#lib/checking/reported-values.ts'
import { RULES, type RuleCode } from '#lib/services/rules.ts'
import { brokenOff } from '#lib/text/broken-off.ts'
import { expectedText, findingText, findingTitle } from '#lib/text/findings.ts'
import type { Locale } from '#lib/text/locale.ts'
import { reportFileTexts } from '#lib/text/report-files.ts'

/** The report as a table: headings, then one finding a row, in file order. */
export function findingRows(report: Report, locale: Locale): string[][] {
  const { tjanst, findings, stop, varning } = report
  const unread = brokenOff(report, locale)
  const words = reportFileTexts[locale]
  const { severity, reference, record, text, line, column, cell, field, code, title, found, expected, cases } = words.columns
  const rows = findings.map((finding) => rowOf(finding, locale, tjanst))
  const all = stop + varning
  const told = faultsTold(findings)
  const more = all > told ? [['', '', '', words.notShown.replace('{all}', `${all}`).replace('{shown}', `${told}`)]] : []
  return [
    [severity, reference, record, text, line, column, cell, field, code, title, found, expected, cases],
    ...rows,
    ...more,
    ...(unread === undefined ? [] : [['', '', '', unread]]),
  ]
}

function rowOf(finding: Finding, locale: Locale, tjanst: string): string[] {
  const { severity, referens, at, code, count } = finding
  const { found, expected } = reportedValues(finding)
  return [
    reportFileTexts[locale].severity[severity],
    referens ?? '',
    at.record === undefined ? '' : String(at.record),
    findingText(finding, locale, tjanst),
    String(at.line),
    String(at.column),
    at.cell ?? '',
    at.field ?? '',
    code,
    findingTitle(code, locale, tjanst),
    found ?? '',
    expected === undefined ? '' : expectedText(expected, locale),
    String(count ?? 1),
  ]
}

/** Findings per rule: headings, one row a rule, the sum. */
export function countRows({ tjanst, counts, stop, varning }: Report, locale: Locale): string[][] {
  const { columns, severity, all } = reportFileTexts[locale]
  const rows = Object.entries(counts).sort(([a], [b]) => (a < b ? -1 : 1))
  return [
    [columns.code, columns.severity, columns.title, columns.count],
    ...rows.map(([code, count]) => [code, severity[RULES[code as RuleCode]], findingTitle(code, locale, tjanst), String(count)]),
    [all, '', '', String(stop + varning)],
  ]
}
