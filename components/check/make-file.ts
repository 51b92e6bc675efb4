// In the worker: makes files to keep of the last check. They do not leave the computer.
import { anonymise } from '#lib/anonymise/anonymise.ts'
import type { Report } from '#lib/checking/report.ts'
import { markedFile } from '#lib/report-files/marked-file.ts'
import { reportFile } from '#lib/report-files/report-file.ts'
import { serviceById } from '#lib/services/catalogue.ts'
import type { TableAnswers } from '#lib/tables/convert/table-answers.ts'
import type { CheckRequest, ConvertedTable, MakeFileInput, MakeFileResult } from './check-messages.ts'

export type LastCheck = {
  request: CheckRequest
  report: Report
  sha256: string
  /** Of a table. */
  columns: ConvertedTable['columns'] | undefined
  answers: TableAnswers | undefined
}

export async function makeFile(last: LastCheck, { what, locale }: MakeFileInput): Promise<MakeFileResult> {
  const { request, report, sha256, answers } = last
  const { file } = request
  const [, stem = file.name, ending = ''] = /^(.+)(\.[^.]*)$/.exec(file.name) ?? []
  switch (what) {
    case 'xlsx':
    case 'csv':
    case 'json': {
      const { mediaType, content } = reportFile(what, report, { locale, sha256 })
      return made(`${stem}-rapport.${what}`, mediaType, content)
    }
    case 'marked':
    case 'anonymous': {
      const bytes = await wholeFile(file)
      if (!bytes) return { kind: 'refused', why: 'unreadable' }
      const names = { marked: stem, copy: `${stem}-anonym${ending}` }
      return what === 'marked'
        ? marked(bytes, last, { locale, name: names.marked })
        : copy(bytes, { request, report, answers, name: names.copy })
    }
  }
}

function marked(
  bytes: Uint8Array,
  { request, report, answers }: LastCheck,
  { locale, name }: { locale: MakeFileInput['locale']; name: string },
): MakeFileResult {
  const service = serviceById(report.tjanst)
  const { corrections } = request
  const file = service && markedFile(service, { bytes, report, answers, corrections }, locale)
  if (!file) return { kind: 'refused', why: 'other-kind' }
  return made(`${name}-markerad.${file.extension}`, file.mediaType, file.bytes)
}

async function copy(
  bytes: Uint8Array,
  { request, report, answers, name }: Pick<LastCheck, 'request' | 'report' | 'answers'> & { name: string },
): Promise<MakeFileResult> {
  const service = serviceById(report.tjanst)
  if (!service) return { kind: 'refused', why: 'other-kind' }
  const { employers, now } = request
  const anonymised = await anonymise(
    service,
    { bytes, format: report.format },
    { now: new Date(now), answers, ...(employers && { employers }) },
  )
  if (anonymised.kind === 'refused') return anonymised
  return { ...made(name, request.file.type, anonymised.bytes), otherFaults: !anonymised.sameFaults }
}

/** Undefined when the file was changed or moved after it was chosen. */
export async function wholeFile(file: File): Promise<Uint8Array | undefined> {
  try {
    return new Uint8Array(await file.arrayBuffer())
  } catch {
    return undefined
  }
}

function made(name: string, type: string, content: string | Uint8Array): Extract<MakeFileResult, { kind: 'made' }> {
  return { kind: 'made', name, blob: new Blob([content as BlobPart], { type }) }
}
