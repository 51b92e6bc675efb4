import type { Encoding } from '#lib/services/description.ts'
import type { Spot } from '../mark.ts'
import type { Model } from '../model.ts'
import { viewOf } from './bytes.ts'
import { CaseBatch } from './case-batch.ts'
import { NO_DAY } from './day-table.ts'
import { CASE_ENDS, Gaps } from './gaps.ts'
import { GeneralValue } from './general-value.ts'
import type { QuickCases } from './quick-case.ts'
import { dayAt, NOT_PLAIN, personAt, rangeOf, TextEnd } from './value-bytes.ts'
import type { XmlPlan, XmlSlot } from './xml-plan.ts'

/** How the value of a slot is read. */
type ValueReader =
  | { kind: 'text'; text: TextEnd }
  | { kind: 'day'; earliest: number; latest: number }
  | { kind: 'person'; general: GeneralValue; closes: number }
  | { kind: 'general'; general: GeneralValue }

/**
 * Reads cases that are a strict subset of well-formed XML in the form of the description and whose values all have the right
 * form. Stops at any other case.
 */
export class XmlScanner {
  private readonly plan: XmlPlan
  private readonly model: Model
  private readonly gaps: Gaps
  private readonly batch: CaseBatch
  private readonly ways: ValueReader[]
  private readonly ask: (cases: QuickCases) => void
  private bytes: Uint8Array = new Uint8Array(0)
  private view: DataView = new DataView(new ArrayBuffer(0))
  private line = 1
  /** Day or person of the value read last. */
  private number = 0

  constructor(plan: XmlPlan, model: Model, encoding: Encoding) {
    this.plan = plan
    this.model = model
    this.gaps = new Gaps(plan)
    this.batch = new CaseBatch(plan.slots, model.reading, () => model.poster + 1)
    this.ways = plan.slots.map((slot) => this.wayOf(slot, encoding === 'UTF-8'))
    this.ask = model.quickAsker((name, kind) => this.batch.slotOf(name, kind))
  }

  /** Reads from a place between cases as far as it can; gives the place after the last case and their number. */
  scan(bytes: Uint8Array, start: Spot & { at: number }): Spot & { at: number; cases: number } {
    const { batch } = this
    this.bytes = bytes
    this.view = viewOf(bytes)
    this.gaps.begin(bytes, this.view)
    this.line = start.line
    batch.begin(bytes, start)
    let cases = 0
    let at = start.at
    for (;;) {
      const end = batch.isFull ? NOT_PLAIN : this.readCase(at, bytes.length)
      if (end !== NOT_PLAIN) {
        at = end
        continue
      }
      cases += batch.count
      const { isFull } = batch
      this.askAll()
      const { line, column, byte } = batch.clear(at, this.line)
      if (!isFull) return { line, column, byte, at, cases }
    }
  }

  private askAll(): void {
    const { batch, model, plan } = this
    model.countParts(plan.part.name, batch.count)
    if (plan.inner) model.countParts(plan.inner.name, batch.parts)
    this.ask(batch)
  }

  /** Where the case ends, or NOT_PLAIN. */
  private readCase(from: number, end: number): number {
    const { batch, gaps, plan } = this
    let gap = gaps.after(plan.slots.length, from, end)
    if (!gap) return NOT_PLAIN
    const tagAt = from + gap.tagAt
    const tagLine = this.line + gap.tagNewlines
    let newlines = gap.newlines
    let parts = 0
    let at = from + gap.literal.length
    while (gap.to !== CASE_ENDS) {
      const slot = gap.to
      const to = this.readValue(this.ways[slot] as ValueReader, at, end)
      if (to === NOT_PLAIN) {
        batch.forget()
        return NOT_PLAIN
      }
      batch.put(slot, at, to)
      batch.number(slot, this.number)
      if ((plan.slots[slot] as XmlSlot).begins) parts++
      gap = gaps.after(slot, to, end)
      if (!gap) {
        batch.forget()
        return NOT_PLAIN
      }
      newlines += gap.newlines
      at = to + gap.literal.length
    }
    batch.keep(tagAt, tagLine, parts)
    this.line += newlines
    return at
  }

  /** The end of the value, or NOT_PLAIN; its day or person is left in `number`. */
  private readValue(way: ValueReader, at: number, end: number): number {
    switch (way.kind) {
      case 'text':
        return way.text.after(this.bytes, at, end)
      case 'day': {
        const day = at + 10 < end ? dayAt(this.view, at) : NO_DAY
        this.number = day
        return day === NO_DAY || day > way.latest || day < way.earliest ? NOT_PLAIN : at + 10
      }
      case 'person':
        if (at + 12 < end && this.bytes[at + 12] === way.closes) {
          this.number = personAt(this.view, at, this.model.reading.today)
          if (this.number !== NOT_PLAIN) return at + 12
        }
        return this.readGenerally(way.general, at, end)
      case 'general':
        return this.readGenerally(way.general, at, end)
    }
  }

  private readGenerally(general: GeneralValue, at: number, end: number): number {
    const to = general.endOf(this.bytes, at, end)
    this.number = general.number
    return to
  }

  private wayOf({ field, closes }: XmlSlot, utf8: boolean): ValueReader {
    const { type } = field
    const { reading } = this.model
    if (type.kind === 'text') return { kind: 'text', text: new TextEnd(type.max, utf8) }
    if (type.kind === 'date') return { kind: 'day', ...rangeOf(type, reading.today) }
    const ends = closes.bytes[0] as number
    const general = new GeneralValue(field, reading, ends)
    const mayBeStopped = reading.production && type.kind === 'identity' && type.also.includes('I07')
    if (type.kind === 'identity' && type.of === 'person' && !mayBeStopped) return { kind: 'person', general, closes: ends }
    return { kind: 'general', general }
  }
}
