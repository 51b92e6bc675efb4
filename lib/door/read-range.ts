// Which part of a file is asked for (RFC 9110, 14): so that a fetch that broke off can go on.
import type { IncomingHttpHeaders } from 'node:http'

type Whole = { bytes: number; etag: string; modified: Date }
/** `to` is the last byte, included; an empty file has none. */
export type RequestedRange = { kind: 'whole' } | { kind: 'part'; from: number; to: number } | { kind: 'unsatisfiable' }

/** One range is honoured; several, or what cannot be read, get the whole, as the RFC lets us. So does a range of another file (If-Range). */
export function readRange(headers: IncomingHttpHeaders, whole: Whole): RequestedRange {
  const range = headers.range
  if (range === undefined || !isOf(headers['if-range'], whole)) return { kind: 'whole' }
  const match = /^\s*bytes\s*=\s*(\d{0,15})\s*-\s*(\d{0,15})\s*$/i.exec(range)
  if (!match) return { kind: 'whole' }
  const [, first = '', last = ''] = match
  if (first === '' && last === '') return { kind: 'whole' }
  const end = whole.bytes - 1
  if (first === '') return part(Math.max(0, whole.bytes - Number(last)), Number(last) === 0 ? -1 : end, end)
  if (last !== '' && Number(last) < Number(first)) return { kind: 'whole' }
  return part(Number(first), last === '' ? end : Math.min(Number(last), end), end)
}

function part(from: number, to: number, end: number): RequestedRange {
  return from > end || to < from ? { kind: 'unsatisfiable' } : { kind: 'part', from, to }
}

/** RFC 9110, 13.1.5: the same file for certain, by its strong tag or by its exact time. */
function isOf(ifRange: string | string[] | undefined, { etag, modified }: Whole): boolean {
  if (ifRange === undefined) return true
  return ifRange === etag || ifRange === modified.toUTCString()
}
