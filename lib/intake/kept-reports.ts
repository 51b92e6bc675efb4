import type { Report } from '#lib/checking/report.ts'
import { withoutValues } from '#lib/checking/without-values.ts'
import { type Context, forEmployer, type SpeakerContext } from '#lib/db.ts'
import { AppError } from '#lib/errors.ts'
import { LIMITS } from '#lib/limits.ts'

/** The report of a file that was not taken, for the form without JavaScript. */
export type KeepReportInput = {
  employerId: string
  sessionId: string
  service: string
  fileName: string
  report: Report
  sha256: string
}

const KEPT_MS = LIMITS.refusedReportHours * 60 * 60_000

/** Keeps a report for one hour, for one login, and gives its id. Findings are masked, and hold no values of the file. */
export function keepReport({ db, actor, now }: SpeakerContext, kept: KeepReportInput): Promise<string> {
  const { employerId } = kept
  return forEmployer({ db, actor }, employerId, async (tx) => {
    await tx.keptReport.deleteMany({ where: { employerId, expiresAt: { lte: now } } })
    const expiresAt = new Date(now.getTime() + KEPT_MS)
    const { id } = await tx.keptReport.create({ data: { ...kept, report: withoutValues(kept.report), expiresAt } })
    return id
  })
}

export type KeptReport = { service: string; fileName: string; report: Report; sha256: string; expiresAt: Date }
type ReadKeptReportInput = { id: string; employerId: string; sessionId: string }

/** The report of a file that this login tried to hand in within the last hour. Refuses (`not_found`, `report`) all others. */
export async function readKeptReport(
  { db, actor, now }: SpeakerContext,
  { id, employerId, sessionId }: ReadKeptReportInput,
): Promise<KeptReport> {
  if (!/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(id)) throw new AppError('not_found', 'report')
  return forEmployer({ db, actor }, employerId, async (tx) => {
    const kept = await tx.keptReport.findFirst({ where: { id, employerId, sessionId, expiresAt: { gt: now } } })
    if (!kept) throw new AppError('not_found', 'report')
    // Written by keepReport alone, from a Report.
    const { service, fileName, sha256, expiresAt } = kept
    return { service, fileName, sha256, expiresAt, report: kept.report as Report }
  })
}

/** Removes the reports whose hour is over, of all employers; returns how many. */
export async function purgeKeptReports({ db }: Pick<Context, 'db'>): Promise<number> {
  const [row] = await db.prisma.$queryRaw<{ purged: number }[]>`SELECT purge_kept_reports() AS purged`
  return row?.purged ?? 0
}
