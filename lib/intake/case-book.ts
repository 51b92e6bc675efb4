// What a file's cases are called in the history: a keyed hash of employer, person and day, and where each stands.
import { createCipheriv, createHmac } from 'node:crypto'
import { longer } from '#lib/checking/longer.ts'
import type { Place } from '#lib/checking/report.ts'
import type { ToldCase } from '#lib/checking/told-case.ts'

export const KEY_BYTES = 16
const KEY_WORDS = KEY_BYTES / 4
/** Cases after these are counted, neither remembered nor compared: one transaction and one upload's memory stay bounded. */
export const MOST_CASES = 200_000

/**
 * About 50 bytes a case, 10 MB at the very most.
 *
 * A case's key is AES-256(block) xor block, with the person and the day as the block and the employer's own key: a keyed one-way
 * function (Davies and Meyer's; Handbook of Applied Cryptography, 9.4.1) that is worked out for all cases in one call, where
 * an HMAC each would cost more than the check of the file.
 */
export class CaseBook {
  readonly #key: Buffer
  /** Blocks as they are noted, keys up to `#hashed`. */
  #keys = new Uint32Array(0)
  #hashed = 0
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
    this.#key = createHmac('sha256', key).update(employerId).digest()
  }

  /** 16 bytes a case, in file order. */
  get keys(): Uint8Array {
    const blocks = this.#keys.subarray(this.#hashed * KEY_WORDS, this.#count * KEY_WORDS)
    if (blocks.length > 0) {
      const cipher = createCipheriv('aes-256-ecb', this.#key, null).setAutoPadding(false)
      const sealed = cipher.update(blocks)
      for (let i = 0; i < blocks.length; i++) blocks[i] = (blocks[i] as number) ^ sealed.readUInt32LE(4 * i)
      this.#hashed = this.#count
    }
    return new Uint8Array(this.#keys.buffer, 0, this.#count * KEY_BYTES)
  }

  readonly note = (told: ToldCase): void => {
    if (this.#count === MOST_CASES) {
      this.beyond++
      return
    }
    const at = this.#count
    if (at * KEY_WORDS === this.#keys.length) this.#grow()
    const { person, day, record, referens, field } = told
    const block = KEY_WORDS * at
    this.#keys[block] = Number(person.slice(0, 8))
    this.#keys[block + 1] = Number(person.slice(8))
    this.#keys[block + 2] = day
    const { line, column, byte } = told.mark.spot()
    const place = 4 * at
    this.#places[place] = record
    this.#places[place + 1] = line
    this.#places[place + 2] = column
    this.#places[place + 3] = byte
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
    this.#keys = longer(this.#keys, KEY_WORDS * room)
    this.#places = longer(this.#places, 4 * room)
    this.#referensEnds = longer(this.#referensEnds, room)
  }

  #write(start: number, referens: string): number {
    // A UTF-16 unit is at most three bytes.
    if (start + 3 * referens.length > this.#referens.length) {
      const larger = Buffer.alloc(Math.max(1024, 2 * (start + 3 * referens.length)))
      this.#referens.copy(larger)
      this.#referens = larger
    }
    return start + this.#referens.write(referens, start)
  }
}
