import type { Report } from '#lib/checking/report.ts'
import type { Prisma } from '#prisma/generated/client.ts'

/** As refuseUpload writes it. */
export type Refusal = { report: Report; sha256: string }

/** The database's JSON as what we wrote there. */
export function refusalOf(value: Prisma.JsonValue): Refusal {
  return value as unknown as Refusal
}
