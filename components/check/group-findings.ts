import { faultsTold } from '#lib/checking/faults-told.ts'
import type { Finding, Severity } from '#lib/checking/report.ts'

export type FindingGroup = { code: string; severity: Severity; count: number; findings: Finding[] }

/** Findings by rule: those that stop first, each in file order. `counts` includes findings that are not listed. */
export function groupFindings(findings: readonly Finding[], counts: Record<string, number>): FindingGroup[] {
  const groups = new Map<string, FindingGroup>()
  for (const finding of findings) {
    const group = groups.get(finding.code)
    if (group) group.findings.push(finding)
    else
      groups.set(finding.code, {
        code: finding.code,
        severity: finding.severity,
        count: counts[finding.code] ?? 0,
        findings: [finding],
      })
  }
  const all = [...groups.values()]
  for (const group of all) group.count = Math.max(group.count, faultsTold(group.findings))
  return [...all.filter(({ severity }) => severity === 'stop'), ...all.filter(({ severity }) => severity === 'varning')]
}
