import type { Day } from '#lib/calendar.ts'
import type { Mark } from '../mark.ts'
import type { Case } from '../rules/case.ts'
import type { TextSpan } from '../seen-keys.ts'

export type QuickDay = { day: Day; readonly mark: Mark }

/**
 * A case as bytes, all of whose values have the right form. It and everything from it are to be asked at once or never:
 * the next case is the same object. Slots are the numbers that `SlotOf` gives.
 */
export interface QuickCase {
  readonly record: number
  readonly mark: Mark
  /** Whether there are parts inside the case. */
  readonly hasParts: boolean
  /** NO_DAY where the field is not there. */
  day(slot: number): Day
  /** A day and where it stands; undefined where the field is not there. */
  dated(slot: number): QuickDay | undefined
  /** Packed as in packedPerson; 0 where the field is not there. */
  person(slot: number): number
  text(slot: number): TextSpan | undefined
  markOf(slot: number): Mark
  reference(): string | undefined
  /** The same as it stands in the file. */
  referenceText(): TextSpan | undefined
  /** The same as the general reader makes of the bytes. */
  whole(): Case
}

/** Cases that stand one after the other; it is the case that was moved to last. */
export interface QuickCases extends QuickCase {
  readonly count: number
  moveTo(index: number): void
}

/** Undefined for a name that no field outside inner parts has. */
export type SlotOf = (name: string, kind: 'day' | 'person' | 'text') => number | undefined

/** A rule that is asked about cases as bytes. */
export type QuickCheck = {
  /** Looks through cases that will be asked about one by one. */
  prepare?(cases: QuickCases): void
  /** True when the rule has been asked; false when nothing has been done and it is to be asked about the whole case. */
  ask(found: QuickCase): boolean
}
