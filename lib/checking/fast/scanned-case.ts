import type { Mark, Spot } from '../mark.ts'
import type { Case, Inner } from '../rules/case.ts'
import { shown } from '../shown.ts'
import { readValue } from '../values/read-value.ts'
import type { Reading } from '../values/value.ts'
import { countNewlines, countPoints } from './bytes.ts'
import type { Gap } from './gaps.ts'
import type { Plan, Slot } from './plan.ts'
import type { QuickCase, QuickDay } from './quick-case.ts'

/** More values than any case has; a case with more is for the general reader. */
const MOST_VALUES = 64
const utf8 = new TextDecoder('utf-8')

/** The case that the scanner is at: where its values stand in the block. Places and strings are made only when asked for. */
export class ScannedCase implements QuickCase {
  record = 0
  /** Where the case being read begins, white space before it included. */
  at = 0
  /** How many parts stand inside the case. */
  parts = 0
  readonly mark: Mark
  private readonly plan: Plan
  private readonly reading: Reading
  private readonly referenceSlot: number
  private readonly days: (QuickDay & { day: number })[]
  private readonly marks: Mark[]
  private readonly numbers: Float64Array
  /** Where each slot's value begins and ends; 0 and 0 where it is not there. */
  private readonly starts: Int32Array
  private readonly ends: Int32Array
  /** Every value in order: slot, start and end. */
  private readonly values = new Int32Array(3 * MOST_VALUES)
  private count = 0
  private readonly opensPart: Uint8Array
  private bytes: Uint8Array = new Uint8Array(0)
  private tagAt = 0
  private tagLine = 1
  private end = 0
  private newlines = 0
  /** A place at or before the case, from which others are counted. */
  private known: Spot & { at: number } = { at: 0, line: 1, column: 1, byte: 0 }
  private line = 1

  constructor(plan: Plan, reading: Reading) {
    this.plan = plan
    this.reading = reading
    const { slots } = plan
    this.marks = slots.map(({ index }) => this.markAt(() => this.starts[index] as number))
    this.days = slots.map(({ index }) => ({ day: 0, mark: this.marks[index] as Mark }))
    this.opensPart = Uint8Array.from(slots, ({ part, attribute }) => (part !== undefined && attribute === 0 ? 1 : 0))
    this.numbers = new Float64Array(slots.length)
    this.starts = new Int32Array(slots.length)
    this.ends = new Int32Array(slots.length)
    this.referenceSlot = slots.findIndex(({ field }) => field.use === 'case-reference')
    const self = this
    this.mark = {
      get line() {
        return self.tagLine
      },
      spot: () => this.spotOf(this.tagAt),
    }
  }

  slotOf(name: string, kind: 'day' | 'person' | 'text'): number | undefined {
    const slot = this.plan.slots.find(({ field, part }) => part === undefined && field.name === name)
    if (!slot) return undefined
    const { type } = slot.field
    const own = type.kind === 'date' ? 'day' : type.kind !== 'identity' ? 'text' : type.of === 'person' ? 'person' : undefined
    return own === kind ? slot.index : undefined
  }

  /** A new block, or a new place in one. */
  begin(bytes: Uint8Array, start: Spot & { at: number }): void {
    this.bytes = bytes
    this.known = start
    this.at = start.at
    this.line = start.line
  }

  start({ tagAt, tagNewlines }: Gap): void {
    for (let i = 0; i < this.starts.length; i++) this.starts[i] = 0
    this.count = 0
    this.parts = 0
    this.tagAt = this.at + tagAt
    this.tagLine = this.line + tagNewlines
  }

  /** False when there is no room for another. */
  put(slot: number, { from, to, number }: { from: number; to: number; number: number }): boolean {
    const { count, values } = this
    if (count === MOST_VALUES || (this.opensPart[slot] === 1 && !this.mayHold(slot))) return false
    this.starts[slot] = from
    this.ends[slot] = to
    this.numbers[slot] = number
    values[3 * count] = slot
    values[3 * count + 1] = from
    values[3 * count + 2] = to
    this.count++
    return true
  }

  finish(end: number, newlines: number): void {
    this.end = end
    this.newlines = newlines
  }

  /** The case has been asked about. */
  next(): void {
    this.at = this.end
    this.line += this.newlines
  }

  get hasParts(): boolean {
    return this.parts > 0
  }

  day(slot: number): QuickDay | undefined {
    if (this.starts[slot] === 0) return undefined
    const day = this.days[slot] as QuickDay
    day.day = this.numbers[slot] as number
    return day
  }

  person(slot: number): number | undefined {
    return this.starts[slot] === 0 ? undefined : this.numbers[slot]
  }

  text(slot: number): { bytes: Uint8Array; from: number; to: number } | undefined {
    const from = this.starts[slot] as number
    return from === 0 ? undefined : { bytes: this.bytes, from, to: this.ends[slot] as number }
  }

  markOf(slot: number): Mark {
    return this.marks[slot] as Mark
  }

  reference(): string | undefined {
    const from = this.referenceSlot < 0 ? 0 : (this.starts[this.referenceSlot] as number)
    return from === 0 ? undefined : shown(this.string(from, this.ends[this.referenceSlot] as number))
  }

  whole(): Case {
    const found: Case = { record: this.record, mark: this.mark, values: new Map(), present: new Set(), inner: [] }
    let inner: Inner | undefined
    for (let i = 0; i < this.count; i++) {
      const [slot, from, to] = this.values.subarray(3 * i, 3 * i + 3) as unknown as [number, number, number]
      const { field, part, attribute } = this.plan.slots[slot] as Slot
      if (part !== undefined && attribute === 0) {
        inner = { name: part, mark: this.markAt(() => this.bytes.lastIndexOf(60, from)), values: new Map() }
        found.inner.push(inner)
      }
      found.present.add(field.name)
      const value = readValue(field, this.string(from, to), this.reading)
      if (!value) throw new Error(`${field.name} was right as bytes and is not as text`)
      const into = part !== undefined && inner ? inner.values : found.values
      into.set(field.name, { ...value, mark: this.markAt(() => from) })
    }
    return found
  }

  /** Line, column and byte of an index in the block. */
  spotOf(index: number): Spot {
    this.moveKnown()
    const { known, bytes } = this
    return { ...this.columnOf(index), line: known.line + countNewlines(bytes, known.at, index) }
  }

  /** To the beginning of the case: places are asked for in the order of cases, so nothing is counted twice. */
  private moveKnown(): void {
    if (this.known.at < this.at) this.known = { ...this.columnOf(this.at), line: this.line, at: this.at }
  }

  private columnOf(index: number): { column: number; byte: number } {
    const { known, bytes } = this
    const newline = index === 0 ? -1 : bytes.lastIndexOf(10, index - 1)
    const before = newline < known.at ? known.column : 1
    return { column: before + countPoints(bytes, Math.max(known.at, newline + 1), index), byte: known.byte + index - known.at }
  }

  private markAt(index: () => number): Mark {
    return {
      get line() {
        return this.spot().line
      },
      spot: () => this.spotOf(index()),
    }
  }

  private mayHold(slot: number): boolean {
    let same = 0
    for (let i = 0; i < this.count; i++) if (this.values[3 * i] === slot) same++
    this.parts++
    return same < (this.plan.items[this.plan.slots[slot]?.item ?? 0]?.max ?? 0)
  }

  private string(from: number, to: number): string {
    return utf8.decode(this.bytes.subarray(from, to))
  }
}
