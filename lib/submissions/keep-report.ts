import type { Report } from '#lib/checking/report.ts'
import { type Context, forEmployer } from '#lib/db.ts'
import { LIMITS } from '#lib/limits.ts'

/** What the form without JavaScript is told about a file that was not taken. */
export type KeepReportInput = {
  employerId: string
  sessionId: string
  service: string
  fileName: string
  report: Report
  sha256: string
}

const KEPT_MS = LIMITS.refusedReportHours * 60 * 60_000

/** Keeps a report for one hour, for one login, and gives its id. Findings are masked and hold nothing of the file but what they name. */
export function keepReport({ db, now }: Context, kept: KeepReportInput): Promise<string> {
  const { employerId } = kept
  return forEmployer(db, employerId, async (tx) => {
    await tx.keptReport.deleteMany({ where: { employerId, expiresAt: { lte: now } } })
    const expiresAt = new Date(now.getTime() + KEPT_MS)
    const { id } = await tx.keptReport.create({ data: { ...kept, expiresAt } })
    return id
  })
}
