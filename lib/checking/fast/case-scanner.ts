import type { Encoding } from '#lib/services/description.ts'
import type { Spot } from '../mark.ts'
import type { Model } from '../model.ts'
import { packedPerson } from '../rules/packed-person.ts'
import { readValue } from '../values/read-value.ts'
import type { Reading } from '../values/value.ts'
import { NO_DAY } from './day-table.ts'
import { CASE_ENDS, Gaps } from './gaps.ts'
import type { Plan, Slot } from './plan.ts'
import { ScannedCase } from './scanned-case.ts'
import { dayAt, NOT_PLAIN, personAt, textEnd } from './value-bytes.ts'

type ReadSlot = (bytes: Uint8Array, at: number, end: number) => number

/**
 * Reads cases straight from the bytes, as long as they are ordinary: a strict subset of well-formed XML in the shape of the
 * description, in which every value has the right form. Everything else it leaves, untouched, to the general reader.
 */
export class CaseScanner {
  private readonly plan: Plan
  private readonly model: Model
  private readonly gaps: Gaps
  private readonly found: ScannedCase
  private readonly readers: ReadSlot[]
  private readonly ask: (found: ScannedCase) => void
  /** Of the value read last. */
  private number = 0

  constructor(plan: Plan, model: Model, encoding: Encoding) {
    this.plan = plan
    this.model = model
    this.gaps = new Gaps(plan)
    this.found = new ScannedCase(plan, model.reading)
    this.readers = plan.slots.map((slot) => this.reader(slot, encoding))
    this.ask = model.quickAsker((name, kind) => this.found.slotOf(name, kind))
  }

  /** Reads as many whole cases as are ordinary, from a place between cases; gives the place after them and how many they were. */
  scan(bytes: Uint8Array, start: Spot & { at: number }): Spot & { at: number; cases: number } {
    const { found } = this
    found.begin(bytes, start)
    let periods = 0
    let cases = 0
    while (this.readCase(bytes, found.at, bytes.length)) {
      found.record = this.model.poster + 1
      periods += found.parts
      cases++
      this.ask(found)
      found.next()
    }
    this.model.countParts(this.plan.part.name, cases)
    if (this.plan.inner) this.model.countParts(this.plan.inner.name, periods)
    return { ...found.spotOf(found.at), at: found.at, cases }
  }

  private readCase(bytes: Uint8Array, from: number, end: number): boolean {
    const { found, gaps, readers, plan } = this
    let gap = gaps.after(plan.slots.length, bytes, from, end)
    if (!gap) return false
    found.start(gap)
    let newlines = gap.newlines
    let at = from + gap.bytes.length
    while (gap.to !== CASE_ENDS) {
      const slot = gap.to
      const to = (readers[slot] as ReadSlot)(bytes, at, end)
      if (to === NOT_PLAIN || !found.put(slot, { from: at, to, number: this.number })) return false
      gap = gaps.after(slot, bytes, to, end)
      if (!gap) return false
      newlines += gap.newlines
      at = to + gap.bytes.length
    }
    found.finish(at, newlines)
    return true
  }

  /** The value's end, or NOT_PLAIN; what rules ask about it is left in `number`. */
  private reader(slot: Slot, encoding: Encoding): ReadSlot {
    const { type } = slot.field
    const { reading } = this.model
    const general = this.generalReader(slot, reading)
    if (type.kind === 'text') {
      const utf8 = encoding === 'UTF-8'
      return (bytes, at, end) => textEnd(bytes, at, { end, max: type.max, utf8 })
    }
    if (type.kind === 'date') {
      const latest = type.future ? reading.today : Number.POSITIVE_INFINITY
      const earliest = type.earliest ? dayAt(new TextEncoder().encode(type.earliest.day), 0) : Number.NEGATIVE_INFINITY
      return (bytes, at, end) => {
        const day = at + 10 < end ? dayAt(bytes, at) : NO_DAY
        this.number = day
        return day === NO_DAY || day > latest || day < earliest ? NOT_PLAIN : at + 10
      }
    }
    const mayBeStopped = reading.production && type.kind === 'identity' && type.also.includes('I07')
    if (type.kind !== 'identity' || type.of !== 'person' || mayBeStopped) return general
    return (bytes, at, end) => {
      const person = at + 12 < end && bytes[at + 12] === slot.closes[0] ? personAt(bytes, at, reading.today) : NOT_PLAIN
      this.number = person
      return person === NOT_PLAIN ? general(bytes, at, end) : at + 12
    }
  }

  /** By way of a string, for forms and kinds that are rarer. */
  private generalReader({ field, closes }: Slot, reading: Reading): ReadSlot {
    let isRight = true
    const listening: Reading = {
      ...reading,
      found: () => {
        isRight = false
      },
    }
    return (bytes, at, end) => {
      let to = at
      while (to < end && to - at < 300 && isPlain(bytes[to] as number) && bytes[to] !== closes[0]) to++
      if (bytes[to] !== closes[0]) return NOT_PLAIN
      isRight = true
      const value = readValue(field, String.fromCharCode(...bytes.subarray(at, to)), listening)
      if (!isRight || !value) return NOT_PLAIN
      this.number = value.identity ? packedPerson(value.identity.canonical) : (value.day ?? NO_DAY)
      return to
    }
  }
}

/** ASCII that means itself in a text and in an attribute. */
function isPlain(byte: number): boolean {
  return byte >= 32 && byte < 0x7f && byte !== 0x26 && byte !== 0x3c && byte !== 0x5d
}
