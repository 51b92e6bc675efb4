// A step of an application as its page shows it.
import type { FieldCondition, FieldGroup, FieldView, FieldWord, RowButtons } from '#components/joining/field-view.ts'
import { toEdgeOrgnr } from '#lib/identifiers.ts'
import { type JoiningField, rowField, type StepId, stepById } from '#lib/joining/fields.ts'
import type { FieldFault } from '#lib/joining/find-faults.ts'
import type { DraftReview } from '#lib/joining/open-draft.ts'
import type { OpenedNumbers } from '#lib/joining/opened-numbers.ts'
import { fieldReader, numberIn, rowCount, type StoredFields } from '#lib/joining/stored-fields.ts'

export type StepView = { groups: FieldGroup[]; rows: RowButtons[] }

/** Fields that are shown by what is chosen beside them. */
const CONDITION: Readonly<Record<string, FieldCondition>> = {
  needed: 'other-manner',
  contactName: 'not-me',
  contactMail: 'not-me',
  contactPhone: 'not-me',
  signatoryName: 'not-me',
  signatoryNumber: 'not-me',
  signatoryMail: 'not-me',
  administratorName: 'not-me',
  administratorNumber: 'not-me',
  administratorMail: 'not-me',
  administratorPhone: 'not-me',
  administratorCompany: 'not-me',
  technicalName: 'not-me',
  technicalMail: 'not-me',
  technicalPhone: 'not-me',
  shsActor: 'shs-node',
  shsNode: 'shs-node',
  shsAddress: 'shs-node',
  shsProducts: 'shs-node',
  supplierName: 'shs-service',
  supplierNumber: 'shs-service',
}

type ViewStepInput = {
  /** `opened`: a number that is no number is shown to its applicant as it was typed. */
  draft: Pick<DraftReview, 'kind' | 'fields' | 'opened'>
  step: StepId
  /** Those that are told: none until the step has been left once. */
  faults: readonly FieldFault[]
  /** A portal in which all is test does not ask whether to begin in test. */
  isTest: boolean
}

export function viewStep({ draft: { kind, fields, opened }, step: id, faults, isTest }: ViewStepInput): StepView {
  const read = fieldReader(fields)
  const asked = (stepById(kind, id)?.fields ?? []).filter(
    ({ name }) => !(name === 'startInTest' && isTest) && !(name === 'replaces' && kind === 'join') && name !== 'country',
  )
  const view = (field: JoiningField, name: string): FieldView => viewField(field, { name, fields, faults, read, opened })
  const groups: FieldGroup[] = []
  let current = ''
  for (const field of asked) {
    if (field.rows) continue
    const own = groupOf(field.name)
    if (current === own) groups.at(-1)?.fields.push(view(field, field.name))
    else
      groups.push({
        id: `${own}-${groups.length}`,
        row: undefined,
        condition: own === 'technical' ? 'machine' : undefined,
        fields: [view(field, field.name)],
      })
    current = own
  }
  const rowed = new Map<string, JoiningField[]>()
  for (const field of asked) if (field.rows) rowed.set(field.rows.count, [...(rowed.get(field.rows.count) ?? []), field])
  const rows: RowButtons[] = []
  for (const [count, of] of rowed) {
    const most = of[0]?.rows?.most ?? 1
    const there = rowCount(read, { most, count })
    for (let row = 1; row <= there; row++)
      groups.push({
        id: `${count}-${row}`,
        row:
          count === 'noticeCount' ? undefined : { word: count === 'signatoryCount' ? 'signatory' : 'administrator', number: row },
        condition: undefined,
        fields: of.map((field) => view(field, rowField(field.name, row))),
      })
    rows.push({ count: count as RowButtons['count'], canAdd: there < most, canRemove: there > 1 })
  }
  return { groups, rows }
}

/** The box "it is me" rules the fields of its own group alone. */
const groupOf = (name: string): string => ['contact', 'technical'].find((own) => name.startsWith(own)) ?? 'own'

type ViewFieldInput = {
  name: string
  fields: StoredFields
  faults: readonly FieldFault[]
  read: ReturnType<typeof fieldReader>
  opened: OpenedNumbers
}

function viewField(
  { name: word, kind, choices = [] }: JoiningField,
  { name, fields, faults, read, opened }: ViewFieldInput,
): FieldView {
  const number = numberIn(fields, name)
  const typed = number && number.key === null ? (opened.get(number.sealed ?? '') ?? '') : ''
  const value = number ? typed : kind === 'employer' ? toEdgeOrgnr(read(name)) : read(name)
  return {
    name,
    word: word as FieldWord,
    kind,
    value,
    ...(number?.masked && { masked: number.masked }),
    choices,
    fault: faults.find(({ field }) => field === name)?.fault,
    condition: CONDITION[word],
  }
}
