// The words an e-service is described in. Validator, DTD, documentation and sample files are all made from such a description.
import type { RuleCode } from './rules.ts'

export type Encoding = 'UTF-8' | 'ISO-8859-1'

export type FieldType =
  | { kind: 'text'; max: number }
  | { kind: 'email'; min: number; max: number }
  /** `any`: organisationsnummer, personnummer or samordningsnummer. Each of `also` is asked besides I01–I05. */
  | { kind: 'identity'; of: 'any' | 'person'; onlyTwelveDigits?: true; also: readonly ('I06' | 'I07')[] }
  /** `law`: came into force on the day, and is named as the reason (D04, `law` in lib/text/finding-messages-sv.ts, -en.ts, rules.ts). */
  | { kind: 'date'; future?: 'D03'; earliest?: { day: string; code: 'D04'; law?: 'sickPayAct' } }
  | { kind: 'month'; future: 'D03' }
  /** Local date and time in Sweden. */
  | { kind: 'clock'; code: 'F14'; graceMinutes: number }
  | { kind: 'choice'; values: readonly string[]; stopInProduction?: { value: string; code: 'F09' } }
  /** So many digits, zeros first kept. `code`: I08 for a CFAR number (its sentences say so), T04 for every other. */
  | { kind: 'digits'; min: number; max: number; code: 'I08' | 'T04' }
  | { kind: 'number'; min: number; max: number; decimals: number; code: 'T04' }
  /** Must equal how many of a part the file holds. */
  | { kind: 'count'; of: string; code: 'F08' }

export type Field = {
  /** As it stands in files: the same in every encoding, and in `at.field` of a finding. */
  name: string
  type: FieldType
  min: 0 | 1
  max: 1
  /** Reported when the field is not there at all; F06 where nothing else is said. */
  absent?: RuleCode
  /** What is meant when the field is not there; for the documentation and the DTD. */
  fallback?: string
  /** What stands here in sample files. An optional field without one is left out of them; required text, e-mail, digits and numbers need one. */
  example?: string
  /** What the field is to the portal, whatever its name. */
  use?: 'employer' | 'employer-name' | 'case-reference'
}

export type Part = {
  name: string
  /**
   * `passed-over`: only asked to be well-formed, with the parts that matter at any depth inside. The quick path of XML
   * (lib/checking/quick/xml-plan.ts) wants an `employer` in the root with the `case` in it; without one the general reader reads
   * every case, with the same result but slower.
   */
  role: 'file' | 'sender' | 'employer' | 'case' | 'period' | 'control' | 'passed-over'
  min: number
  max: number
  attributes: readonly Field[]
  /** Attributes that are not described: an error, or none of our business. */
  otherAttributes?: 'passed-over'
  order: 'sequence' | 'any'
  content: readonly (Part | Field)[]
}

export type XmlEncoding = {
  encodings: readonly Encoding[]
  /** The only DOCTYPE a file may carry; null: none. */
  doctype: { name: string; system: string } | null
  /** The root's namespace; null: names have none. Elements are known by their local names. */
  namespace: string | null
}

/** 1-based, inclusive positions. */
export type FixedField = { from: number; to: number } /** Always this text. The start record holds one: see `records`. */ & (
  | { literal: string; field?: undefined }
  /** `part/field`; `words` are how the field's values are written here. */
  | { literal?: undefined; field: string; words?: Readonly<Record<string, string>> }
)

export type FixedRecord = {
  type: string
  /** The parts that begin with this record. */
  parts: readonly string[]
  /** The record types that may stand just before it (`''`: the file's beginning). */
  after: readonly string[]
  fields: readonly FixedField[]
}

export type FixedEncoding = {
  encoding: 'ISO-8859-1'
  /** Characters of every record, before its line end. */
  length: number
  /**
   * The first is the start record: type 00, and right after it, from position 3, a literal in capitals that no other e-service
   * has. A file is known by them (fixedStart). Six letters by custom; services.test.ts asks for the rest.
   */
  records: readonly FixedRecord[]
  /** The type of the record that a file must end with: an end record, or any other type where the file has none. */
  last: string
}

/** A column of the table (CSV, XLSX) that is converted to XML, one case a row. */
export type TableColumn = {
  /** `part/field`. */
  field: string
  /** What people head the column with, besides the field's name in files; the first is written in templates. */
  titles: { sv: readonly string[]; en: readonly string[] }
  /** As many columns, numbered from 1: one for each time the part may stand in a case. */
  repeat?: number
  /** The field that the column is about when that one has no column of its own. */
  insteadOf?: string
  /** What the logged-in company gives where the table is silent. */
  filledWith?: 'identity' | 'name'
}

/** Headings that people write for any of several fields (`part/field`): taken for none, the file is stopped and told what they could mean. */
export type AmbiguousHeadings = { headings: readonly string[]; couldBe: readonly string[] }

export type TableEncoding = {
  columns: readonly TableColumn[]
  /** With a number after them or without. */
  ambiguous?: readonly AmbiguousHeadings[]
}

/** Rules about a whole case or between cases. Each names its fields, so that the engine knows no e-service. */
export type CaseRule =
  | {
      rule: 'sick-pay'
      firstDay: string
      earlier: { part: string; from: string; to: string }
      ended: string
      /** Length of the period, days until the notice is due after it, longest gap that continues the count, and when a case is old. */
      days: number
      dueDays: number
      gapDays: number
      oldMonths: number
    }
  | { rule: 'same-person'; person: string; day: string; nearDays: number }
  | { rule: 'once'; key: readonly string[]; unless?: string; at: string; code: 'C01' | 'C03' }
  | { rule: 'exactly-one'; by: string; choices: Readonly<Record<string, readonly string[]>>; code: 'F06' }
  | { rule: 'within-month'; day: string; month: string; code: 'D03' }

export type Service = {
  id: string
  version: string
  receiver: 'fk' | 'skatteverket'
  /** The file is checked here and sent elsewhere by the employer. */
  checkOnly: boolean
  maxBytes: number
  maxCases: number
  root: Part
  xml: XmlEncoding
  fixed: FixedEncoding | null
  /** null: the e-service takes no tables. */
  table: TableEncoding | null
  caseRules: readonly CaseRule[]
  /** Every code a check of this e-service's files can give. */
  codes: readonly RuleCode[]
}

export function isField(item: Part | Field): item is Field {
  return 'type' in item
}

/** Every field of the part, at any depth. */
export function fieldsIn({ attributes, content }: Part): Field[] {
  return [...attributes, ...content.flatMap((item) => (isField(item) ? [item] : fieldsIn(item)))]
}

/** Fixed positions as `format` has it in reports, on the wire and in the database: Swedish for "fixed". Code says FIXED; only the contract and tests spell it out. */
export const FIXED = 'fast' as const

/** What a file in fixed positions begins with: `00SJUKAN`. */
export function fixedStart({ records: [start] }: FixedEncoding): string {
  return (start?.type ?? '') + start?.fields.map(({ literal }) => literal ?? '').join('')
}

export type FileFormat = 'xml' | typeof FIXED | 'csv' | 'xlsx'

/** How a file of the e-service may be written. Tables are converted to XML before they are sent. */
export function formatsOf({ fixed, table }: Service): FileFormat[] {
  return ['xml', ...(fixed ? [FIXED] : []), ...(table ? (['csv', 'xlsx'] as const) : [])]
}
