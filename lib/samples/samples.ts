// Sample files of every e-service, as its documentation page gives them: one without faults in each format, and one with a single
// fault for each rule that a small file can break. Made from the description for the day they are asked for: a date that is in time
// today is late next week.
//
// clean-draft makes a draft (draft.ts) without faults, spoil-draft breaks one rule in it, write-draft writes it.
// Not here: the rules (lib/services), the check (lib/checking), which the samples' own test runs over every one; large files of
// sjukanmälan for tests and measurements (e2e/fixtures/samples.ts).
import { safeCell } from '#lib/report-files/safe-cell.ts'
import { FIXED, type FileFormat, formatsOf, type Service } from '#lib/services/description.ts'
import type { RuleCode } from '#lib/services/rules.ts'
import { writeXlsx } from '#lib/tables/xlsx/write-xlsx.ts'
import { cleanDraft } from './clean-draft.ts'
import { SPOILS, spoilDraft } from './spoil-draft.ts'
import { tableRows, writeFixed, writeXml } from './write-draft.ts'

export type Sample = {
  name: string
  /** null: nothing is wrong in it. */
  code: RuleCode | null
  format: FileFormat
  /** When the check finds the fault: always, only in production, or only for a sender who does not act for the employer. */
  shows: 'always' | 'produktion' | 'otherSender'
}

/** Why a rule has no sample: the file would be too large, or the fault depends on what was sent before or on what the file is called, or only a table can have it. */
export type NoSample = 'size' | 'history' | 'name' | 'table'

const ENDINGS: Record<FileFormat, string> = { xml: 'xml', [FIXED]: 'txt', csv: 'csv', xlsx: 'xlsx' }
const SHOWS: Partial<Record<RuleCode, Sample['shows']>> = { F09: 'produktion', I07: 'produktion', F12: 'otherSender' }
const NONE: Partial<Record<RuleCode, NoSample>> = {
  F07: 'size',
  F10: 'size',
  F11: 'history',
  F13: 'history',
  F15: 'name',
  F16: 'table',
}

type SpoilText = (xml: string, service: Service) => string

/** Rules about the file as a whole, broken in its text. */
const TEXTS: Partial<Record<RuleCode, SpoilText>> = {
  F01: () => '',
  F02: () => 'Det här är ett brev och ingen fil från ett lönesystem.\n',
  F03: (xml) => xml.replace(/encoding="[^"]*"/, 'encoding="windows-1252"'),
  F04: (xml) => xml.trimEnd().slice(0, -8),
  F05: (xml, { root }) => {
    const [declaration = ''] = /^<\?xml.*\n/.exec(xml) ?? []
    const rest = xml.slice(declaration.length).replace(/^<!DOCTYPE.*\n/, '')
    return `${declaration}<!DOCTYPE ${root.name} SYSTEM "en-annan.dtd">\n${rest}`
  },
}

export function samplesOf(service: Service): Sample[] {
  const { id, codes } = service
  const clean = formatsOf(service).map(
    (format): Sample => ({ name: `${id}-exempel.${ENDINGS[format]}`, code: null, format, shows: 'always' }),
  )
  const failing = codes.filter((code) => SPOILS[code] ?? TEXTS[code])
  return [
    ...clean,
    ...failing.map((code): Sample => ({ name: `${id}-${code}.xml`, code, format: 'xml', shows: SHOWS[code] ?? 'always' })),
  ]
}

export const whyNoSample = (code: RuleCode): NoSample | undefined => NONE[code]

/** The bytes of a sample made for the day of `now`. */
export function makeSample(service: Service, { code, format }: Pick<Sample, 'code' | 'format'>, now: Date): Uint8Array {
  const root = cleanDraft(service, now)
  if (code) spoilDraft(code, { service, root, now })
  switch (format) {
    case FIXED:
      return latin1(writeFixed(service, root) ?? '')
    case 'csv':
      return csv(tableRows(service, root) ?? [])
    case 'xlsx':
      return writeXlsx([{ name: service.id, rows: tableRows(service, root) ?? [] }])
    case 'xml': {
      const xml = writeXml(service, root)
      return new TextEncoder().encode(code ? spoilText(code, service, xml) : xml)
    }
  }
}

/** As Excel in Swedish writes and opens it. */
function csv(rows: string[][]): Uint8Array {
  return new TextEncoder().encode(`\ufeff${rows.map((row) => `${row.map(safeCell).join(';')}\r\n`).join('')}`)
}

/** Everything that the samples hold is in ISO-8859-1. */
function latin1(text: string): Uint8Array {
  return Uint8Array.from(text, (sign) => sign.charCodeAt(0))
}

function spoilText(code: RuleCode, service: Service, xml: string): string {
  return TEXTS[code]?.(xml, service) ?? xml
}
