import type { Day } from '#lib/calendar.ts'
import type { RuleCode } from '#lib/services/rules.ts'
import type { Params } from '../findings.ts'
import type { Mark } from '../mark.ts'
import type { QuickCheck, SlotOf } from '../quick/quick-case.ts'
import type { Value } from '../values/value.ts'

export type PlacedValue = Value & { mark: Mark }

/** A part inside a case, such as an earlier period. */
export type InnerPart = { name: string; mark: Mark; values: Map<string, PlacedValue> }

/** A case that has been read to its end. `values`: those in the right form; `present`: every field that was there. */
export type Case = {
  record: number
  mark: Mark
  values: Map<string, PlacedValue>
  present: Set<string>
  inner: InnerPart[]
}

/** Where a fault is; `day` or `shown`: what stands there. */
type FaultPlace = { mark: Mark; day?: Day | undefined; shown?: string | undefined }

export type CaseTools = {
  today: Day
  found(code: RuleCode, field: string, at: FaultPlace, params: Params): void
  /** True when no more findings of the code are kept: this one has then been counted, and need not be made. */
  justCount(code: RuleCode): boolean
  due(day: Day, of: { record: number; mark: Mark }): void
  /** The line on which an earlier case begins. */
  lineOf(record: number): number
}

/** One rule's check. */
export type CaseCheck = {
  ask(found: Case): void
  /** The same for cases read by quick/; undefined where the rule needs the whole case. */
  quickly?(slotOf: SlotOf): QuickCheck | undefined
}
