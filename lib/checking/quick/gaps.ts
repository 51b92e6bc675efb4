import { Literal } from './bytes.ts'
import type { XmlItem, XmlPlan, XmlSlot } from './xml-plan.ts'

/** Tags and white space between two values. `to`: the slot that follows, or CASE_ENDS. */
export type Gap = { literal: Literal; to: number; newlines: number; tagAt: number; tagNewlines: number }

export const CASE_ENDS = -1
/** Bytes; a longer gap is left to the general reader. */
const LONGEST = 1024
/** Gaps remembered after each value, and gaps learnt per file. */
const REMEMBERED = 4
const MOST_LEARNT = 1000

type Place = { bytes: Uint8Array; view: DataView; from: number; at: number; end: number }

/** Reads the gaps between the values of a case. A gap seen before is recognised by its bytes and not parsed again. */
export class Gaps {
  private readonly plan: XmlPlan
  private readonly known: Gap[][]
  private bytes: Uint8Array = new Uint8Array(0)
  private view: DataView = new DataView(new ArrayBuffer(0))
  private learnt = 0
  private newlines = 0

  constructor(plan: XmlPlan) {
    this.plan = plan
    this.known = Array.from({ length: plan.slots.length + 1 }, () => [])
  }

  begin(bytes: Uint8Array, view: DataView): void {
    this.bytes = bytes
    this.view = view
  }

  /** The gap at `at` after the value of `slot` (`slots.length`: before the first); undefined when the general reader must read it. */
  after(slot: number, at: number, end: number): Gap | undefined {
    const known = this.known[slot] as Gap[]
    for (let i = 0; i < known.length; i++) {
      const gap = known[i] as Gap
      if (gap.literal.standsAt(at, this.view, end)) return gap
    }
    return this.learn(slot, at, end)
  }

  private learn(slot: number, at: number, end: number): Gap | undefined {
    const { bytes, view } = this
    const gap = this.read(slot, { bytes, view, from: at, at, end: Math.min(end, at + LONGEST) })
    if (!gap || this.learnt === MOST_LEARNT) return gap
    this.learnt++
    const known = this.known[slot] as Gap[]
    known[known.length < REMEMBERED ? known.length : this.learnt % REMEMBERED] = gap
    return gap
  }

  private read(after: number, place: Place): Gap | undefined {
    this.newlines = 0
    const { plan } = this
    const { view, from, end } = place
    const slot = plan.slots[after]
    if (!slot) {
      const tag = this.space(place, from)
      if (!plan.opens.standsAt(tag, view, end)) return undefined
      const tagNewlines = this.newlines
      const gap = this.element(undefined, { ...place, at: this.space(place, tag + plan.opens.length) })
      return gap && { ...gap, tagAt: tag - from, tagNewlines }
    }
    if (!slot.closes.standsAt(from, view, end)) return undefined
    const at = from + slot.closes.length
    if (slot.part === undefined) return this.element(slot, { ...place, at: this.space(place, at) })
    if (!slot.isLast) return this.attribute(plan.slots[after + 1] as XmlSlot, { ...place, at })
    const slash = this.space(place, at)
    if (slash + 2 > end || view.getUint16(slash) !== 0x2f3e) return undefined
    return this.element(slot, { ...place, at: this.space(place, slash + 2) })
  }

  /** The next element of the case that may stand after `slot`, or the case's end. */
  private element(slot: XmlSlot | undefined, place: Place): Gap | undefined {
    const { view, at, end } = place
    const { items, closes } = this.plan
    for (let index = slot === undefined ? 0 : slot.item + 1; index < items.length; index++) {
      const item = items[index] as XmlItem
      if (item.start.standsAt(at, view, end)) {
        const next = item.slots[0] as XmlSlot
        const after = at + item.start.length
        return item.part ? this.attribute(next, { ...place, at: after }) : this.done(next.index, place, after)
      }
      if (item.min > 0) return undefined
    }
    return closes.standsAt(at, view, end) ? this.done(CASE_ENDS, place, at + closes.length) : undefined
  }

  private attribute(slot: XmlSlot, place: Place): Gap | undefined {
    const { view, at, end } = place
    const name = this.space(place, at)
    if (name === at || !slot.opens.standsAt(name, view, end)) return undefined
    return this.done(slot.index, place, name + slot.opens.length)
  }

  private done(to: number, { bytes, from }: Place, at: number): Gap {
    return { literal: new Literal(bytes.subarray(from, at)), to, newlines: this.newlines, tagAt: 0, tagNewlines: 0 }
  }

  /** The first place after white space; a CR counts as white space only before an LF. */
  private space({ bytes, end }: Place, from: number): number {
    let at = from
    for (; at < end; at++) {
      const byte = bytes[at]
      if (byte === 10) this.newlines++
      else if (byte !== 32 && byte !== 9 && !(byte === 13 && bytes[at + 1] === 10)) break
    }
    return at
  }
}
