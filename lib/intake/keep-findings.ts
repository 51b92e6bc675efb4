import type { Report } from '#lib/checking/report.ts'
import { withoutValues } from '#lib/checking/without-values.ts'

const MOST = 200

/** A report as it is stored: no values of the file, the first findings and at least one of each code; `counts` has them all. */
export function keepFindings(whole: Report): Report {
  const report = withoutValues(whole)
  if (report.findings.length <= MOST) return report
  const seen = new Set<string>()
  const findings = report.findings.filter(({ code }, index) => {
    const first = !seen.has(code)
    seen.add(code)
    return first || index < MOST
  })
  return { ...report, findings }
}
