import { type Day, dayOf, formatDay, instantOf, isDate, monthLength } from '#lib/calendar.ts'
import type { FieldType } from '#lib/services/description.ts'
import type { Params } from '../findings.ts'
import { lookalikeIn } from './lookalike.ts'
import type { Reading, Value } from './value.ts'

export function readDate(text: string, type: Extract<FieldType, { kind: 'date' }>, reading: Reading): Value | undefined {
  if (isMissing(text, reading)) return undefined
  const day = parseDay(text, reading.written)
  if (typeof day === 'string') {
    const sign = day === 'form' ? lookalikeIn(text) : undefined
    const params = day === 'date' ? { case: day, ...whyNoDate(text, reading.written) } : { case: day }
    reading.found('D02', sign === undefined ? params : { case: 'lookalike', sign })
    return undefined
  }
  if (type.future && day > reading.today) {
    reading.found(type.future, { case: 'future', date: formatDay(day) })
    return undefined
  }
  if (type.earliest && day < knownDay(type.earliest.day)) {
    reading.found(type.earliest.code, { date: formatDay(day), earliest: type.earliest.day })
    return undefined
  }
  return { text, day }
}

/** Why there is no such date: the month has fewer days, or there is no such month. */
function whyNoDate(text: string, written: Reading['written']): Params {
  const [year, month] = [digitsAt(text, 0, 4), digitsAt(text, written === 'xml' ? 5 : 4, 2)]
  if (month < 1 || month > 12) return { why: 'month', month }
  if (year === 0 || digitsAt(text, written === 'xml' ? 8 : 6, 2) === 0) return {}
  return { why: 'days', month, days: monthLength(year, month), ...(month === 2 && { year }) }
}

/** `YYYYMM`; its day is the first of the month. */
export function readMonth(text: string, type: Extract<FieldType, { kind: 'month' }>, reading: Reading): Value | undefined {
  if (isMissing(text, reading)) return undefined
  const year = digitsAt(text, 0, 4)
  const month = digitsAt(text, 4, 2)
  if (text.length !== 6 || !isDate(year, month, 1)) {
    const sign = lookalikeIn(text)
    const fault = text.length === 6 && year >= 0 && month >= 0 ? 'month' : 'monthForm'
    reading.found('D02', sign === undefined ? { case: fault } : { case: 'monthSign', sign })
    return undefined
  }
  const day = dayOf(year, month, 1)
  if (day <= reading.today) return { text, day }
  reading.found(type.future, { case: 'future', date: formatDay(day).slice(0, 7) })
  return undefined
}

/** F14: when the file was made, in Swedish time. */
export function readClock(text: string, type: Extract<FieldType, { kind: 'clock' }>, reading: Reading): Value | undefined {
  if (text.trim() === '') {
    reading.found(type.code, { case: 'missing' })
    return undefined
  }
  const clock = parseClock(text, reading.written)
  if (clock === undefined) {
    reading.found(type.code, { case: 'form' })
    return undefined
  }
  if (instantOf(clock) <= reading.now.getTime() + type.graceMinutes * 60_000) return { text }
  reading.found(type.code, { case: 'future', found: new Date(clock).toISOString().slice(0, 19) })
  return undefined
}

/** A day of the description, `YYYY-MM-DD`. */
function knownDay(text: string): Day {
  return dayOf(digitsAt(text, 0, 4), digitsAt(text, 5, 2), digitsAt(text, 8, 2))
}

function isMissing(text: string, reading: Reading): boolean {
  if (text.trim() !== '') return false
  reading.found('D01', {})
  return true
}

function parseDay(text: string, written: Reading['written']): Day | 'form' | 'date' {
  const hyphens = written === 'xml'
  if (text.length !== (hyphens ? 10 : 8)) return 'form'
  if (hyphens && (text[4] !== '-' || text[7] !== '-')) return 'form'
  const year = digitsAt(text, 0, 4)
  const month = digitsAt(text, hyphens ? 5 : 4, 2)
  const day = digitsAt(text, hyphens ? 8 : 6, 2)
  if (year < 0 || month < 0 || day < 0) return 'form'
  return year > 0 && isDate(year, month, day) ? dayOf(year, month, day) : 'date'
}

/** Milliseconds as if the clock were UTC's. */
function parseClock(text: string, written: Reading['written']): number | undefined {
  const separated = written === 'xml'
  if (text.length !== (separated ? 19 : 14)) return undefined
  if (separated && (text[10] !== 'T' || text[13] !== ':' || text[16] !== ':')) return undefined
  const day = parseDay(text.slice(0, separated ? 10 : 8), written)
  const at = separated ? [11, 14, 17] : [8, 10, 12]
  const [hour, minute, second] = at.map((from) => digitsAt(text, from, 2)) as [number, number, number]
  if (typeof day === 'string' || hour < 0 || hour > 23 || minute < 0 || minute > 59 || second < 0 || second > 59) return undefined
  return ((day * 24 + hour) * 60 + minute) * 60_000 + second * 1000
}

/** The number in `length` digits at `from`, or −1. */
function digitsAt(text: string, from: number, length: number): number {
  let value = 0
  for (let i = from; i < from + length; i++) {
    const digit = text.charCodeAt(i) - 48
    if (!(digit >= 0 && digit <= 9)) return -1
    value = value * 10 + digit
  }
  return value
}
