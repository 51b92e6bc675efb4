import type { Report } from '#lib/checking/report.ts'
import { type Context, forEmployer } from '#lib/db.ts'
import { AppError } from '#lib/errors.ts'

export type KeptReport = { service: string; fileName: string; report: Report; sha256: string; expiresAt: Date }
type ReadKeptReportInput = { id: string; employerId: string; sessionId: string }

/** The report of a file that this login tried to hand in within the last hour. Refuses (`not_found`, `report`) all others. */
export async function readKeptReport(
  { db, now }: Context,
  { id, employerId, sessionId }: ReadKeptReportInput,
): Promise<KeptReport> {
  if (!/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(id)) throw new AppError('not_found', 'report')
  return forEmployer(db, employerId, async (tx) => {
    const kept = await tx.keptReport.findFirst({ where: { id, employerId, sessionId, expiresAt: { gt: now } } })
    if (!kept) throw new AppError('not_found', 'report')
    // Written by keepReport alone, from a Report.
    const { service, fileName, sha256, expiresAt } = kept
    return { service, fileName, sha256, expiresAt, report: kept.report as Report }
  })
}
