// Range requests (RFC 9110, 14), so that an interrupted fetch can be resumed.
import type { IncomingHttpHeaders } from 'node:http'

type Representation = { bytes: number; etag: string; modified: Date }
/** `to` is the last byte, inclusive. */
export type RequestedRange = { kind: 'whole' } | { kind: 'part'; from: number; to: number } | { kind: 'unsatisfiable' }

/** One range is honoured. Several ranges, a malformed one, or If-Range of another version give the whole file, as the RFC allows. */
export function readRange(headers: IncomingHttpHeaders, whole: Representation): RequestedRange {
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

/** RFC 9110, 13.1.5: If-Range matches by strong tag or by exact date. */
function isOf(ifRange: string | string[] | undefined, { etag, modified }: Representation): boolean {
  if (ifRange === undefined) return true
  return ifRange === etag || ifRange === modified.toUTCString()
}
