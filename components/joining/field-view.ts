// The pages of an application to join: a step's fields as they are shown. What they are and what they mean: lib/joining.
import type { FieldKind } from '#lib/joining/fields.ts'
import type { JoiningFault } from '#lib/joining/find-faults.ts'
import type { joiningTexts } from '#lib/text/joining.ts'

export type FieldWord = keyof typeof joiningTexts.sv.fields

/** When a field is shown: by what is chosen beside it, in the browser itself. */
export type FieldCondition = 'not-me' | 'machine' | 'shs-node' | 'shs-service' | 'other-manner'

export type FieldView = {
  /** Its name in the form, and its id. */
  name: string
  word: FieldWord
  kind: FieldKind
  value: string
  /** A number is shown masked, and typed anew to change it. */
  masked?: string
  choices: readonly string[]
  fault: JoiningFault | undefined
  condition: FieldCondition | undefined
}

/** Fields that belong together: a row, or the step's own. */
export type FieldGroup = {
  id: string
  row: { word: 'signatory' | 'administrator'; number: number } | undefined
  condition: FieldCondition | undefined
  fields: FieldView[]
}

/** A group that can be repeated ends with this. */
export type RowButtons = { count: 'signatoryCount' | 'administratorCount' | 'noticeCount'; canAdd: boolean; canRemove: boolean }
