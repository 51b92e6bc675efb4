import type { Day } from './calendar.ts'

export type Earlier = { record: number; daysApart: number }
type Seen = { person: number; day: Day; record: number }

/**
 * Which days each person has been seen with, exactly, in 24 bytes a case.
 * Days lie in buckets as wide as what counts as near, so that a near one is in the same bucket or a neighbour.
 */
export class SeenDays {
  private readonly width: number
  private slots = new Int32Array(2048)
  private entries = {
    person: new Uint32Array(1024),
    day: new Int32Array(1024),
    record: new Int32Array(1024),
    next: new Int32Array(1024),
  }
  private size = 0
  // Nobody can make a file whose persons all land in one place.
  private readonly seed = (Math.random() * 0x100000000) | 0

  constructor(nearDays: number) {
    this.width = nearDays + 1
  }

  /** The earlier case of the same person on the same day (this one is then not kept), else the nearest within reach. */
  put(seen: Seen): Earlier | undefined {
    const bucket = Math.floor(seen.day / this.width)
    let nearest: Earlier | undefined
    for (const at of [bucket, bucket - 1, bucket + 1]) {
      const found = this.nearestIn(at, seen)
      if (found?.daysApart === 0) return found
      if (found && (!nearest || found.daysApart < nearest.daysApart)) nearest = found
    }
    this.add(bucket, seen)
    return nearest
  }

  private nearestIn(bucket: number, { person, day }: Seen): Earlier | undefined {
    let nearest: Earlier | undefined
    for (let entry = this.slots[this.slotOf(person, bucket)] as number; entry !== 0; entry = this.entries.next[entry] as number) {
      const daysApart = Math.abs((this.entries.day[entry] as number) - day)
      if (daysApart >= this.width || (nearest && nearest.daysApart <= daysApart)) continue
      nearest = { record: this.entries.record[entry] as number, daysApart }
    }
    return nearest
  }

  private add(bucket: number, { person, day, record }: Seen): void {
    const entry = ++this.size
    if (entry === this.entries.day.length) this.grow()
    const slot = this.slotOf(person, bucket)
    this.entries.person[entry] = person
    this.entries.day[entry] = day
    this.entries.record[entry] = record
    this.entries.next[entry] = this.slots[slot] as number
    this.slots[slot] = entry
  }

  /** The slot whose first entry is of this person and bucket, or the empty one where it would be. */
  private slotOf(person: number, bucket: number): number {
    const mask = this.slots.length - 1
    for (let slot = mix(person, bucket, this.seed) & mask; ; slot = (slot + 1) & mask) {
      const entry = this.slots[slot] as number
      if (entry === 0) return slot
      if (this.entries.person[entry] === person && this.bucketOf(entry) === bucket) return slot
    }
  }

  private bucketOf(entry: number): number {
    return Math.floor((this.entries.day[entry] as number) / this.width)
  }

  private grow(): void {
    const length = this.entries.day.length * 2
    const { person, day, record } = this.entries
    this.entries = {
      person: longer(person, new Uint32Array(length)),
      day: longer(day, new Int32Array(length)),
      record: longer(record, new Int32Array(length)),
      next: new Int32Array(length),
    }
    this.slots = new Int32Array(2 * length)
    for (let entry = 1; entry < this.size; entry++) {
      const slot = this.slotOf(this.entries.person[entry] as number, this.bucketOf(entry))
      this.entries.next[entry] = this.slots[slot] as number
      this.slots[slot] = entry
    }
  }
}

function longer<T extends Uint32Array | Int32Array>(from: T, to: T): T {
  to.set(from)
  return to
}

function mix(person: number, bucket: number, seed: number): number {
  let h = Math.imul(person ^ seed, 0x85ebca6b) ^ Math.imul(bucket + 0x9e3779b9, 0xc2b2ae35)
  h = Math.imul(h ^ (h >>> 15), 0x2c1b3c6d)
  h = Math.imul(h ^ (h >>> 12), 0x297a2d39)
  return (h ^ (h >>> 15)) >>> 0
}
