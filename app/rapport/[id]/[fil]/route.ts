import { getLocale } from 'next-intl/server'
import { reportFile } from '#lib/report-files/report-file.ts'
import { REPORT_KINDS } from '#lib/report-files/report-kinds.ts'
import { download } from '#lib/web/pages/download.ts'
import { keptReport } from '../kept-report.ts'

type KeptReportRoute = { params: Promise<{ id: string; fil: string }> }

/** The report of a file that was not handed in, to keep. */
export async function GET(_: Request, { params }: KeptReportRoute): Promise<Response> {
  const { id, fil } = await params
  const kind = REPORT_KINDS.find((one) => fil === `rapport.${one}`)
  if (!kind) return new Response(null, { status: 404 })
  const { report, sha256 } = await keptReport(id)
  const { mediaType, content } = reportFile(kind, report, { locale: await getLocale(), sha256 })
  return download(fil, mediaType, content)
}
