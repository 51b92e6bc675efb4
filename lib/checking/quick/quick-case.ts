// The quick path: cases of ordinary form are read straight from the bytes, which is faster than the general readers.
// Anything else in the file is left, untouched, to read/xml or read/fixed, so that findings are made in one place.
//
// Here: the plan of a case made from the description (xml-plan, fixed-plan), scanners that follow it, a batch of cases, and
// QuickXml and QuickFixed, which change between scanner and general reader. The tests in e2e/fuzz hold that both paths give the
// same report for every file. Called by check.ts alone.
import type { Day } from '#lib/calendar.ts'
import type { Mark } from '../mark.ts'
import type { Case } from '../rules/case.ts'
import type { TextSpan } from '../seen-keys.ts'

export type QuickDay = { day: Day; readonly mark: Mark }

/**
 * A case as bytes; all its values have the right form. Valid only until the next case, which reuses the object: keep nothing
 * that it returns. Slots are the numbers that `SlotOf` gives.
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
  /** The reference as bytes of the file. */
  referenceText(): TextSpan | undefined
  /** The case as the general reader makes it. */
  whole(): Case
}

/** Consecutive cases; as a QuickCase it is the one that `moveTo` named last. */
export interface QuickCases extends QuickCase {
  readonly count: number
  moveTo(index: number): void
}

/** The slot of a field of the case itself, if its values are of that kind; undefined otherwise. */
export type SlotOf = (name: string, kind: 'day' | 'person' | 'text') => number | undefined

/** A rule's check of cases as bytes. */
export type QuickCheck = {
  /** Called with a batch before `ask` is called for each of its cases. */
  prepare?(cases: QuickCases): void
  /** False when it has done nothing and the rule needs the whole case. */
  ask(found: QuickCase): boolean
}
