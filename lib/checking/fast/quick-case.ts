import type { Mark } from '../mark.ts'
import type { Case } from '../rules/case.ts'

/** A day in a case and where it stands; the same object in every case. */
export type QuickDay = { day: number; readonly mark: Mark }

/**
 * A case as bytes, all of whose values have the right form. It and everything from it are to be asked at once or never:
 * the next case is the same object. Slots are the numbers that `SlotOf` gives.
 */
export interface QuickCase {
  readonly record: number
  readonly mark: Mark
  /** Whether there are parts inside the case. */
  readonly hasParts: boolean
  day(slot: number): QuickDay | undefined
  /** Century and the nine digits before the check digit; undefined where the field is not there. */
  person(slot: number): number | undefined
  text(slot: number): { bytes: Uint8Array; from: number; to: number } | undefined
  markOf(slot: number): Mark
  reference(): string | undefined
  /** The same as the general reader makes of the bytes. */
  whole(): Case
}

/** Undefined for a name that no field outside inner parts has. */
export type SlotOf = (name: string, kind: 'day' | 'person' | 'text') => number | undefined
