import type { Spot } from '../mark.ts'
import type { Model } from '../model.ts'
import type { LineEnd } from '../read/fixed/lines.ts'
import { codeOf, viewOf } from './bytes.ts'
import { CaseBatch } from './case-batch.ts'
import { NO_DAY } from './day-table.ts'
import type { FixedPlan, FixedSlot } from './fixed-plan.ts'
import { GeneralValue } from './general-value.ts'
import type { QuickCases } from './quick-case.ts'
import { NOT_PLAIN, personAt, rangeOf, shortDayAt } from './value-bytes.ts'

/** How the value of a slot is read. */
type ValueReader = { slot: FixedSlot } & (
  | { kind: 'text'; max: number }
  | { kind: 'day'; earliest: number; latest: number }
  | { kind: 'person' | 'general'; general: GeneralValue }
)

/** Reads case records in ASCII whose values all have the right form. Stops at any other record. */
export class FixedScanner {
  private readonly plan: FixedPlan
  private readonly model: Model
  private readonly batch: CaseBatch
  private readonly ways: ValueReader[]
  private readonly ask: (cases: QuickCases) => void
  private readonly type: number
  private readonly endedBy: ReadonlySet<number>
  private bytes: Uint8Array = new Uint8Array(0)
  private view: DataView = new DataView(new ArrayBuffer(0))

  constructor(plan: FixedPlan, model: Model) {
    this.plan = plan
    this.model = model
    this.batch = new CaseBatch(plan.slots, model.reading, () => model.poster + 1)
    this.ways = plan.slots.map((slot) => this.wayOf(slot))
    this.ask = model.quickAsker((name, kind) => this.batch.slotOf(name, kind))
    this.type = codeOf(plan.type)
    this.endedBy = new Set(plan.endedBy.types.map(codeOf))
  }

  /** Reads from the start of a record as far as it can; gives the number of records. `beforeAsking` is called before rules see the first of them. */
  scan(bytes: Uint8Array, start: Spot & { at: number; end: LineEnd }, beforeAsking: () => void): number {
    const { batch, plan } = this
    this.bytes = bytes
    this.view = viewOf(bytes)
    batch.begin(bytes, start)
    const step = plan.length + (start.end === 'crlf' ? 2 : 1)
    let read = 0
    for (;;) {
      const at = start.at + read * step
      if (!batch.isFull && this.readRecord(at, step)) {
        batch.keep(at, start.line + read, 0)
        read++
        continue
      }
      const { isFull, count } = batch
      if (count === 0) return read
      if (read === count) beforeAsking()
      this.model.countParts(plan.part.name, count)
      this.ask(batch)
      batch.clear(at, start.line + read)
      if (!isFull) return read
    }
  }

  /** Whether a record in the right form stands at `at`, followed by one that ends the case. */
  private readRecord(at: number, step: number): boolean {
    const { view, plan, bytes } = this
    const end = at + step
    if (end + 2 > bytes.length || view.getUint16(at) !== this.type || bytes[end - 1] !== 10) return false
    if (step > plan.length + 1 && bytes[end - 2] !== 13) return false
    if (!this.endedBy.has(view.getUint16(end))) return false
    const { blanks } = plan
    for (let i = 0; i < blanks.length; i++) {
      const { from, to } = blanks[i] as (typeof blanks)[number]
      if (this.blankFrom(at + from, at + to) !== at + from) return false
    }
    for (let i = 0; i < this.ways.length; i++) {
      if (this.readValue(this.ways[i] as ValueReader, at)) continue
      this.batch.forget()
      return false
    }
    return true
  }

  private readValue(way: ValueReader, record: number): boolean {
    const { slot } = way
    const from = record + slot.at
    const to = this.blankFrom(from, from + slot.width)
    if (to === from) return slot.field.min === 0
    const number = this.numberOf(way, from, to)
    if (number === undefined) return false
    this.batch.put(slot.index, from, to)
    this.batch.number(slot.index, number)
    return true
  }

  /** The day or person of a value, 0 where it has neither; undefined when the general reader must read it. */
  private numberOf(way: ValueReader, from: number, to: number): number | undefined {
    const { view } = this
    switch (way.kind) {
      case 'text':
        return to - from <= way.max && this.isAscii(from, to) ? 0 : undefined
      case 'day': {
        const day = to - from === 8 ? shortDayAt(view, from) : NO_DAY
        return day === NO_DAY || day > way.latest || day < way.earliest ? undefined : day
      }
      case 'person': {
        const person = to - from === 12 ? personAt(view, from, this.model.reading.today) : NOT_PLAIN
        return person === NOT_PLAIN ? this.generally(way.general, from, to) : person
      }
      case 'general':
        return this.generally(way.general, from, to)
    }
  }

  private generally(general: GeneralValue, from: number, to: number): number | undefined {
    return this.isAscii(from, to) && general.reads(this.bytes, from, to) ? general.number : undefined
  }

  /** Start of the trailing spaces before `to`. */
  private blankFrom(from: number, to: number): number {
    let at = to
    while (at - 4 >= from && this.view.getInt32(at - 4) === 0x20202020) at -= 4
    while (at > from && this.bytes[at - 1] === 32) at--
    return at
  }

  private isAscii(from: number, to: number): boolean {
    for (let at = from; at < to; at++) {
      const byte = this.bytes[at] as number
      if (byte < 32 || byte > 126) return false
    }
    return true
  }

  private wayOf(slot: FixedSlot): ValueReader {
    const { type } = slot.field
    const { reading } = this.model
    if (type.kind === 'text') return { slot, kind: 'text', max: type.max }
    if (type.kind === 'date') return { slot, kind: 'day', ...rangeOf(type, reading.today) }
    const mayBeStopped = reading.production && type.kind === 'identity' && type.also.includes('I07')
    const isPerson = type.kind === 'identity' && type.of === 'person' && !mayBeStopped
    return { slot, kind: isPerson ? 'person' : 'general', general: new GeneralValue(slot.field, reading, 32) }
  }
}
