import { type Day, dayOf, isDate } from '#lib/calendar.ts'

/** Not a date, or outside the years of the table. */
export const NO_DAY = -0x80000000
const FIRST_YEAR = 1800
const YEARS = 256

let table: Int32Array | undefined

/** The day of a date, cached: files use the same few thousand dates. */
export function dayInTable(year: number, month: number, day: number): Day {
  table ??= new Int32Array(YEARS << 9)
  const index = ((year - FIRST_YEAR) << 9) | (month << 5) | day
  if (year < FIRST_YEAR || year >= FIRST_YEAR + YEARS || month < 1 || month > 12 || day < 1 || day > 31) return NO_DAY
  const known = table[index] as number
  // 0: not worked out yet. A million is added so that 1970-01-01, day 0, differs from it.
  if (known !== 0) return known === NO_DAY ? NO_DAY : known - 1_000_000
  const worked = isDate(year, month, day) ? dayOf(year, month, day) : NO_DAY
  table[index] = worked === NO_DAY ? NO_DAY : worked + 1_000_000
  return worked
}
