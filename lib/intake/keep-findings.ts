import type { Report } from '#lib/checking/report.ts'

const MOST = 200

/** A report as it is stored: the first findings and at least one of each code; `counts` has them all. */
export function keepFindings(report: Report): Report {
  if (report.findings.length <= MOST) return report
  const seen = new Set<string>()
  const findings = report.findings.filter(({ code }, index) => {
    const first = !seen.has(code)
    seen.add(code)
    return first || index < MOST
  })
  return { ...report, findings }
}
