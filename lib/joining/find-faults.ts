import { readAddresses } from '#lib/addresses.ts'
import { LIMITS } from '#lib/limits.ts'
import type { ApplicationKind } from './application.ts'
import { type Applicant, rowsOf } from './content.ts'
import { type FieldReader, type JoiningField, rowField, type StepId, stepsOf } from './fields.ts'
import { fieldReader, numberIn, rowCount, type StoredFields } from './stored-fields.ts'

/** Words of lib/text/joining-pages.ts. `number` alone lets an application be signed on paper. */
export type JoiningFault =
  | 'missing'
  | 'mail'
  | 'phone'
  | 'person'
  | 'employer'
  | 'postcode'
  | 'choice'
  | 'accept'
  | 'amount'
  | 'long'
  | 'twice'
  | 'fewer'
  | 'owner'
  | 'unverified'
  | 'basis'
  | 'joined'
  | 'unjoined'
  | 'number'

export type FieldFault = { step: StepId; field: string; fault: JoiningFault }

type FindFaultsInput = {
  kind: ApplicationKind
  fields: StoredFields
  applicant: Applicant
  /** The applicant's own mail address, when it has been verified. */
  verifiedMail: string | null
  /** How many files show who may sign. */
  basis: number
  /** Whether the number is an employer's that has joined. */
  hasJoined: boolean
}

/** What keeps the application from being signed, in the order of the steps. */
export function findFaults(input: FindFaultsInput): FieldFault[] {
  const { kind, fields } = input
  const read = fieldReader(fields)
  const own = stepsOf(kind).flatMap(({ id, fields: asked }) =>
    asked.flatMap((field) =>
      namesOf(field, read).flatMap(({ name, rowed }) => {
        if (field.shown && !field.shown(read, rowed)) return []
        const fault = faultOf(field, { value: fields[name] ?? read(name), isRequired: field.required?.(read, rowed) ?? false })
        return fault ? [{ step: id, field: name, fault }] : []
      }),
    ),
  )
  const known = new Set(own.map(({ field }) => field))
  const between = faultsBetween(input, read).filter(({ field }) => !known.has(field))
  const order = stepsOf(kind).map(({ id }) => id)
  return [...own, ...between].sort((a, b) => order.indexOf(a.step) - order.indexOf(b.step))
}

/** The names under which a field is stored, and how a field of the same row is named. */
function namesOf({ name, rows }: JoiningField, read: FieldReader) {
  if (!rows) return [{ name, rowed: (base: string) => base }]
  return Array.from({ length: rowCount(read, rows) }, (_, index) => ({
    name: rowField(name, index + 1),
    rowed: (base: string) => rowField(base, index + 1),
  }))
}

type FieldValue = { value: StoredFields[string]; isRequired: boolean }

function faultOf({ kind, choices = [] }: JoiningField, { value, isRequired }: FieldValue): JoiningFault | undefined {
  if (typeof value === 'object') {
    if (value.key !== null) return undefined
    return kind === 'employer' ? 'employer' : 'person'
  }
  const text = value.trim()
  if (text === '' || (kind === 'tick' && text !== 'yes')) {
    if (!isRequired) return undefined
    if (kind === 'accept') return 'accept'
    return kind === 'person' ? 'number' : 'missing'
  }
  if (text.length > LIMITS.applicationCharacters) return 'long'
  switch (kind) {
    case 'mail':
      return readAddresses([text]).every((one) => 'address' in one) ? undefined : 'mail'
    case 'phone':
      return /^\+?[\d\s()/-]{5,30}$/.test(text) && text.replaceAll(/\D/g, '').length >= 5 ? undefined : 'phone'
    case 'postcode':
      return /^\d{3}\s?\d{2}$/.test(text) ? undefined : 'postcode'
    case 'choice':
      return choices.includes(text) ? undefined : 'choice'
    case 'accept':
      return choices.includes(text) ? undefined : 'accept'
    case 'choices':
      return text.split(',').every((one) => choices.includes(one)) ? undefined : 'choice'
    case 'amount':
      return /^\d{1,2}$/.test(text) && Number(text) > 0 ? undefined : 'amount'
    case 'person':
    case 'employer':
    case 'text':
    case 'tick':
      return undefined
  }
}

/** What the fields say of each other, of the applicant, and of what is known here. */
function faultsBetween(input: FindFaultsInput, read: FieldReader): FieldFault[] {
  const { fields, applicant, kind } = input
  const at = (step: StepId, field: string, fault: JoiningFault, isSo: boolean): FieldFault[] =>
    isSo ? [{ step, field, fault }] : []
  const employer = numberIn(fields, 'employerNumber')
  const signatories = personKeys(fields, { base: 'signatory', read, applicant })
  const manner = read('manner')
  const lone = employer !== undefined && employer.key !== null
  return [
    ...at('du', 'mail', 'unverified', read('mail') !== '' && read('mail').toLowerCase() !== input.verifiedMail?.toLowerCase()),
    ...at('arbetsgivaren', 'employerNumber', 'joined', kind === 'join' && input.hasJoined),
    ...at('arbetsgivaren', 'employerNumber', 'unjoined', kind === 'administrators' && !input.hasJoined),
    ...at('firmateckning', 'manner', 'fewer', !lone && manner === 'two' && signatories.length < 2),
    ...at('firmateckning', 'needed', 'amount', manner === 'other' && Number(read('needed')) > signatories.length),
    ...at('firmateckning', nameField('signatory', 0, read), 'owner', lone && signatories[0] !== employer.key),
    ...at('firmateckning', 'underlag', 'basis', !lone && input.basis === 0),
    ...twice(signatories, 'signatory', read).map((field) => ({ step: 'firmateckning', field, fault: 'twice' }) as const),
    ...twice(personKeys(fields, { base: 'administrator', read, applicant }), 'administrator', read).map(
      (field) => ({ step: 'administratorer', field, fault: 'twice' }) as const,
    ),
  ]
}

type RowPeople = { base: 'signatory' | 'administrator'; read: FieldReader; applicant: Applicant }

const personKeys = (fields: StoredFields, { base, read, applicant }: RowPeople): (string | null)[] =>
  rowsOf(fields, `${base}Name`).map((row) =>
    read(rowField(`${base}Me`, row)) === 'yes' ? applicant.key : (numberIn(fields, rowField(`${base}Number`, row))?.key ?? null),
  )

/** The fields of rows whose person stands in an earlier one. */
const twice = (keys: readonly (string | null)[], base: RowPeople['base'], read: FieldReader): string[] =>
  keys.flatMap((key, index) => (key !== null && keys.indexOf(key) < index ? [nameField(base, index, read)] : []))

/** Where the row says who it is. */
const nameField = (base: RowPeople['base'], index: number, read: FieldReader): string =>
  rowField(read(rowField(`${base}Me`, index + 1)) === 'yes' ? `${base}Me` : `${base}Number`, index + 1)
