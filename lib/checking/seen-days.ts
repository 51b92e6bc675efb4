import type { Day } from '#lib/calendar.ts'
import { enlarged } from './case-memory.ts'

export type EarlierCase = { record: number; daysApart: number }
const FEWEST = 4096

/**
 * Finds earlier cases of the same person on the same or a near day, exactly: 12 bytes a case and 8 of index. Days are
 * grouped in windows at least `nearDays` wide, so that a near day is in the same window or in the next one.
 */
export class SeenDays {
  private readonly near: number
  private readonly bits: number
  /** Low bits: a record; high bits: the same bits of its hash, to compare before looking it up. */
  private slots = new Int32Array(FEWEST)
  /** Three numbers a record: person, day, next record of the window. The system gives no memory to pages that are never written. */
  private entries = new Int32Array(3 * FEWEST)
  // Random, so that a file cannot be made whose persons all collide.
  private readonly seed = (Math.random() * 0x100000000) | 0
  private nearest = 0
  private apart = 0
  /** Uses what `reach` loads, so that the compiler does not drop the load. */
  private reached = 0

  constructor(nearDays: number) {
    this.near = nearDays
    this.bits = Math.max(7, 32 - Math.clz32(nearDays))
  }

  /** Prefetch: loads the index entries that `put` will read, so that cache misses of many cases overlap. */
  reach(person: number, day: Day): void {
    const window = day >> this.bits
    this.reached ^= this.peek(person, window)
    if (this.isEarly(day)) this.reached ^= this.peek(person, window - 1)
    else if (this.isLate(day)) this.reached ^= this.peek(person, window + 1)
  }

  /** The earlier case of the same person on the same day (the new one is then not kept), else the nearest within `nearDays`. `person`: 32 bits. */
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

  /** Looks for a nearer record in one window. */
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
    // A plain loop: this runs a few times only, before an iterator would be compiled.
    for (let slot = 0; slot < old.length; slot++) if (old[slot] !== 0) this.move((old[slot] as number) & (old.length - 1))
  }

  /** Puts a window, named by its latest record, into the larger index. */
  private move(record: number): void {
    const { slots } = this
    const hash = mix(this.entries[3 * record] as number, this.windowOf(record), this.seed)
    const mask = slots.length - 1
    let slot = hash & mask
    while (slots[slot] !== 0) slot = (slot + 1) & mask
    slots[slot] = (hash & ~mask) | record
  }
}

/** The low two bits are the window's own, so that a person's windows of about a year are neighbours. */
function mix(person: number, window: number, seed: number): number {
  let h = Math.imul(person ^ seed, 0x85ebca6b) ^ Math.imul((window >> 2) + 0x9e3779b9, 0xc2b2ae35)
  h = Math.imul(h ^ (h >>> 15), 0x2c1b3c6d)
  h = Math.imul(h ^ (h >>> 12), 0x297a2d39)
  return ((h ^ (h >>> 15)) & ~3) | (window & 3)
}
