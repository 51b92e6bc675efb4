// The general reader of fixed positions: lines, record types in their order, values at their positions. It makes every finding
// about the form of such a file; values and cases go to the model. Here too: the layout of records by the description
// (layout), lines (lines), the nesting of parts (open-parts). The quick path passes over cases that it has read itself.
import type { FixedEncoding, Part, Service } from '#lib/services/description.ts'
import type { RuleCode } from '#lib/services/rules.ts'
import type { Params } from '../../findings.ts'
import { fixedMark, type Mark, type Spot } from '../../mark.ts'
import type { Model } from '../../model.ts'
import type { FixedPlan } from '../../quick/fixed-plan.ts'
import { hexOf, redact } from '../../redact.ts'
import { DisguisedUtf8, utf8Prefix } from '../../utf8.ts'
import { decodeLatin1 } from '../xml/decoder.ts'
import { type FixedLayout, layoutsOf } from './layout.ts'
import { type Line, type LineEnd, Lines } from './lines.ts'
import { OpenParts } from './open-parts.ts'

/** Records of doubtful length held back until the end of the file. */
const MOST_HELD = 10_000

/** Reads one record a line; positions count from 1. */
export class FixedReader {
  /** Always false: a fault in one record leaves the others readable. */
  readonly stopped = false
  private readonly model: Model
  private readonly fixed: FixedEncoding
  private readonly layouts: Map<string, FixedLayout>
  private readonly lines: Lines
  private readonly parts: OpenParts
  private readonly disguise = new DisguisedUtf8()
  private disguisedAt: Mark | undefined
  /** Records that would have the right length as UTF-8: F03 for the file or F04 for each, decided at the end. */
  private readonly held: { mark: Mark; length: number }[] = []
  /** Records that are too short, as long as every record is and none ends in a blank; undefined from the first other one on. */
  private stripped: { mark: Mark; length: number; odd: Params }[] | undefined = []
  /** A byte order mark has been told: the file is in UTF-8. */
  private readonly hasMark: boolean
  private byte: number
  private before = ''
  private lineEnd: LineEnd | undefined
  private mixed = false
  private lastLine: Mark = fixedMark(1, 1, 0)

  constructor(service: Service, fixed: FixedEncoding, { model, byte }: { model: Model; byte: number }) {
    this.model = model
    this.fixed = fixed
    this.layouts = layoutsOf(service, fixed)
    this.parts = new OpenParts(model)
    this.byte = byte
    this.hasMark = byte > 0
    // A record in UTF-8 by mistake has at most twice its length.
    this.lines = new Lines(2 * fixed.length, byte, (line) => this.record(line))
  }

  read(block: Uint8Array, final: boolean): number {
    this.disguise.see(block, this.byte, final)
    this.byte += block.length
    this.lines.read(block, final)
    if (final) this.end()
    return 0
  }

  /** Where the next line begins, if a case may stand there and the line end is known; undefined otherwise. */
  placeFor({ type, endedBy }: FixedPlan): (Spot & { end: LineEnd }) | undefined {
    const { lineEnd, lines, stripped } = this
    if (stripped) return undefined
    const mayFollow = this.layouts.get(type)?.after.includes(this.before) ?? false
    // A record that ends the case must have a part to be in.
    const place = mayFollow && this.parts.mayHold(endedBy.parts) ? lines.place : undefined
    return place && lineEnd && { ...place, column: 1, end: lineEnd }
  }

  makeRoomFor(part: Part): void {
    this.parts.makeRoomFor(part)
  }

  /** Counts case records that the quick path has read; gives their length in bytes. */
  passOver({ part, type, length }: FixedPlan, count: number): number {
    const step = length + (this.lineEnd === 'crlf' ? 2 : 1)
    const place = this.lines.place
    if (count === 0 || !place) return 0
    this.parts.passOver(part, count)
    this.lines.passOver(count, count * step)
    this.byte += count * step
    this.before = type
    this.lastLine = fixedMark(place.line + count - 1, 1, place.byte + (count - 1) * step)
    return count * step
  }

  private record(line: Line): void {
    const type = decodeLatin1(line.bytes.subarray(0, 2))
    const layout = this.layouts.get(type)
    const [part] = layout?.parts ?? []
    // Closed first, so that findings about this record do not name the case before it.
    if (part) this.parts.makeRoomFor(part)
    this.lastLine = at(line, 1)
    this.watchDisguise(line)
    this.watchLineEnd(line)
    const control = firstControl(line.bytes)
    if (control >= 0 || !isStripped(line, this.fixed.length)) this.tellStripped()
    const isWhole = line.length === this.fixed.length && control < 0
    if (control >= 0) {
      const sign = line.bytes[control] as number
      this.fault('F03', at(line, control + 1), { case: sign === 0 ? 'nul' : 'control', sign: hexOf(sign) })
    } else if (line.length !== this.fixed.length) this.lengthFault(line)
    if (!layout) {
      if (isWhole) this.fault('F04', at(line, 1), { case: 'recordType', found: redact(type), allowed: this.types() })
      return
    }
    if (!this.isInOrder(layout, line)) return
    const opened = layout.parts.every((part) => this.parts.open(part, at(line, 1)))
    if (!opened) this.fault('F06', at(line, 1), { case: 'repeatedRecord', found: type, max: layout.parts[0]?.max ?? 1 })
    else if (isWhole) this.values(line, layout)
  }

