import { makeSample, samplesOf } from '#lib/samples/samples.ts'
import { serviceById } from '#lib/services/catalogue.ts'
import { FIXED, type FileFormat } from '#lib/services/description.ts'
import { download } from '#lib/web/pages/download.ts'

const TYPES: Record<FileFormat, string> = {
  xml: 'application/xml',
  [FIXED]: 'text/plain; charset=iso-8859-1',
  csv: 'text/csv; charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
}

type SampleRouteProps = { params: Promise<{ tjanst: string; namn: string }> }

export async function GET(_: Request, { params }: SampleRouteProps): Promise<Response> {
  const { tjanst, namn } = await params
  const service = serviceById(tjanst)
  const sample = service && samplesOf(service).find(({ name }) => name === namn)
  if (!sample) return new Response(null, { status: 404 })
  return download(sample.name, TYPES[sample.format], makeSample(service, sample, new Date()))
}
