import type { Report } from '#lib/checking/report.ts'
import type { Prisma } from '#prisma/generated/client.ts'

const MOST = 200

/** A report as a submission stores it: the first findings and at least one of each code; `counts` has them all. */
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

/** A submission's stored report. The cast is sound: submitFile alone writes the column, with a Report. */
export function reportOf({ report }: { report: Prisma.JsonValue }): Report {
  return report as unknown as Report
}

/** What an upload that was refused stores. */
export type Refusal = { report: Report; sha256: string }

/** An upload's stored refusal. The cast is sound: refuseUpload alone writes the column. */
export function refusalOf(value: Prisma.JsonValue): Refusal {
  return value as unknown as Refusal
}
