import type { CaseKey } from '#lib/checking/case-key.ts'
import type { Place } from '#lib/checking/report.ts'
import { LIMITS } from '#lib/limits.ts'

/** Where a case stands, and the sender's own key for it. */
export type CasePlace = { at: Place; referens?: string }

/** The cases of one file, in its order, for the question whether they were sent before: none of a file with more than are asked about. */
export class CaseLog {
  /** Four 32-bit words a case, as lib/intake/case-keys.ts has them. */
  readonly blocks: number[] = []
  readonly places: CasePlace[] = []
  #isFull = false

  readonly note = (told: CaseKey): void => {
    if (this.#isFull) return
    if (this.places.length === LIMITS.askedCases) {
      this.#isFull = true
      this.blocks.length = 0
      this.places.length = 0
      return
    }
    const { person, day, record, field, referens, cell } = told
    this.blocks.push(person, day, 0, 0)
    const at = { ...told.mark.spot(), record, field, ...(cell === undefined ? {} : { cell }) }
    this.places.push({ at, ...(referens === undefined ? {} : { referens }) })
  }
}
