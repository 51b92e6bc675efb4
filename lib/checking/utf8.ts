/** Bytes from the start that are whole, well-formed UTF-8 sequences (Unicode, table 3-7). */
export function utf8Prefix(bytes: Uint8Array): number {
  let at = 0
  while (at < bytes.length) {
    const length = sequenceLength(bytes, at)
    if (length < 1) return at
    at += length
  }
  return at
}

/** Bytes at the end that begin a sequence which the next block may complete. */
export function unfinishedTail(bytes: Uint8Array): number {
  for (let back = 1; back <= 3 && back <= bytes.length; back++) {
    const at = bytes.length - back
    if (((bytes[at] as number) & 0xc0) === 0x80) continue
    return sequenceLength(bytes, at) === 0 ? back : 0
  }
  return 0
}

/** Length of the sequence at `at`; 0 when the bytes end inside one that may be right so far; −1 when it cannot be right. */
export function sequenceLength(bytes: Uint8Array, at: number): number {
  const lead = bytes[at] as number
  if (lead < 0x80) return 1
  if (lead < 0xc2 || lead > 0xf4) return -1
  const length = lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4
  for (let i = 1; i < length; i++) {
    const byte = bytes[at + i]
    if (byte === undefined) return 0
    const low = i > 1 ? 0x80 : lead === 0xe0 ? 0xa0 : lead === 0xf0 ? 0x90 : 0x80
    const high = i > 1 ? 0xbf : lead === 0xed ? 0x9f : lead === 0xf4 ? 0x8f : 0xbf
    if (byte < low || byte > high) return -1
  }
  return length
}

/**
 * Finds a file that is declared as ISO-8859-1 and is UTF-8 (F03): all bytes outside ASCII make up UTF-8 sequences, and there
 * are two or more.
 */
export class DisguisedUtf8 {
  /** First byte of the first sequence. */
  firstAt = -1
  private sequences = 0
  private honest = false
  private tail = new Uint8Array(0)
  private tailAt = 0

  see(bytes: Uint8Array, byte: number, final: boolean): void {
    if (this.honest) return
    const joined = this.tail.length > 0 ? joinBytes(this.tail, bytes) : bytes
    const start = this.tail.length > 0 ? this.tailAt : byte
    let at = 0
    while (at < joined.length) {
      if ((joined[at] as number) < 0x80) {
        at++
        continue
      }
      const length = sequenceLength(joined, at)
      if (length < 0 || (length === 0 && final)) {
        this.honest = true
        return
      }
      if (length === 0) break
      if (this.firstAt < 0) this.firstAt = start + at
      this.sequences++
      at += length
    }
    this.tail = joined.slice(at)
    this.tailAt = start + at
  }

  get isUtf8(): boolean {
    return !this.honest && this.sequences >= 2
  }
}

export function joinBytes(a: Uint8Array, b: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(a.length + b.length)
  bytes.set(a)
  bytes.set(b, a.length)
  return bytes
}
