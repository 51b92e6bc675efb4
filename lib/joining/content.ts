import { z } from 'zod'
import { formatOrgnr } from '#lib/identifiers.ts'
import { APPLICATION_KINDS, type ApplicationKind } from './application.ts'
import { POSITIONS, rowField, SIGNING_MANNERS, STEPS, WAYS } from './fields.ts'
import { legalFormOf } from './legal-form.ts'
import { fieldReader, numberIn, rowCount, type StoredFields } from './stored-fields.ts'
import type { TermsVersion } from './terms.ts'

/** `key`: the person's, by which an account is found (null: without a personnummer). No number stands in the clear. */
const personShape = z.object({
  name: z.string(),
  key: z.string().nullable(),
  masked: z.string(),
  mail: z.string(),
  phone: z.string(),
})
export type NamedPerson = z.infer<typeof personShape>

const reached = z.object({ name: z.string(), mail: z.string(), phone: z.string() })
const version = z.object({ version: z.string(), sha256: z.string() })

export const contentShape = z.object({
  kind: z.enum(APPLICATION_KINDS),
  applicant: personShape.extend({ position: z.enum(POSITIONS) }),
  /** `number`: as it is written, a person's masked; then `key` is hers. */
  employer: z.object({
    number: z.string(),
    key: z.string().nullable(),
    legalForm: z.string(),
    name: z.string(),
    address: z.string(),
    postcode: z.string(),
    town: z.string(),
    country: z.string(),
  }),
  contact: reached.nullable(),
  technical: reached.nullable(),
  noticeAddresses: z.array(z.string()),
  signing: z.object({
    manner: z.enum(SIGNING_MANNERS),
    needed: z.number().int(),
    signatories: z.array(personShape.extend({ role: z.string() })),
    /** SHA-256 of the files that show who may sign. */
    basis: z.array(z.string()),
  }),
  administrators: z.array(personShape.extend({ company: z.string() })),
  /** Kind `administrators`: those there were are no longer. */
  replaces: z.boolean(),
  services: z.array(z.string()),
  /** All but `manual` and `curl` are wishes: files go by https until they can be granted. */
  ways: z.array(z.object({ way: z.enum(WAYS), details: z.record(z.string(), z.string()) })),
  startIn: z.enum(['test', 'production']),
  terms: version,
  agreement: version,
})
/** What an application says, with nothing left to look up: what is signed, and what an approval makes. */
export type ApplicationContent = z.infer<typeof contentShape>

export type Applicant = { name: string; key: string | null; masked: string }

type ReadContentInput = {
  kind: ApplicationKind
  fields: StoredFields
  applicant: Applicant
  /** SHA-256 of the files that show who may sign. */
  basis: readonly string[]
  terms: TermsVersion
  agreement: TermsVersion
}

/** Works out what the typed fields say; what is missing is empty (find-faults.ts says so). */
export function readContent({ kind, fields, applicant, basis, terms, agreement }: ReadContentInput): ApplicationContent {
  const read = fieldReader(fields)
  const me = { ...applicant, mail: read('mail'), phone: read('phone') }
  const person = (base: string, row: number): NamedPerson => {
    if (read(rowField(`${base}Me`, row)) === 'yes') return me
    const number = numberIn(fields, rowField(`${base}Number`, row))
    const [name, mail, phone] = ['Name', 'Mail', 'Phone'].map((part) => read(rowField(base + part, row)))
    return { name: name ?? '', key: number?.key ?? null, masked: number?.masked ?? '', mail: mail ?? '', phone: phone ?? '' }
  }
  const other = (base: string) => {
    const { name, mail, phone } = me
    if (read(`${base}Me`) === 'yes') return { name, mail, phone }
    return { name: read(`${base}Name`), mail: read(`${base}Mail`), phone: read(`${base}Phone`) }
  }
  const number = numberIn(fields, 'employerNumber')
  const canonical = read('employerNumber')
  const signatories = rowsOf(fields, 'signatoryName').map((row) => ({
    ...person('signatory', row),
    role: read(rowField('signatoryRole', row)),
  }))
  const isJoin = kind === 'join'
  const ways = isJoin ? WAYS.filter((way) => read('ways').split(',').includes(way)) : []
  const manner = SIGNING_MANNERS.find((known) => known === read('manner')) ?? 'alone'
  const version = ({ version, sha256 }: TermsVersion) => ({ version, sha256 })
  return {
    kind,
    applicant: { ...me, position: POSITIONS.find((known) => known === read('position')) ?? 'signatory' },
    employer: {
      number: number ? number.masked : canonical === '' ? '' : formatOrgnr(canonical),
      key: number?.key ?? null,
      legalForm: number ? 'sole' : legalFormOf(canonical),
      name: read('employerName'),
      address: read('address'),
      postcode: read('postcode').replaceAll(/\D/g, ''),
      town: read('town'),
      country: read('country'),
    },
    contact: isJoin ? other('contact') : null,
    technical: ways.some((way) => way !== 'manual') ? other('technical') : null,
    noticeAddresses: isJoin
      ? rowsOf(fields, 'noticeAddress').flatMap((row) => read(rowField('noticeAddress', row)).toLowerCase() || [])
      : [],
    signing: { manner, needed: neededOf(manner, Number(read('needed')), signatories.length), signatories, basis: [...basis] },
    administrators: rowsOf(fields, 'administratorName').map((row) => ({
      ...person('administrator', row),
      company: read(rowField('administratorCompany', row)),
    })),
    replaces: !isJoin && read('replaces') === 'yes',
    services: isJoin ? read('services').split(',').filter(Boolean) : [],
    ways: ways.map((way) => ({ way, details: detailsOf(way, read) })),
    startIn: read('startInTest') === 'yes' ? 'test' : 'production',
    terms: version(terms),
    agreement: version(agreement),
  }
}

/** How many of the signatories must sign. */
function neededOf(manner: ApplicationContent['signing']['manner'], said: number, count: number): number {
  if (manner === 'alone') return 1
  if (manner === 'two') return 2
  return manner === 'board' ? count : said
}

/** The row numbers of a repeated field. */
export function rowsOf(fields: StoredFields, name: string): number[] {
  const field = STEPS.flatMap((step) => step.fields).find((known) => known.name === name)
  if (!field?.rows) throw new Error(`${name} has no rows`)
  return Array.from({ length: rowCount(fieldReader(fields), field.rows) }, (_, index) => index + 1)
}

const DETAILS: Partial<Record<(typeof WAYS)[number], readonly string[]>> = {
  'shs-node': ['shsActor', 'shsNode', 'shsAddress', 'shsProducts'],
  'shs-service': ['supplierName', 'supplierNumber'],
}

const detailsOf = (way: (typeof WAYS)[number], read: (name: string) => string): Record<string, string> =>
  Object.fromEntries((DETAILS[way] ?? []).map((name) => [name, read(name)]))
