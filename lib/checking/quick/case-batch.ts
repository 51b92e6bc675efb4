import type { Day } from '#lib/calendar.ts'
import type { Field } from '#lib/services/description.ts'
import type { Mark, Spot } from '../mark.ts'
import { isHarmless, redact } from '../redact.ts'
import type { Case, InnerPart } from '../rules/case.ts'
import type { TextSpan } from '../seen-keys.ts'
import { readValue } from '../values/read-value.ts'
import type { Reading } from '../values/value.ts'
import { stringOf } from './bytes.ts'
import { NO_DAY } from './day-table.ts'
import type { QuickCases, QuickDay } from './quick-case.ts'

/** The place of a value in a case: a field of the case, or an attribute of an inner part (`begins`: its first). */
export type ValueSlot = { index: number; field: Field; part: string | undefined; begins: boolean }

/** Cases read before rules are applied to them. */
const ROOM = 512

/** Cases of one block: for each value where it stands and its day or person. Places and strings are made when asked for. */
export class CaseBatch implements QuickCases {
  count = 0
  /** Parts inside the cases. */
  parts = 0
  readonly mark: Mark
  private readonly slots: readonly ValueSlot[]
  private readonly reading: Reading
  private readonly firstRecord: () => number
  private readonly referenceSlot: number
  private readonly firstPart: number
  private readonly marks: Mark[]
  private readonly days: QuickDay[]
  /** One row of slots a case: where each value begins and ends (0 and 0 when absent), and its day or person. */
  private readonly starts: Int32Array
  private readonly ends: Int32Array
  private readonly numbers: Int32Array
  private readonly tags = new Int32Array(ROOM)
  private readonly lines = new Int32Array(ROOM)
  private bytes: Uint8Array = new Uint8Array(0)
  private readonly span = { bytes: this.bytes, from: 0, to: 0 }
  private index = 0
  /** Index of the current case's row. */
  private row = 0
  private before = 0
  /** A place at or before the current case, from which lines and columns are counted. */
  private known: Spot & { at: number } = { at: 0, line: 1, column: 1, byte: 0 }

  constructor(slots: readonly ValueSlot[], reading: Reading, firstRecord: () => number) {
    this.slots = slots
    this.reading = reading
    this.firstRecord = firstRecord
    this.starts = new Int32Array(ROOM * slots.length)
    this.ends = new Int32Array(ROOM * slots.length)
    this.numbers = new Int32Array(ROOM * slots.length)
    this.marks = slots.map(({ index }) => this.markAt(() => this.starts[this.row + index] as number))
    this.days = this.marks.map((mark) => ({ day: NO_DAY, mark }))
    this.referenceSlot = slots.findIndex(({ field }) => field.use === 'case-reference')
    this.firstPart = slots.findIndex(({ begins }) => begins)
    const self = this
    this.mark = {
      get line() {
        return self.lines[self.index] as number
      },
      spot: () => this.spotOf(this.tags[this.index] as number),
    }
  }

  slotOf(name: string, kind: 'day' | 'person' | 'text'): number | undefined {
    const slot = this.slots.find(({ field, part }) => part === undefined && field.name === name)
    if (!slot) return undefined
    const { type } = slot.field
    const own = type.kind === 'date' ? 'day' : type.kind !== 'identity' ? 'text' : type.of === 'person' ? 'person' : undefined
    return own === kind ? slot.index : undefined
  }

  /** Starts with a new block, or at a new place in one. */
  begin(bytes: Uint8Array, start: Spot & { at: number }): void {
    this.bytes = bytes
    this.span.bytes = bytes
    this.known = start
    this.clear(start.at, start.line)
  }

  /** Empties the batch; the next cases begin at `at`. Gives line and column there. */
  clear(at: number, line: number): Spot {
    this.known = this.knownAt(at, line)
    this.starts.fill(0, 0, (this.count + 1) * this.slots.length)
    this.count = 0
    this.parts = 0
    this.before = this.firstRecord()
    this.moveTo(0)
    return this.known
  }

  get isFull(): boolean {
    return this.count === ROOM - 1
  }

  /** Keeps where a value of the case being read stands. */
  put(slot: number, from: number, to: number): void {
    const place = this.count * this.slots.length + slot
    this.starts[place] = from
    this.ends[place] = to
  }

