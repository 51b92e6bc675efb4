import { joinBytes } from '../../utf8.ts'

export type LineEnd = 'lf' | 'crlf' | 'none'
/** `bytes`: the start of the line, at most `keep`; `length`: the whole line without its line end. */
export type Line = { number: number; byte: number; bytes: Uint8Array; length: number; end: LineEnd }

/** Cuts blocks into lines at LF and CRLF. At most `keep` bytes of a line are kept in memory. */
export class Lines {
  private readonly keep: number
  private readonly each: (line: Line) => void
  private rest: Uint8Array = new Uint8Array(0)
  private restLength = 0
  private endsWithCr = false
  private number = 1
  /** Where the current line begins. */
  private byte: number

  constructor(keep: number, byte: number, each: (line: Line) => void) {
    this.keep = keep
    this.byte = byte
    this.each = each
  }

  read(block: Uint8Array, final: boolean): void {
    let from = 0
    for (;;) {
      const at = block.indexOf(10, from)
      if (at < 0) break
      this.add(block.subarray(from, at))
      this.finish(this.endsWithCr ? 'crlf' : 'lf')
      from = at + 1
    }
    this.add(block.subarray(from))
    // A copy: the caller reuses the block.
    this.rest = this.rest.slice()
    if (final && this.restLength > 0) this.finish('none')
  }

  /** Where the next line begins; undefined inside one. */
  get place(): { line: number; byte: number } | undefined {
    return this.restLength === 0 ? { line: this.number, byte: this.byte } : undefined
  }

  /** Counts lines that the quick path has read. */
  passOver(lines: number, bytes: number): void {
    this.number += lines
    this.byte += bytes
  }

  private add(bytes: Uint8Array): void {
    if (bytes.length === 0) return
    const room = this.keep + 1 - this.rest.length
    if (room > 0) this.rest = this.rest.length === 0 ? bytes.subarray(0, room) : joinBytes(this.rest, bytes.subarray(0, room))
    this.restLength += bytes.length
    this.endsWithCr = bytes[bytes.length - 1] === 13
  }

  private finish(end: LineEnd): void {
    const length = this.restLength - (end === 'crlf' ? 1 : 0)
    this.each({ number: this.number, byte: this.byte, bytes: this.rest.subarray(0, Math.min(length, this.keep)), length, end })
    this.number++
    this.byte += this.restLength + (end === 'none' ? 0 : 1)
    this.rest = new Uint8Array(0)
    this.restLength = 0
    this.endsWithCr = false
  }
}
