import type { Day } from '../calendar.ts'
import { dayInTable, NO_DAY } from './day-table.ts'

const LESS_THAN = 60
/** Not a number that this file writes: for the general reader. */
export const NOT_PLAIN = -1

/** `YYYY-MM-DD`, or NO_DAY. */
export function dayAt(bytes: Uint8Array, at: number): Day {
  if (bytes[at + 4] !== 45 || bytes[at + 7] !== 45) return NO_DAY
  const year = two(bytes, at) * 100 + two(bytes, at + 2)
  const month = two(bytes, at + 5)
  const day = two(bytes, at + 8)
  // Anything but digits gives a negative number or one too large for a year, a month or a day.
  return dayInTable(year, month, day)
}

/** Two digits; far out of range when they are not. */
function two(bytes: Uint8Array, at: number): number {
  const ten = (bytes[at] as number) - 48
  const one = (bytes[at + 1] as number) - 48
  return ten >= 0 && ten <= 9 && one >= 0 && one <= 9 ? ten * 10 + one : -100_000
}

const FIRST_YEAR = 1841

/**
 * A personnummer or samordningsnummer of twelve digits that is right, born by `today`: century and the nine digits
 * before the check digit, packed. NOT_PLAIN for anything else, also for the oldest and those with an unknown day.
 */
export function personAt(bytes: Uint8Array, at: number, today: Day): number {
  const century = two(bytes, at)
  const year = two(bytes, at + 2)
  const month = two(bytes, at + 4)
  const written = two(bytes, at + 6)
  const eighth = two(bytes, at + 8)
  const last = two(bytes, at + 10)
  if (written === 60 || eighth < 0 || last < 0 || century < 18 || year < 0) return NOT_PLAIN
  const full = century * 100 + year
  const born = dayInTable(full, month, written > 60 ? written - 60 : written)
  if (born === NO_DAY || born > today || full < FIRST_YEAR) return NOT_PLAIN
  const sum = weighed(year) + weighed(month) + weighed(written) + weighed(eighth) + weighed(last)
  if (sum % 10 !== 0) return NOT_PLAIN
  const check = last % 10
  return (century - 18) * 1_000_000_000 + year * 10_000_000 + month * 100_000 + written * 1000 + eighth * 10 + (last - check) / 10
}

/** Luhn's sum of two digits, the first of which counts double. */
const WEIGHED = Uint8Array.from({ length: 100 }, (_, pair) => {
  const double = Math.floor(pair / 10) * 2
  return (double > 9 ? double - 9 : double) + (pair % 10)
})

function weighed(pair: number): number {
  return WEIGHED[pair] as number
}

/** 0: not plain; 1: a sign; 2: a space; 3: begins two bytes that are a letter of Latin 1 or Latin Extended. */
const SIGNS = Uint8Array.from({ length: 256 }, (_, byte) => {
  if (byte === 32) return 2
  if (byte === 0x26 || byte === LESS_THAN || byte === 0x5d) return 0
  if (byte > 32 && byte < 0x7f) return 1
  return byte >= 0xc3 && byte <= 0xc9 ? 3 : 0
})

/** Where a text ends at a `<`, when it is honest, not empty and no longer than `max` characters; NOT_PLAIN otherwise. */
export function textEnd(
  bytes: Uint8Array,
  from: number,
  { end, max, utf8 }: { end: number; max: number; utf8: boolean },
): number {
  let at = from
  let second = 0
  let signs = 0
  for (;;) {
    if (at >= end) return NOT_PLAIN
    const kind = SIGNS[bytes[at] as number] as number
    if (kind === 1) signs++
    else if (kind === 3) {
      if (!utf8 || ((bytes[at + 1] as number) & 0xc0) !== 0x80) return NOT_PLAIN
      at++
      second++
      signs++
    } else if (kind === 0) break
    at++
  }
  return bytes[at] === LESS_THAN && signs > 0 && at - from - second <= max ? at : NOT_PLAIN
}
