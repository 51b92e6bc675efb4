import type { Report } from '#lib/checking/report.ts'
import type { Prisma } from '#prisma/generated/client.ts'

/** A submission's stored report. The cast is sound: submitFile alone writes the column, with a Report. */
export function reportOf({ report }: { report: Prisma.JsonValue }): Report {
  return report as unknown as Report
}
