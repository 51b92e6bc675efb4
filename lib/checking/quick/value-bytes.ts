import type { Day } from '#lib/calendar.ts'
import type { FieldType } from '#lib/services/description.ts'
import { viewOf } from './bytes.ts'
import { dayInTable, NO_DAY } from './day-table.ts'

const LESS_THAN = 60
/** Not a value that is read here: left to the general reader. */
export const NOT_PLAIN = -1

/** `YYYY-MM-DD`, or NO_DAY. Ten bytes must be there. */
export function dayAt(view: DataView, at: number): Day {
  const middle = view.getInt32(at + 4, true)
  // -MM-
  if ((middle & 0xff0000ff) !== 0x2d00002d) return NO_DAY
  return dayFrom(view.getInt32(at, true), ((middle >>> 8) & 0xffff) | (view.getUint16(at + 8, true) << 16))
}

/** `YYYYMMDD`, or NO_DAY. Eight bytes must be there. */
export function shortDayAt(view: DataView, at: number): Day {
  return dayFrom(view.getInt32(at, true), view.getInt32(at + 4, true))
}

function dayFrom(year: number, monthAndDay: number): Day {
  const years = pairsOf(year)
  const days = pairsOf(monthAndDay)
  if (years === NOT_PLAIN || days === NOT_PLAIN) return NO_DAY
  return dayInTable((years & 0xffff) * 100 + (years >>> 16), days & 0xffff, days >>> 16)
}

/** The first and the last day that the type allows. */
export function rangeOf(type: Extract<FieldType, { kind: 'date' }>, today: Day): { earliest: Day; latest: Day } {
  const earliest = type.earliest && dayAt(viewOf(new TextEncoder().encode(type.earliest.day)), 0)
  return { earliest: earliest ?? Number.NEGATIVE_INFINITY, latest: type.future ? today : Number.POSITIVE_INFINITY }
}

/** Four ASCII digits (first in the lowest byte) as two two-digit numbers, the first in the low half; NOT_PLAIN when one is no digit. */
function pairsOf(word: number): number {
  const digits = word ^ 0x30303030
  // Adding 118 sets the highest bit of a byte that is more than 9.
  if (((digits | (digits + 0x76767676)) & 0x80808080) !== 0) return NOT_PLAIN
  return Math.imul(digits & 0x000f000f, 10) + ((digits >>> 8) & 0x000f000f)
}

const FIRST_YEAR = 1841

/**
 * A valid personnummer or samordningsnummer of twelve digits, born by `today`, as packedPerson makes it (signed). NOT_PLAIN
 * for anything else, and for births before 1841 or with an unknown day. Twelve bytes must be there.
 */
export function personAt(view: DataView, at: number, today: Day): number {
  const years = pairsOf(view.getInt32(at, true))
  const days = pairsOf(view.getInt32(at + 4, true))
  const lasts = pairsOf(view.getInt32(at + 8, true))
  if (years === NOT_PLAIN || days === NOT_PLAIN || lasts === NOT_PLAIN) return NOT_PLAIN
  const century = years & 0xffff
  const year = years >>> 16
  const month = days & 0xffff
  const written = days >>> 16
  const eighth = lasts & 0xffff
  const last = lasts >>> 16
  const full = century * 100 + year
  const born = dayInTable(full, month, written > 60 ? written - 60 : written)
  if (written === 60 || born === NO_DAY || born > today || full < FIRST_YEAR) return NOT_PLAIN
  const sum = weighed(year) + weighed(month) + weighed(written) + weighed(eighth) + weighed(last)
  if (sum % 10 !== 0) return NOT_PLAIN
  const high = Math.imul(century - 18, 1_000_000_000) + Math.imul(year, 10_000_000)
  return (high + month * 100_000 + written * 1000 + eighth * 10 + Math.floor(last / 10)) | 0
}

/** Luhn's sum of two digits, the first of them doubled. */
const WEIGHED = Uint8Array.from({ length: 100 }, (_, pair) => {
  const double = Math.floor(pair / 10) * 2
  return (double > 9 ? double - 9 : double) + (pair % 10)
})

function weighed(pair: number): number {
  return WEIGHED[pair] as number
}

/** 0: not plain; 1: a character; 2: a space; 3: first of two bytes of a letter of Latin 1 or Latin Extended (UTF-8). */
const SIGNS = Uint8Array.from({ length: 256 }, (_, byte) => {
  if (byte === 32) return 2
  if (byte === 0x26 || byte === LESS_THAN || byte === 0x5d) return 0
  if (byte > 32 && byte < 0x7f) return 1
  return byte >= 0xc3 && byte <= 0xc9 ? 3 : 0
})

/** Finds the end of texts of at most `max` characters. */
export class TextEnd {
  private readonly max: number
  private readonly utf8: boolean

  constructor(max: number, utf8: boolean) {
    this.max = max
    this.utf8 = utf8
  }

  /** The `<` after a text that is neither blank nor too long; NOT_PLAIN otherwise. */
  after(bytes: Uint8Array, from: number, end: number): number {
    let at = from
    let second = 0
    let signs = 0
    for (;;) {
      if (at >= end) return NOT_PLAIN
      const kind = SIGNS[bytes[at] as number] as number
      if (kind === 1) signs++
      else if (kind === 3) {
        if (!this.utf8 || ((bytes[at + 1] as number) & 0xc0) !== 0x80) return NOT_PLAIN
        at++
        second++
        signs++
      } else if (kind === 0) break
      at++
    }
    return bytes[at] === LESS_THAN && signs > 0 && at - from - second <= this.max ? at : NOT_PLAIN
  }
}
