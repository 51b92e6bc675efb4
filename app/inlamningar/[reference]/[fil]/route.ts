import { getLocale } from 'next-intl/server'
import { parseReference } from '#lib/identifiers.ts'
import { reportFile } from '#lib/report-files/report-file.ts'
import { REPORT_KINDS } from '#lib/report-files/report-kinds.ts'
import { download } from '#lib/web/pages/download.ts'
import { requireEmployer } from '#lib/web/pages/session.ts'
import { findTheirs } from '../find-theirs.ts'

type ReportRoute = { params: Promise<{ reference: string; fil: string }> }

/** The report of a file that was handed in, to keep. */
export async function GET(_: Request, { params }: ReportRoute): Promise<Response> {
  const { reference: written, fil } = await params
  const reference = parseReference(written)
  const kind = REPORT_KINDS.find((one) => fil === `rapport.${one}`)
  if (!reference || !kind) return new Response(null, { status: 404 })
  const { employerId } = await requireEmployer(`/inlamningar/${reference}`)
  const found = await findTheirs(employerId, reference)
  const { mediaType, content } = reportFile(kind, found.report, { locale: await getLocale(), sha256: found.sha256 })
  return download(`${reference}-${fil}`, mediaType, content)
}
