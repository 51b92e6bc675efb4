import type { Finding, Report } from './report.ts'

/** Parameters that repeat a value, by rule and case. */
const VALUE_PARAMS: Readonly<Record<string, readonly string[]>> = {
  'F03 otherEncoding': ['found', 'of'],
  'F03 mixed': ['found', 'of'],
  'F06 value': ['found'],
  'F06 sumRow': ['found'],
  'F06 errorValue': ['found'],
  'F06 varies': ['found', 'expected'],
  'F16 leftOut': ['found'],
  'F14 future': ['found'],
  'D03 future': ['date'],
  'D03 period': ['date'],
  D04: ['date'],
}

/** A report as it is stored: without the values that the file holds. Sentences have words for both. */
export function withoutValues(report: Report): Report {
  return { ...report, findings: report.findings.map(withoutOwnValues) }
}

function withoutOwnValues({ found: _, expected: __, ...finding }: Finding): Finding {
  const { code, params } = finding
  const held = VALUE_PARAMS[`${code} ${params.case}`] ?? VALUE_PARAMS[code]
  if (!held) return finding
  return { ...finding, params: Object.fromEntries(Object.entries(params).filter(([name]) => !held.includes(name))) }
}
