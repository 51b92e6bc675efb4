// What a file's cases are called in the history: a keyed hash of employer, person and day, and where each stands.
import { createHmac, createSecretKey, type KeyObject } from 'node:crypto'
import type { Place } from '#lib/checking/report.ts'
import type { ToldCase } from '#lib/checking/told-case.ts'

export const KEY_BYTES = 16
/** Cases after these are counted, neither remembered nor compared: one transaction and one upload's memory stay bounded. */
export const MOST_CASES = 200_000

/** About 50 bytes a case, 10 MB at the very most. */
export class CaseBook {
  readonly #key: KeyObject
  readonly #employerId: string
  #keys = Buffer.alloc(0)
  /** record, line and column; the byte needs more than 32 bits only in files larger than any that is taken. */
  #places = new Uint32Array(0)
  /** The sender's own keys one after the other: kept as strings they would hold on to the text they were cut from. */
  #referens = Buffer.alloc(0)
  #referensEnds = new Uint32Array(0)
  #field = ''
  #count = 0
  /** Cases that had no room. */
  beyond = 0

  constructor({ key, employerId }: { key: string; employerId: string }) {
    this.#key = createSecretKey(key, 'utf8')
    this.#employerId = employerId
  }

  /** 16 bytes a case, in file order. */
  get keys(): Uint8Array {
    return this.#keys.subarray(0, this.#count * KEY_BYTES)
  }

  readonly note = ({ person, day, record, referens, field, mark }: ToldCase): void => {
    if (this.#count === MOST_CASES) {
      this.beyond++
      return
    }
    const at = this.#count
    if (at * KEY_BYTES === this.#keys.length) this.#grow()
    const digest = createHmac('sha256', this.#key).update(`${this.#employerId}|${person}|${day}`).digest()
    digest.copy(this.#keys, at * KEY_BYTES, 0, KEY_BYTES)
    const { line, column, byte } = mark.spot()
    this.#places.set([record, line, column, byte], 4 * at)
    this.#referensEnds[at] = this.#write(at === 0 ? 0 : (this.#referensEnds[at - 1] as number), referens ?? '')
    this.#field = field
    this.#count++
  }

  /** Where the case with this number (from 0) stands, and the sender's own key for it. */
  placeOf(at: number): { at: Place; referens?: string } {
    const [record = 0, line = 0, column = 0, byte = 0] = this.#places.subarray(4 * at, 4 * at + 4)
    const start = at === 0 ? 0 : (this.#referensEnds[at - 1] as number)
    const referens = this.#referens.toString('utf8', start, this.#referensEnds[at])
    return { at: { line, column, byte, record, field: this.#field }, ...(referens === '' ? {} : { referens }) }
  }

  #grow(): void {
    const room = Math.min(MOST_CASES, Math.max(256, 2 * this.#count))
    const keys = Buffer.alloc(room * KEY_BYTES)
    this.#keys.copy(keys)
    this.#keys = keys
    this.#places = longer(this.#places, 4 * room)
    this.#referensEnds = longer(this.#referensEnds, room)
  }

  #write(start: number, referens: string): number {
    const end = start + Buffer.byteLength(referens)
    if (end > this.#referens.length) {
      const larger = Buffer.alloc(Math.max(1024, 2 * end))
      this.#referens.copy(larger)
      this.#referens = larger
    }
    this.#referens.write(referens, start)
    return end
  }
}

function longer(from: Uint32Array, length: number): Uint32Array<ArrayBuffer> {
  const to = new Uint32Array(length)
  to.set(from)
  return to
}
