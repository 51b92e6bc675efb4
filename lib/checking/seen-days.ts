import type { Day } from '#lib/calendar.ts'
import { enlarged } from './case-memory.ts'

export type EarlierCase = { record: number; daysApart: number }
const FEWEST = 4096

/**
 * Which days each person has been seen with, exactly, in 12 bytes a case and 8 for finding it.
 * Days lie in windows at least as wide as what counts as near, so that a near one is in the same window or a neighbour.
 */
export class SeenDays {
  private readonly near: number
  private readonly bits: number
  /** A record in the low bits; in the high ones a piece of the hash, so that a stranger is known without being looked at. */
  private slots = new Int32Array(FEWEST)
  /** Three numbers a record: person, day and the next record of the window. Memory that is never written to costs nothing. */
  private entries = new Int32Array(3 * FEWEST)
  // Nobody can make a file whose persons all land in one place.
  private readonly seed = (Math.random() * 0x100000000) | 0
  private nearest = 0
  private apart = 0
  /** Keeps what `reach` reads from being thought needless. */
  private reached = 0

  constructor(nearDays: number) {
    this.near = nearDays
    this.bits = Math.max(7, 32 - Math.clz32(nearDays))
  }

  /** Brings what `put` will look at nearer: asked for many cases in a row, their waits for memory are one. */
  reach(person: number, day: Day): void {
    const window = day >> this.bits
    this.reached ^= this.peek(person, window)
    if (this.isEarly(day)) this.reached ^= this.peek(person, window - 1)
    else if (this.isLate(day)) this.reached ^= this.peek(person, window + 1)
  }

  /** The earlier case of the same person on the same day (this one is then not kept), else the nearest within reach. `person`: 32 bits. */
  put(person: number, day: Day, record: number): EarlierCase | undefined {
    while (4 * record > 3 * this.slots.length) this.grow()
    const window = day >> this.bits
    const slot = this.slotOf(person, window)
    this.nearest = 0
    this.apart = this.near + 1
    this.lookIn(slot, day)
    if (this.nearest === 0 || this.apart > 0) {
      if (this.isEarly(day)) this.lookIn(this.slotOf(person, window - 1), day)
      if (this.isLate(day)) this.lookIn(this.slotOf(person, window + 1), day)
      this.entries[3 * record] = person
      this.entries[3 * record + 1] = day
      this.putFirst(slot, record)
    }
    return this.nearest === 0 ? undefined : { record: this.nearest, daysApart: this.apart }
  }

  private peek(person: number, window: number): number {
    const { slots, entries } = this
    const kept = slots[mix(person, window, this.seed) & (slots.length - 1)] as number
    return entries[3 * (kept & (slots.length - 1))] as number
  }

  /** Whether a near day may lie in the window before. */
  private isEarly(day: Day): boolean {
    return (day & ((1 << this.bits) - 1)) < this.near
  }

  private isLate(day: Day): boolean {
    return (day & ((1 << this.bits) - 1)) >= (1 << this.bits) - this.near
  }

  /** Among the records of a window, for a nearer one than is known. */
  private lookIn(slot: number, day: Day): void {
    const { entries } = this
    for (let record = this.first(slot); record !== 0; record = entries[3 * record + 2] as number) {
      const apart = Math.abs((entries[3 * record + 1] as number) - day)
      if (apart >= this.apart) continue
      this.apart = apart
      this.nearest = record
    }
  }

  /** The latest record in a slot; 0 when there is none. */
  private first(slot: number): number {
    return (this.slots[slot] as number) & (this.slots.length - 1)
  }

  private putFirst(slot: number, record: number): void {
    const { entries } = this
    entries[3 * record + 2] = this.first(slot)
    const hash = mix(entries[3 * record] as number, this.windowOf(record), this.seed)
    this.slots[slot] = (hash & -this.slots.length) | record
  }

  /** The slot whose first record is of this person and window, or the empty one where it would be. */
  private slotOf(person: number, window: number): number {
    const { slots, entries } = this
    const hash = mix(person, window, this.seed)
    const mask = slots.length - 1
    for (let slot = hash & mask; ; slot = (slot + 1) & mask) {
      const kept = slots[slot] as number
      const record = kept & mask
      if (record === 0) return slot
      if (((kept ^ hash) & ~mask) !== 0) continue
      if (entries[3 * record] === (person | 0) && this.windowOf(record) === window) return slot
    }
  }

  private windowOf(record: number): number {
    return (this.entries[3 * record + 1] as number) >> this.bits
  }

  private grow(): void {
    const old = this.slots
    this.slots = new Int32Array(4 * old.length)
    this.entries = enlarged(this.entries, 12 * old.length)
    // Counted by hand: an iterator's steps are dear until they have been compiled, and this is done a few times only.
    for (let slot = 0; slot < old.length; slot++) if (old[slot] !== 0) this.move((old[slot] as number) & (old.length - 1))
  }

  /** A window's latest record, with those after it, into larger memory. */
  private move(record: number): void {
    const { slots } = this
    const hash = mix(this.entries[3 * record] as number, this.windowOf(record), this.seed)
    const mask = slots.length - 1
    let slot = hash & mask
    while (slots[slot] !== 0) slot = (slot + 1) & mask
    slots[slot] = (hash & ~mask) | record
  }
}

/** The windows of about a year lie side by side. */
function mix(person: number, window: number, seed: number): number {
  let h = Math.imul(person ^ seed, 0x85ebca6b) ^ Math.imul((window >> 2) + 0x9e3779b9, 0xc2b2ae35)
  h = Math.imul(h ^ (h >>> 15), 0x2c1b3c6d)
  h = Math.imul(h ^ (h >>> 12), 0x297a2d39)
  return ((h ^ (h >>> 15)) & ~3) | (window & 3)
}
