import type { Encoding } from '#lib/services/description.ts'
import type { Mark, Spot } from '../../mark.ts'

type Block = Spot & { text: string; position: number; reached: Spot & { index: number } }

/** Characters of text kept for locating, however long a token is. */
const MOST_KEPT = 1 << 21
/** Characters; a longer end tag is not repeated in findings. */
const LONGEST_TAG = 200

/**
 * Turns positions in the decoded text into lines, columns and bytes when asked. Keeps the last two blocks and those with an
 * unfinished token; live marks of a block are worked out before it is dropped. Bytes between two blocks may have been read by
 * the quick path, without being decoded.
 */
export class Locator {
  /** Marks of parts that are still open; closing a part cuts the list. */
  live: TextMark[] = []
  private pinned: TextMark | undefined
  private readonly encoding: Encoding
  private readonly blocks: Block[] = []
  private kept = 0

  constructor(encoding: Encoding) {
    this.encoding = encoding
  }

  /** `token`: the position from which text is still wanted. */
  advance(text: string, start: Spot & { position: number }, token: number): void {
    const { blocks } = this
    while (blocks.length > 1 && ((blocks[1] as Block).position <= token || this.kept > MOST_KEPT)) this.drop()
    const { line, column, byte, position } = start
    blocks.push({ text, position, line, column, byte, reached: { index: 0, line, column, byte } })
    this.kept += text.length
  }

  private drop(): void {
    const going = (this.blocks[1] as Block).position
    for (const mark of this.live) if (mark.position < going) mark.spot()
    if (this.pinned && this.pinned.position < going) this.pinned.spot()
    this.kept -= this.blocks.shift()?.text.length ?? 0
  }

  /** A mark that may be read later. */
  mark(position: number, line: number): Mark {
    const mark = new TextMark(this, position, line)
    this.live.push(mark)
    return mark
  }

  /** Keeps the place where a token began that may last for many blocks. */
  pin(position: number): void {
    if (this.pinned?.position !== position) this.pinned = new TextMark(this, position, 0)
  }

  /** A mark that is read at once or not at all. */
  passingMark(position: number): Mark {
    return this.pinned?.position === position ? this.pinned : new TextMark(this, position, 0)
  }

  spotAt(position: number): Spot {
    const block = this.blockOf(position)
    if (!block) return { line: 1, column: 1, byte: 0 }
    const index = Math.max(0, Math.min(position - block.position, block.text.length))
    if (index < block.reached.index) block.reached = { index: 0, line: block.line, column: block.column, byte: block.byte }
    walk(block, index, this.encoding)
    const { line, column, byte } = block.reached
    return { line, column, byte }
  }

  /** The UTF-16 unit at a position in the blocks that are kept; NaN elsewhere. */
  unitAt(position: number): number {
    const block = this.blockOf(position)
    return block ? block.text.charCodeAt(position - block.position) : Number.NaN
  }

  /**
   * Start of the tag whose name has just been read, at the parser's position `read`; the parser has then also read the character
   * after the name (two for CRLF). `newlines`: line ends among those.
   */
  startOfName(name: string, read: number): { position: number; newlines: number } {
    const last = this.unitAt(read - 1)
    const after = last === 10 && this.unitAt(read - 2) === 13 ? 2 : 1
    return { position: read - after - name.length - 1, newlines: last === 10 || last === 13 ? 1 : 0 }
  }

  /** Start of the tag that ends at `end`; undefined when it is longer than LONGEST_TAG. */
  tagStart(end: number): number | undefined {
    for (let at = end; at > end - LONGEST_TAG; at--) if (this.unitAt(at) === 60) return at
    return undefined
  }

  /** The text between two positions in the blocks that are kept. */
  text(from: number, to: number): string {
    let text = ''
    for (let at = from; at < to; at++) text += String.fromCharCode(this.unitAt(at))
    return text
  }

  /** The text from a position up to `to`; undefined when it is no longer kept. */
  textFrom(position: number, to: number): string | undefined {
    const { blocks } = this
    if (position < (blocks[0]?.position ?? Number.POSITIVE_INFINITY)) return position === to ? '' : undefined
    let text = ''
    for (let i = 0; i < blocks.length; i++) {
      const { text: all, position: begins } = blocks[i] as Block
      const ends = Math.min(blocks[i + 1]?.position ?? to, to)
      text += all.slice(Math.max(0, position - begins), Math.max(0, ends - begins))
    }
    return text
  }

  /** Start of the attribute value of that length with its closing quote at `end`; undefined when it is no longer kept. */
  valueStart(end: number, length: number): number | undefined {
    const quote = this.unitAt(end)
    if (this.unitAt(end - length - 1) === quote) return end - length
    for (const block of this.blocks.toReversed()) {
      if (end <= block.position) continue
      const found = block.text.lastIndexOf(String.fromCharCode(quote), end - 1 - block.position)
      if (found >= 0) return block.position + found + 1
    }
    return undefined
  }

  /** The first position from `position` on without white space, in the blocks that are kept. */
  afterSpace(position: number): number {
    let at = Math.max(position, this.blocks[0]?.position ?? 0)
    for (;;) {
      const unit = this.unitAt(at)
      if (unit !== 32 && unit !== 9 && unit !== 10 && unit !== 13) return Number.isNaN(unit) ? position : at
      at++
    }
  }

  private blockOf(position: number): Block | undefined {
    for (let i = this.blocks.length - 1; i > 0; i--) {
      const block = this.blocks[i] as Block
      if (position >= block.position) return block
    }
    return this.blocks[0]
  }
}

class TextMark implements Mark {
  readonly position: number
  readonly line: number
  private readonly locator: Locator
  private found: Spot | undefined

  constructor(locator: Locator, position: number, line: number) {
    this.locator = locator
    this.position = position
    this.line = line
  }

  spot(): Spot {
    this.found ??= this.locator.spotAt(this.position)
    return this.found
  }
}

function walk({ text, reached }: Block, to: number, encoding: Encoding): void {
  while (reached.index < to) {
    const unit = text.charCodeAt(reached.index++)
    // A low surrogate by itself is a byte that is no UTF-8 (BlockDecoder).
    const isByte = unit >= 0xdc80 && unit <= 0xdcff && (text.charCodeAt(reached.index - 2) & 0xfc00) !== 0xd800
    const low = (unit & 0xfc00) === 0xdc00 && !isByte
    reached.byte += encoding === 'ISO-8859-1' || isByte ? 1 : utf8Length(unit)
    if (unit === 10 || (unit === 13 && text.charCodeAt(reached.index) !== 10)) {
      reached.line++
      reached.column = 1
    } else if (!low) reached.column++
  }
}

/** Bytes of a UTF-16 unit in UTF-8; each half of a surrogate pair has two of the four. */
function utf8Length(unit: number): number {
  if (unit < 0x80) return 1
  if (unit < 0x800) return 2
  return unit >= 0xd800 && unit <= 0xdfff ? 2 : 3
}