  /** Keeps the day or person of that value. */
  number(slot: number, number: number): void {
    this.numbers[this.count * this.slots.length + slot] = number
  }

  /** Keeps the case that has been read. */
  keep(tagAt: number, line: number, parts: number): void {
    this.tags[this.count] = tagAt
    this.lines[this.count] = line
    this.parts += parts
    this.count++
  }

  /** Drops the case being read: it is left to the general reader. */
  forget(): void {
    const from = this.count * this.slots.length
    this.starts.fill(0, from, from + this.slots.length)
  }

  moveTo(index: number): void {
    this.index = index
    this.row = index * this.slots.length
  }

  get record(): number {
    return this.before + this.index
  }

  get hasParts(): boolean {
    return this.firstPart >= 0 && this.starts[this.row + this.firstPart] !== 0
  }

  day(slot: number): Day {
    return this.starts[this.row + slot] === 0 ? NO_DAY : (this.numbers[this.row + slot] as number)
  }

  dated(slot: number): QuickDay | undefined {
    if (this.starts[this.row + slot] === 0) return undefined
    const dated = this.days[slot] as QuickDay
    dated.day = this.numbers[this.row + slot] as number
    return dated
  }

  person(slot: number): number {
    return this.starts[this.row + slot] === 0 ? 0 : (this.numbers[this.row + slot] as number)
  }

  text(slot: number): TextSpan | undefined {
    const { span } = this
    span.from = this.starts[this.row + slot] as number
    span.to = this.ends[this.row + slot] as number
    return span.from === 0 ? undefined : span
  }

  markOf(slot: number): Mark {
    return this.marks[slot] as Mark
  }

  referenceText(): TextSpan | undefined {
    return this.referenceSlot < 0 ? undefined : this.text(this.referenceSlot)
  }

  reference(): string | undefined {
    const text = this.referenceText()
    if (!text) return undefined
    const written = stringOf(text)
    return isHarmless(written) ? written : redact(written)
  }

  whole(): Case {
    const found: Case = { record: this.record, mark: this.mark, values: new Map(), present: new Set(), inner: [] }
    let inner: InnerPart | undefined
    for (const { index, field, part, begins } of this.slots) {
      const text = this.text(index)
      if (!text) continue
      const { from } = text
      if (part !== undefined && begins) {
        inner = { name: part, mark: this.markAt(() => this.bytes.lastIndexOf(60, from)), values: new Map() }
        found.inner.push(inner)
      }
      found.present.add(field.name)
      const value = readValue(field, stringOf(text), this.reading)
      if (!value) throw new Error(`${field.name} was right as bytes and is not as text`)
      const into = part !== undefined && inner ? inner.values : found.values
      into.set(field.name, { ...value, mark: this.markOf(index) })
    }
    return found
  }

  /** Counts byte by byte without allocating: called for every case of a file that is compared with history. */
  private spotOf(index: number): Spot {
    this.moveKnown()
    const { known, bytes } = this
    let { line, column } = known
    for (let at = known.at; at < index; at++) {
      const byte = bytes[at] as number
      if (byte === 10) {
        line++
        column = 1
      } else if ((byte & 0xc0) !== 0x80) column++
    }
    return { line, column, byte: known.byte + index - known.at }
  }

  /** Moves the known place to the current case. Places are asked for in the order of cases, so nothing is counted twice. */
  private moveKnown(): void {
    const at = this.tags[this.index] as number
    if (this.known.at < at) this.known = this.knownAt(at, this.lines[this.index] as number)
  }

  private knownAt(index: number, line: number): Spot & { at: number } {
    const { known, bytes } = this
    const byte = known.byte + index - known.at
    let column = 1
    for (let at = index - 1; at >= known.at; at--) {
      const sign = bytes[at] as number
      if (sign === 10) return { at: index, line, column, byte }
      if ((sign & 0xc0) !== 0x80) column++
    }
    return { at: index, line, column: known.column + column - 1, byte }
  }

  private markAt(index: () => number): Mark {
    return {
      get line() {
        return this.spot().line
      },
      spot: () => this.spotOf(index()),
    }
  }
}
