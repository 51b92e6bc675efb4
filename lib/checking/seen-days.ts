import type { Day } from './calendar.ts'

export type Earlier = { record: number; line: number; daysApart: number }
/** Up to so many it grows in larger steps: memory that is never written to costs nothing. */
const MANY = 1 << 18
type Seen = { person: number; day: Day; record: number; line: number }

/**
 * Which days each person has been seen with, exactly, in 30 bytes a case.
 * Days lie in buckets as wide as what counts as near, so that a near one is in the same bucket or a neighbour.
 */
export class SeenDays {
  private readonly width: number
  /** An entry in the low bits; in the high ones a piece of the hash, so that a stranger is known without being looked at. */
  private slots = new Uint32Array(2048)
  private entryMask = 1023
  /** Four numbers an entry: person, day, the next entry of the bucket, record; together, so that a look costs one line of the cache. */
  private entries = new Uint32Array(4 * 1024)
  private lines = new Int32Array(1024)
  private size = 0
  // Nobody can make a file whose persons all land in one place.
  private readonly seed = (Math.random() * 0x100000000) | 0

  constructor(nearDays: number) {
    this.width = nearDays + 1
  }

  /** The earlier case of the same person on the same day (this one is then not kept), else the nearest within reach. */
  put(seen: Seen): Earlier | undefined {
    if (this.size + 1 === this.lines.length) this.grow()
    const { person, day } = seen
    const bucket = Math.floor(day / this.width)
    const slot = this.slotOf(person, bucket)
    const own = this.nearestFrom(this.first(slot), day, undefined)
    if (own?.daysApart === 0) return own
    const nearer = this.nearestFrom(this.first(this.slotOf(person, bucket - 1)), day, own)
    const nearest = this.nearestFrom(this.first(this.slotOf(person, bucket + 1)), day, nearer)
    this.add(slot, seen)
    return nearest
  }

  /** From an entry and those after it in its bucket, a nearer one than `than`. */
  private nearestFrom(first: number, day: Day, than: Earlier | undefined): Earlier | undefined {
    let nearest = than
    for (let entry = first; entry !== 0; entry = this.entries[4 * entry + 2] as number) {
      const daysApart = Math.abs(this.dayOf(entry) - day)
      if (daysApart >= (nearest?.daysApart ?? this.width)) continue
      nearest = { record: this.entries[4 * entry + 3] as number, line: this.lines[entry] as number, daysApart }
    }
    return nearest
  }

  private add(slot: number, { person, day, record, line }: Seen): void {
    const entry = ++this.size
    const { entries } = this
    entries[4 * entry] = person
    entries[4 * entry + 1] = day
    entries[4 * entry + 3] = record
    this.lines[entry] = line
    this.putFirst(slot, entry)
  }

  /** The latest entry in a slot; 0 when there is none. */
  private first(slot: number): number {
    return (this.slots[slot] as number) & this.entryMask
  }

  private putFirst(slot: number, entry: number): void {
    this.entries[4 * entry + 2] = this.first(slot)
    const hash = mix(this.entries[4 * entry] as number, this.bucketOf(entry), this.seed)
    this.slots[slot] = ((hash & ~this.entryMask) | entry) >>> 0
  }

  /** The slot whose first entry is of this person and bucket, or the empty one where it would be. */
  private slotOf(person: number, bucket: number): number {
    const { slots, entries, entryMask } = this
    const hash = mix(person, bucket, this.seed)
    const mask = slots.length - 1
    for (let slot = hash & mask; ; slot = (slot + 1) & mask) {
      const kept = slots[slot] as number
      const entry = kept & entryMask
      if (entry === 0) return slot
      if (((kept ^ hash) & ~entryMask) !== 0) continue
      if (entries[4 * entry] === person && this.bucketOf(entry) === bucket) return slot
    }
  }

  private dayOf(entry: number): Day {
    return (this.entries[4 * entry + 1] as number) | 0
  }

  private bucketOf(entry: number): number {
    return Math.floor(this.dayOf(entry) / this.width)
  }

  private grow(): void {
    const length = this.lines.length * (this.lines.length < MANY ? 4 : 2)
    const entries = new Uint32Array(4 * length)
    entries.set(this.entries)
    this.entries = entries
    const lines = new Int32Array(length)
    lines.set(this.lines)
    this.lines = lines
    this.entryMask = length - 1
    this.slots = new Uint32Array(2 * length)
    for (let entry = 1; entry <= this.size; entry++) {
      this.putFirst(this.slotOf(entries[4 * entry] as number, this.bucketOf(entry)), entry)
    }
  }
}

function mix(person: number, bucket: number, seed: number): number {
  let h = Math.imul(person ^ seed, 0x85ebca6b) ^ Math.imul(bucket + 0x9e3779b9, 0xc2b2ae35)
  h = Math.imul(h ^ (h >>> 15), 0x2c1b3c6d)
  h = Math.imul(h ^ (h >>> 12), 0x297a2d39)
  return (h ^ (h >>> 15)) >>> 0
}
