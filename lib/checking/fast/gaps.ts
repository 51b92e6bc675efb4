import { stands } from './bytes.ts'
import type { Item, Plan, Slot } from './plan.ts'

/** What stands between two values: tags and white space. `to`: the slot that follows, or CASE_ENDS. */
export type Gap = { bytes: Uint8Array; to: number; newlines: number; tagAt: number; tagNewlines: number }

export const CASE_ENDS = -1
/** Honest white space is shorter; what is longer is for the general reader. */
const LONGEST = 1024
/** How many gaps are remembered after each value, and how many are learnt in all. */
const REMEMBERED = 4
const MOST_LEARNT = 1000

/** Reads what stands between the values of a case; a gap that has been read once is known again by its bytes. */
export class Gaps {
  private readonly plan: Plan
  private readonly known: Gap[][]
  private learnt = 0
  private newlines = 0

  constructor(plan: Plan) {
    this.plan = plan
    this.known = Array.from({ length: plan.slots.length + 1 }, () => [])
  }

  /** The gap at `at` after the value of `slot` (`slots.length`: before the first); undefined when it is out of the ordinary. */
  after(slot: number, bytes: Uint8Array, at: number, end: number): Gap | undefined {
    const known = this.known[slot] as Gap[]
    for (let i = 0; i < known.length; i++) {
      const gap = known[i] as Gap
      if (stands(gap.bytes, bytes, at, end)) return gap
    }
    const gap = this.read(slot, bytes, at, Math.min(end, at + LONGEST))
    if (!gap || this.learnt === MOST_LEARNT) return gap
    this.learnt++
    gap.bytes = gap.bytes.slice()
    known[known.length < REMEMBERED ? known.length : this.learnt % REMEMBERED] = gap
    return gap
  }

  private read(after: number, bytes: Uint8Array, from: number, end: number): Gap | undefined {
    this.newlines = 0
    const { plan } = this
    const gap: Gap = { bytes, to: CASE_ENDS, newlines: 0, tagAt: 0, tagNewlines: 0 }
    const slot = plan.slots[after]
    let at = from
    if (!slot) {
      const tag = this.space(bytes, at, end)
      if (!stands(plan.opens, bytes, tag, end)) return undefined
      gap.tagAt = tag - from
      gap.tagNewlines = this.newlines
      at = tag + plan.opens.length
    } else {
      if (!stands(slot.closes, bytes, at, end)) return undefined
      at += slot.closes.length
      if (slot.part !== undefined) {
        if (!slot.isLast) return this.attribute(gap, plan.slots[after + 1] as Slot, { bytes, from, at, end })
        at = this.space(bytes, at, end)
        if (bytes[at] !== 47 || bytes[at + 1] !== 62 || at + 2 > end) return undefined
        at += 2
      }
    }
    return this.element(gap, slot, { bytes, from, at: this.space(bytes, at, end), end })
  }

  /** The next element of the case that may stand after `slot`, or the case's end. */
  private element(gap: Gap, slot: Slot | undefined, place: Place): Gap | undefined {
    const { bytes, at, end } = place
    const { items, closes } = this.plan
    const first = slot === undefined ? 0 : slot.part === undefined ? slot.item + 1 : slot.item
    for (let index = first; index < items.length; index++) {
      const item = items[index] as Item
      if (stands(item.start, bytes, at, end)) {
        const next = item.slots[0] as Slot
        const after = at + item.start.length
        if (item.part) return this.attribute(gap, next, { ...place, at: after })
        return this.done(gap, next.index, place, after)
      }
      // A period that has just ended has been there at least once.
      if (item.min > (index === slot?.item ? 1 : 0)) return undefined
    }
    return stands(closes, bytes, at, end) ? this.done(gap, CASE_ENDS, place, at + closes.length) : undefined
  }

  private attribute(gap: Gap, slot: Slot, place: Place): Gap | undefined {
    const { bytes, at, end } = place
    const name = this.space(bytes, at, end)
    if (name === at || !stands(slot.opens, bytes, name, end)) return undefined
    return this.done(gap, slot.index, place, name + slot.opens.length)
  }

  private done(gap: Gap, to: number, { bytes, from }: Place, at: number): Gap {
    gap.to = to
    gap.newlines = this.newlines
    gap.bytes = bytes.subarray(from, at)
    return gap
  }

  /** Past white space, in which a CR stands only before an LF. */
  private space(bytes: Uint8Array, from: number, end: number): number {
    let at = from
    for (; at < end; at++) {
      const byte = bytes[at]
      if (byte === 10) this.newlines++
      else if (byte !== 32 && byte !== 9 && !(byte === 13 && bytes[at + 1] === 10)) break
    }
    return at
  }
}

type Place = { bytes: Uint8Array; from: number; at: number; end: number }
