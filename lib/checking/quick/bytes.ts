import type { TextSpan } from '../seen-keys.ts'

/** A byte string to search for, compared four bytes at a time. */
export class Literal {
  readonly bytes: Uint8Array
  readonly length: number
  /** The bytes in words of four, and the last four, which may overlap a word; empty and 0 for fewer than four bytes. */
  private readonly words: Int32Array
  private readonly last: number

  constructor(of: string | Uint8Array) {
    this.bytes = typeof of === 'string' ? Uint8Array.from(of, (sign) => sign.charCodeAt(0)) : of.slice()
    this.length = this.bytes.length
    const view = new DataView(this.bytes.buffer)
    this.words = Int32Array.from({ length: this.length >> 2 }, (_, word) => view.getInt32(4 * word, true))
    this.last = this.length < 4 ? 0 : view.getInt32(this.length - 4, true)
  }

  /** Whether it stands at `at` and ends by `end`. */
  standsAt(at: number, view: DataView, end: number): boolean {
    const { length, words } = this
    if (at + length > end) return false
    if (length < 4) return this.bytes.every((byte, i) => view.getUint8(at + i) === byte)
    // The end first: it differs more often.
    if (view.getInt32(at + length - 4, true) !== this.last) return false
    for (let word = 0; word < words.length; word++) if (view.getInt32(at + 4 * word, true) !== words[word]) return false
    return true
  }

  /** Where it stands next in the bytes, or −1. */
  indexIn(bytes: Uint8Array, from: number): number {
    const view = viewOf(bytes)
    const first = this.bytes[0] as number
    for (let at = bytes.indexOf(first, from); at >= 0; at = bytes.indexOf(first, at + 1)) {
      if (this.standsAt(at, view, bytes.length)) return at
    }
    return -1
  }
}

export function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
}

/** Two ASCII characters as DataView's getUint16 reads them. */
export function codeOf(two: string): number {
  return (two.charCodeAt(0) << 8) | two.charCodeAt(1)
}

const utf8 = new TextDecoder('utf-8')
/** Bytes: longer texts are decoded, which is then faster. */
const SHORT = 40

/** The text as a string that shares no memory with others. The bytes are well-formed UTF-8. */
export function stringOf({ bytes, from, to }: TextSpan): string {
  let text = ''
  if (to - from > SHORT) return utf8.decode(bytes.subarray(from, to))
  for (let at = from; at < to; at++) {
    const byte = bytes[at] as number
    if (byte > 127) return utf8.decode(bytes.subarray(from, to))
    text += String.fromCharCode(byte)
  }
  return text
}