  private values(line: Line, { slots, blanks, type }: FixedLayout): void {
    const text = decodeLatin1(line.bytes)
    for (const { from, to, field, words } of slots) {
      const written = text.slice(from - 1, to).trimEnd()
      if (written === '' && field.min === 0) continue
      this.model.value(field, words?.[written] ?? written, at(line, from))
    }
    for (const [from, to] of blanks) {
      const filler = text.slice(from - 1, to)
      if (filler.trim() === '') continue
      const column = from + filler.length - filler.trimStart().length
      this.fault('F06', at(line, column), { case: 'notBlank', found: type, from, to })
    }
  }

  /** A record out of order is still read, unless it comes after the end. */
  private isInOrder({ type, after }: FixedLayout, line: Line): boolean {
    const { before } = this
    const isStart = before === '' && !after.includes('')
    if (isStart) this.fault('F06', at(line, 1), { case: 'missingRecord', found: this.fixed.records[0]?.type ?? '' })
    else if (!after.includes(before)) {
      const params = { case: before === this.fixed.last ? 'afterEnd' : 'recordOrder', found: type, before }
      this.fault('F06', at(line, 1), { ...params, allowed: after.filter((each) => each !== '').join(', ') })
      if (before === this.fixed.last) return false
    }
    this.before = type
    return true
  }

  private lengthFault(line: Line): void {
    const isUtf8 = line.length === line.bytes.length && utf8Prefix(line.bytes) === line.length
    const signs = line.bytes.reduce((sum, byte) => sum + ((byte & 0xc0) === 0x80 ? 0 : 1), 0)
    if (isUtf8 && signs === this.fixed.length && this.held.length < MOST_HELD) {
      this.held.push({ mark: at(line, 1), length: line.length })
      return
    }
    const odd = oddSign(line.bytes)
    if (this.stripped) this.stripped.push({ mark: at(line, 1), length: line.length, odd })
    else this.wrongLength(at(line, 1), line.length, odd)
    if (this.stripped?.length === MOST_HELD) this.tellStripped()
  }

  /** Not every record has lost its blanks: each that is too short is told. */
  private tellStripped(): void {
    for (const { mark, length, odd } of this.stripped ?? []) this.wrongLength(mark, length, odd)
    this.stripped = undefined
  }

  private wrongLength(mark: Mark, length: number, odd: Params = {}): void {
    const expected = this.fixed.length
    this.fault('F04', mark, {
      case: length > expected ? 'tooLong' : 'tooShort',
      length,
      expected,
      difference: Math.abs(length - expected),
      ...odd,
    })
  }

  private watchLineEnd(line: Line): void {
    if (line.end === 'none') return
    this.lineEnd ??= line.end
    if (line.end === this.lineEnd || this.mixed) return
    this.mixed = true
    const [found, expected] = [line.end, this.lineEnd].map((end) => end.toUpperCase())
    this.fault('F04', at(line, line.length + 1), { case: 'lineEnds', found: found ?? '', expected: expected ?? '' })
  }

  private watchDisguise({ number, byte, length }: Line): void {
    const first = this.disguise.firstAt
    if (first >= byte && first < byte + length) this.disguisedAt ??= fixedMark(number, first - byte + 1, first)
  }

  private end(): void {
    this.parts.closeAll()
    const [first, second] = this.stripped ?? []
    if (first && second) {
      const params = { case: 'stripped', count: this.stripped?.length ?? 0, expected: this.fixed.length }
      this.fault('F04', first.mark, params)
    } else this.tellStripped()
    if (this.disguise.isUtf8 && this.disguisedAt) {
      this.model.disguised(this.hasMark ? undefined : this.disguisedAt, 'utf8Fixed')
    } else for (const { mark, length } of this.held) this.wrongLength(mark, length)
    if (this.before !== this.fixed.last) this.fault('F06', this.lastLine, { case: 'missingRecord', found: this.fixed.last })
    this.model.end()
  }

  private types(): string {
    return this.fixed.records.map(({ type }) => type).join(', ')
  }

  private fault(code: RuleCode, mark: Mark, params: Params): void {
    this.model.fault(code, mark, params)
  }
}

/** Too short, and no blank last: as a text editor leaves a record. */
function isStripped({ bytes, length }: Line, full: number): boolean {
  return length > 0 && length < full && bytes[length - 1] !== 32
}

function firstControl(bytes: Uint8Array): number {
  for (let i = 0; i < bytes.length; i++) if ((bytes[i] as number) < 32) return i
  return -1
}

/** The first invisible character: a common cause of a wrong length. */
function oddSign(bytes: Uint8Array): Params {
  const index = bytes.findIndex((byte) => (byte > 0x7e && byte < 0xa1) || byte === 0xad)
  return index < 0 ? {} : { odd: hexOf(bytes[index]), oddAt: index + 1 }
}

function at(line: Line, column: number): Mark {
  return fixedMark(line.number, column, line.byte + column - 1)
}
