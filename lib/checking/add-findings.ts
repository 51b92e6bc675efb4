import type { RuleCode } from '#lib/services/rules.ts'
import { RULES } from '#lib/services/rules.ts'
import type { Finding, Report } from './report.ts'

export type AddFindingsInput = { findings: readonly Finding[]; counts: Partial<Record<RuleCode, number>> }

/** A report with findings from outside the check added, such as F11 and F13. `counts`: by code, with those that are not listed. */
export function addFindings(report: Report, { findings, counts }: AddFindingsInput): Report {
  if (findings.length === 0) return report
  const sums = { stop: report.stop, varning: report.varning }
  const all = { ...report.counts }
  for (const [code, count] of Object.entries(counts)) {
    all[code] = (all[code] ?? 0) + count
    sums[RULES[code as RuleCode]] += count
  }
  return {
    ...report,
    ...sums,
    counts: all,
    findings: [...report.findings, ...findings].toSorted((a, b) => a.at.byte - b.at.byte),
  }
}
