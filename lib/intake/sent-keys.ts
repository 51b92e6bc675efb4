import { enlarged } from '#lib/checking/case-memory.ts'
import { KEY_BYTES } from './case-keys.ts'

/** A submission whose cases are remembered. */
export type SentFile = { id: string; reference: string; submittedAt: Date; sha256: string; writtenAt: Date }

const FEWEST = 256

/**
 * The cases that an employer has sent, to be asked case by case: about 24 bytes each, and no object for any. An entry is
 * the number of a key, from 0; -1 is none.
 */
export class SentKeys {
  /** From the first to the latest. */
  readonly files: SentFile[] = []
  /** By the database's clock, before they were read. */
  readonly readAt: Date
  /** Sent cases that were left out, being more than are compared. */
  readonly beyond: number
  #keys = new Uint32Array(2 * FEWEST)
  /** The entry before with the same key, one more: 0 is none. */
  #earlier = new Uint32Array(FEWEST)
  /** The latest entry with a key, one more. Keys are hashes under a secret, so their low bits will do. */
  #slots = new Uint32Array(2 * FEWEST)
  /** Where each file's entries begin. */
  readonly #starts: number[] = []
  #count = 0

  constructor({ readAt, beyond }: { readAt: Date; beyond: number }) {
    this.readAt = readAt
    this.beyond = beyond
  }

  get count(): number {
    return this.#count
  }

  /** A file that was sent after those before it; its keys follow. */
  begin(file: SentFile): void {
    this.files.push(file)
    this.#starts.push(this.#count)
  }

  /** Keys of the file that was begun last. */
  add(keys: Uint8Array): void {
    const from = this.#count
    const count = from + keys.length / KEY_BYTES
    this.#makeRoom(count)
    new Uint8Array(this.#keys.buffer).set(keys, from * KEY_BYTES)
    this.#count = count
    for (let entry = from; entry < count; entry++) this.#put(entry)
  }

  /** The latest entry with this key. */
  find(low: number, high: number): number {
    return (this.#slots[this.#slotOf(low, high)] as number) - 1
  }

  /** The entry before with the same key. */
  earlier(entry: number): number {
    return (this.#earlier[entry] as number) - 1
  }

  /** The number of the file that an entry is of. */
  fileOf(entry: number): number {
    let [low, high] = [0, this.#starts.length - 1]
    while (low < high) {
      const middle = (low + high + 1) >> 1
      if ((this.#starts[middle] as number) <= entry) low = middle
      else high = middle - 1
    }
    return low
  }

  #put(entry: number): void {
    const slot = this.#slotOf(this.#keys[2 * entry] as number, this.#keys[2 * entry + 1] as number)
    this.#earlier[entry] = this.#slots[slot] as number
    this.#slots[slot] = entry + 1
  }

  /** Where the key is, or would be. */
  #slotOf(low: number, high: number): number {
    const mask = this.#slots.length - 1
    for (let slot = low & mask; ; slot = (slot + 1) & mask) {
      const entry = (this.#slots[slot] as number) - 1
      if (entry < 0 || (this.#keys[2 * entry] === low && this.#keys[2 * entry + 1] === high)) return slot
    }
  }

  /** At most two of three slots are taken. */
  #makeRoom(count: number): void {
    if (count > this.#earlier.length) {
      const room = Math.max(count, 2 * this.#earlier.length)
      this.#keys = enlarged(this.#keys, 2 * room)
      this.#earlier = enlarged(this.#earlier, room)
    }
    if (3 * count <= 2 * this.#slots.length) return
    let size = this.#slots.length
    while (3 * count > 2 * size) size *= 2
    this.#slots = new Uint32Array(size)
    for (let entry = 0; entry < this.#count; entry++) this.#put(entry)
  }
}
