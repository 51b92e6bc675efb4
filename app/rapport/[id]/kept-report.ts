import { notFound } from 'next/navigation'
import { AppError } from '#lib/errors.ts'
import { type KeptReport, readKeptReport } from '#lib/intake/kept-reports.ts'
import { pageContext, requireEmployer } from '#lib/web/pages/session.ts'

/** Only the login that sent the file may read its report, and only for its hour. */
export async function keptReport(id: string): Promise<KeptReport> {
  const { employerId, sessionId } = await requireEmployer(`/rapport/${encodeURIComponent(id)}`)
  try {
    return await readKeptReport(await pageContext(), { id, employerId, sessionId })
  } catch (error) {
    if (error instanceof AppError && error.code === 'not_found') notFound()
    throw error
  }
}
