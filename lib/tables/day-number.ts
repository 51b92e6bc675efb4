import { formatDay } from '#lib/calendar.ts'

/** Day 0 of spreadsheets in days from 1970-01-01. Their day 60 is 1900-02-29, which did not exist. */
const DAY_ZERO = -25_569
const DAY_ZERO_1904 = -24_107
/** The day after 9999-12-31, in both bases. */
const END = 2_958_466
const END_1904 = 2_957_004
const LEAP_DAY = 60
const DAY_SECONDS = 86_400
/** Seconds: a number so near to the next day is that day, as Excel shows it (46340.9999999999 is what is left of a sum). */
const DUST = 1e-4

/** The date of a spreadsheet's day number, `YYYY-MM-DD`, with `Thh:mm:ss` where it has a time; undefined for a number that is no day. */
export function dayNumberText(serial: number, from1904: boolean): string | undefined {
  let day = Math.floor(serial)
  let seconds = (serial - day) * DAY_SECONDS
  if (DAY_SECONDS - seconds < DUST) {
    day++
    seconds = 0
  }
  if (from1904 ? !(day >= 0 && day < END_1904) : !(day >= 1 && day < END) || day === LEAP_DAY) return undefined
  const zero = from1904 ? DAY_ZERO_1904 : DAY_ZERO + (day < LEAP_DAY ? 1 : 0)
  const date = formatDay(day + zero)
  const whole = Math.floor(seconds + DUST)
  return whole === 0 ? date : `${date}T${pair(whole / 3600)}:${pair((whole / 60) % 60)}:${pair(whole % 60)}`
}

function pair(number: number): string {
  return String(Math.floor(number)).padStart(2, '0')
}
