import type { Report } from '#lib/checking/report.ts'
import type { Prisma } from '#prisma/generated/client.ts'

const MOST = 200

/** A report as a submission keeps it: the first warnings and at least one of each code. How many there were, the counts say. */
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

/** As refuseUpload writes it. */
export type Refusal = { report: Report; sha256: string }

/** The database's JSON as what we wrote there. */
export function refusalOf(value: Prisma.JsonValue): Refusal {
  return value as unknown as Refusal
}
