// In the worker: converts a table. The hash is of the XML that is sent.
import { createSHA256 } from 'hash-wasm'
import type { CaseKey } from '#lib/checking/case-key.ts'
import type { Service } from '#lib/services/description.ts'
import type { TestPersons } from '#lib/services/test-persons.ts'
import type { Conversion } from '#lib/tables/convert/conversion.ts'
import { convertTable } from '#lib/tables/convert/convert-table.ts'
import { layoutOf } from '#lib/tables/convert/fit-layout.ts'
import type { CheckRequest, ConvertedTable } from './check-messages.ts'
import type { ReadFile } from './read-file.ts'

type ReadAsTableInput = { request: CheckRequest; testPersons: TestPersons | undefined; onCase: (told: CaseKey) => void }

export async function readAsTable(
  service: Service,
  bytes: Uint8Array,
  { request, testPersons, onCase }: ReadAsTableInput,
): Promise<ReadFile> {
  const { now, environment, employer, employers, corrections, layout, answers } = request
  const { report, xml, ...rest } = convertTable(service, bytes, {
    now: new Date(now),
    environment,
    employer,
    employers,
    testPersons,
    onCase,
    fileName: request.file.name,
    corrections,
    layout: layout?.layout,
    answers,
  })
  const hash = await createSHA256()
  const sha256Of = (of: Uint8Array) => hash.init().update(of).digest('hex')
  const came = { sha256: sha256Of(bytes), bytes: bytes.length }
  const blob = xml && new Blob([xml as Uint8Array<ArrayBuffer>], { type: 'application/xml' })
  return {
    report,
    sha256: xml ? sha256Of(xml) : came.sha256,
    converted: { ...rest, xml: blob, came, decided: decidedBy(service, request, rest) },
  }
}

type Read = Pick<Conversion, 'reading' | 'columns'>

function decidedBy(service: Service, { answers, layout }: CheckRequest, read: Read): ConvertedTable['decided'] {
  if (!answers && read.reading?.layout !== 'used') return undefined
  if (!answers && layout?.kept) return { kind: 'kept', ...layout.kept }
  return { kind: 'new', layout: layoutOf(service, read) }
}
