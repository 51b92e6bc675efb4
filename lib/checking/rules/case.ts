import type { Day } from '#lib/calendar.ts'
import type { RuleCode } from '#lib/services/rules.ts'
import type { Params } from '../findings.ts'
import type { Mark } from '../mark.ts'
import type { QuickCheck, SlotOf } from '../quick/quick-case.ts'
import type { Value } from '../values/value.ts'

export type PlacedValue = Value & { mark: Mark }

/** One part inside a case, such as an earlier period. */
export type InnerPart = { name: string; mark: Mark; values: Map<string, PlacedValue> }

/** A case when its last byte has been read: the values that have the right form, and which fields were there at all. */
export type Case = {
  record: number
  mark: Mark
  values: Map<string, PlacedValue>
  present: Set<string>
  inner: InnerPart[]
}

export type CaseTools = {
  today: Day
  found(code: RuleCode, field: string, mark: Mark, params: Params): void
  /** True when there is no room for another finding of the code, which has then been counted: nobody need make one. */
  justCount(code: RuleCode): boolean
  due(day: Day, of: { record: number; mark: Mark }): void
  /** Where an earlier case begins. */
  lineOf(record: number): number
}

/** What a rule does to each case. */
export type CaseCheck = {
  ask(found: Case): void
  /** The same for cases that came as bytes. Undefined where the rule always needs the whole case. */
  quickly?(slotOf: SlotOf): QuickCheck | undefined
}
