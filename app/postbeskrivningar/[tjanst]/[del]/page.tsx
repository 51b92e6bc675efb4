import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { DescriptionFrame, partsOf } from '#components/docs/description-frame.tsx'
import { FixedPart, TablePart, XmlPart } from '#components/docs/file-formats.tsx'
import { makeSample } from '#lib/samples/samples.ts'
import { FIXED, type Service } from '#lib/services/description.ts'
import { describedTitle } from '../../described-title.ts'
import { knownService } from '../../known-service.ts'

type Props = { params: Promise<{ tjanst: string; del: string }> }

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return describedTitle(await knownService(params), await knownPart(params))
}

/** How a file of the e-service is written in one of its formats. */
export default async function FormatPage({ params }: Props) {
  const service = await knownService(params)
  const { fixed, table } = service
  const part = await knownPart(params)
  const now = new Date()
  return (
    <DescriptionFrame service={service} part={part}>
      {part === 'xml' && <XmlPart service={service} example={exampleOf(service, 'xml', now)} />}
      {part === 'fasta' && fixed && <FixedPart service={service} fixed={fixed} example={exampleOf(service, FIXED, now)} />}
      {part === 'tabell' && table && <TablePart table={table} />}
    </DescriptionFrame>
  )
}

async function knownPart(params: Props['params']): Promise<'xml' | 'fasta' | 'tabell'> {
  const { del } = await params
  const isKnown = partsOf(await knownService(params)).some((part) => part === del)
  return isKnown && (del === 'xml' || del === 'fasta' || del === 'tabell') ? del : notFound()
}

function exampleOf(service: Service, format: 'xml' | typeof FIXED, now: Date): string {
  const bytes = makeSample(service, { code: null, format }, now)
  return new TextDecoder(format === 'xml' ? 'utf-8' : 'windows-1252').decode(bytes)
}
