import { serviceById } from '#lib/services/catalogue.ts'
import { dtdOf } from '#lib/services/dtd.ts'
import { download } from '#lib/web/pages/download.ts'

type DtdRouteProps = { params: Promise<{ tjanst: string }> }

export async function GET(_: Request, { params }: DtdRouteProps): Promise<Response> {
  const service = serviceById((await params).tjanst)
  const dtd = service && dtdOf(service)
  if (!dtd || !service.xml.doctype) return new Response(null, { status: 404 })
  return download(service.xml.doctype.system, 'application/xml-dtd; charset=utf-8', dtd)
}
