import { type Field, isField, type Part, type Service } from '#lib/services/description.ts'
import { type FixedLayout, layoutsOf } from '../read/fixed/layout.ts'
import type { ValueSlot } from './case-batch.ts'

/** `at`: offset in the record, from 0. */
export type FixedSlot = ValueSlot & { at: number; width: number }

/** The layout of a case's record in fixed positions, made from the description. */
export type FixedPlan = {
  part: Part
  type: string
  length: number
  slots: FixedSlot[]
  /** Offsets that must be blank, `to` excluded. */
  blanks: { from: number; to: number }[]
  /** Types of the records that may follow and end the case, and the parts that those begin. */
  endedBy: { types: string[]; parts: Part[] }
}

/** Undefined where cases have a form that only the general reader handles. */
export function fixedPlanOf(service: Service): FixedPlan | undefined {
  const { fixed } = service
  if (!fixed) return undefined
  const layouts = [...layoutsOf(service, fixed).values()]
  const layout = layouts.find(({ parts }) => parts.some(({ role }) => role === 'case'))
  const [part, ...others] = layout?.parts ?? []
  if (!layout || !part || others.length > 0 || !layout.slots.every((slot) => isPlain(slot, part))) return undefined
  const slots = layout.slots.map(({ field, from, to }, index): FixedSlot => {
    return { index, field, part: undefined, begins: false, at: from - 1, width: to - from + 1 }
  })
  const enders = layouts.filter(({ after, parts }) => after.includes(layout.type) && !parts.some((each) => holds(part, each)))
  return {
    ...{ part, type: layout.type, length: fixed.length, slots },
    blanks: layout.blanks.map(([from, to]) => ({ from: from - 1, to })),
    endedBy: { types: enders.map(({ type }) => type), parts: enders.flatMap(({ parts }) => parts) },
  }
}

function isPlain({ field, words }: FixedLayout['slots'][number], part: Part): boolean {
  const mine: readonly (Part | Field)[] = part.content
  if (words || !mine.includes(field) || field.type.kind === 'count') return false
  return field.use === undefined || field.use === 'case-reference'
}

function holds(part: Part, other: Part): boolean {
  return part.content.some((item) => !isField(item) && (item === other || holds(item, other)))
}
