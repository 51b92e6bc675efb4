import { getLocale } from 'next-intl/server'
import { makeTemplate } from '#lib/samples/template.ts'
import { serviceById } from '#lib/services/catalogue.ts'
import { isLocale } from '#lib/text/locale.ts'
import { download } from '#lib/web/pages/download.ts'

type TemplateRouteProps = { params: Promise<{ tjanst: string }> }

/** The e-service's template for a spreadsheet program, for no company: the hand-in page makes the company's own. */
export async function GET(_: Request, { params }: TemplateRouteProps): Promise<Response> {
  const service = serviceById((await params).tjanst)
  const locale = await getLocale()
  const template = service && makeTemplate(service, { locale: isLocale(locale) ? locale : 'sv' })
  if (!template) return new Response(null, { status: 404 })
  return download(`${service.id}-mall.xlsx`, 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', template)
}
