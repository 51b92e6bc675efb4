import type { Params } from '../../../findings.ts'
import type { Spot } from '../../../mark.ts'
import { hexOf, redact } from '../../../redact.ts'
import { isEscapedByte } from './plain-text.ts'

/** Å, ä, ö and the letters beside them in ISO-8859-1. */
const LETTERS = 0xc0

/** Bytes that are no UTF-8, in a file that says it is: all of them are one fault (F03), told where the first stands. */
export class BadBytes {
  /** The decoder has met one. */
  isNeeded = false
  /** Bytes of a character that the end of the file cuts off. */
  tail = 0
  private first: { spot: Spot; byte: number; position: number } | undefined
  /** The text around one, told when it is the first. */
  private seen: { position: number; found: string } | undefined
  private letters = 0
  private others = 0
  /** Characters outside ASCII, from the first bad byte on, that are UTF-8. */
  private good = 0

  /** Text that has been read, as the decoder gives it. */
  count(text: string, position: number, spotAt: (position: number) => Spot): void {
    for (const { 0: sign, index } of text.matchAll(/[^\0-\x7f]/gu)) {
      const unit = sign.charCodeAt(0)
      if (!isEscapedByte(unit)) {
        this.good++
        continue
      }
      const byte = unit - 0xdc00
      if (!this.first) {
        this.first = { spot: spotAt(position + index), byte, position: position + index }
        this.good = 0
      }
      if (byte >= LETTERS) this.letters++
      else this.others++
    }
  }

  /** A whole text or value in which a sign was odd. */
  see(raw: string, position: number): void {
    const index = this.seen ? -1 : raw.search(/(?<![\ud800-\udbff])[\udc80-\udcff]/)
    if (index < 0) return
    const before = /[^\r\n]*$/.exec(raw.slice(0, index))?.[0] ?? ''
    const after = /^[^\r\n]*/.exec(raw.slice(index))?.[0] ?? ''
    const signs = [...`${before.slice(-20)}${after}`].map((sign) => (isEscapedByte(sign.charCodeAt(0)) ? '?' : sign))
    this.seen = { position: position + index, found: redact(signs.join('').trim()) }
  }

  /** `isCut`: the file ends in the middle, which is told by itself. */
  fault(isCut: boolean): { spot: Spot; params: Params } | undefined {
    const { first, seen, letters, others, good } = this
    const count = letters + others
    if (!first || (isCut && count === this.tail)) return undefined
    const { spot, byte, position } = first
    const where: Params = seen?.position === position ? { of: 'text', found: seen.found, line: spot.line } : {}
    if (good > 0) return { spot, params: { case: 'mixed', byte: hexOf(byte), count, ...where } }
    if (letters === 0) return { spot, params: { case: 'notUtf8', byte: hexOf(byte) } }
    return { spot, params: { case: 'otherEncoding', count, ...where } }
  }
}
