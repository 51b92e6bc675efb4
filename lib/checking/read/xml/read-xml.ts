// The general reader of XML, on saxes. It makes every finding about the form of such a file (F02–F06); values and cases go to the
// model. Here too: what stands before and in the root tag (prologue), elements against the description (structure), places
// (locator), causes of syntax errors (syntax-fault), decoding (decoder), and a tolerant splitter of files that may not be
// well-formed (pieces), for marking and anonymising. The quick path passes over cases that it has read itself.
import { LIMITS } from '#lib/limits.ts'
import type { Encoding, Part, Service } from '#lib/services/description.ts'
import type { RuleCode } from '#lib/services/rules.ts'
import type { Params } from '../../findings.ts'
import { markAt, type Spot } from '../../mark.ts'
import type { Model } from '../../model.ts'
import { hexOf } from '../../redact.ts'
import { DisguisedUtf8 } from '../../utf8.ts'
import { BlockDecoder } from './decoder.ts'
import { Locator } from './locator.ts'
import { doctypeParams, isDoctype, namespaceFault, Prologue, rootFault } from './prologue.ts'
import { saxesParser } from './saxes-parser.ts'
import { XmlStructure } from './structure.ts'
import { type OpenElement, syntaxFault } from './syntax-fault.ts'

/** Limits against attacks; payroll files stay far below. Characters, attributes of an element, open elements. */
const LONGEST_TOKEN = LIMITS.xmlStretchCharacters
const MOST_ATTRIBUTES = LIMITS.xmlAttributes
const DEEPEST = LIMITS.xmlLevels

/** Ends reading; the finding has been made. Caught in `read`. */
class Stop extends Error {}

/** Reads XML with saxes, which refuses what is not well-formed. Nothing outside the file is fetched. */
export class XmlReader {
  stopped = false
  private readonly service: Service
  private readonly model: Model
  private readonly encoding: Encoding
  private readonly declared: string | undefined
  private readonly parser = saxesParser()
  private readonly locator: Locator
  private readonly structure: XmlStructure
  private readonly disguise = new DisguisedUtf8()
  private readonly decoder: BlockDecoder
  private carried = ''
  /** Byte of the next character that the parser gets. */
  private byte: number
  /** Characters written so far; the parser's own position is not reliable between writes. */
  private written = 0
  private lastEvent = 0
  /** Where the last tag, comment or the like ended. */
  private markupEnd = 0
  /** Position of an end tag that the parser may still find fault with. */
  private closing = -1
  private foreignDoctype: Spot | undefined
  private disguisedAt: Spot | undefined
  private attributes = 0
  /** The elements that are open, outermost first. */
  private readonly open: OpenElement[] = []
  private sawRoot = false
  private readonly prologue = new Prologue()
  private rootAt = 0
  /** What the quick path has read: lines in all, and columns while the parser stays on the line `line` of its own count. */
  private past = { lines: 0, columns: 0, line: 0 }

  constructor(service: Service, model: Model, start: { encoding: Encoding; declared: string | undefined; byte: number }) {
    this.service = service
    this.model = model
    this.encoding = start.encoding
    this.decoder = new BlockDecoder(start.encoding)
    this.declared = start.declared
    this.byte = start.byte
    this.locator = new Locator(start.encoding)
    this.structure = new XmlStructure(service, model, this.locator)
    this.listen()
  }

  read(block: Uint8Array, final: boolean): number {
    if (this.stopped) return 0
    try {
      this.readBlock(block, final)
    } catch (error) {
      if (!(error instanceof Stop)) throw error
      this.stopped = true
    }
    return 0
  }

  /** Whether the next may only be white space, a `part` or the end of `parent`, with nothing half read. */
  isBetween(part: Part, parent: Part): boolean {
    if (this.stopped || this.decoder.isWaiting || this.carried !== '' || this.markupEnd !== this.written) return false
    return this.structure.isBetween(part, parent)
  }

  /** The place of the next character for the parser. */
  nextSpot(): Spot {
    const { line, column } = this.parser
    const { lines, columns, line: since } = this.past
    return { line: line + lines, column: column + 1 + (line === since ? columns : 0), byte: this.byte }
  }

  /** Counts parts that the quick path has read; the parser goes on at `to` without having seen them. */
  passOver(part: Part, count: number, to: Spot): void {
    const { line, column } = this.parser
    this.structure.passed(part, count)
    this.past = { lines: to.line - line, columns: to.column - column - 1, line }
    this.byte = to.byte
  }

  private get line(): number {
    return this.parser.line + this.past.lines
  }

  private readBlock(block: Uint8Array, final: boolean): void {
    const { bytes, text, badAt } = this.decoder.decode(block, final)
    const start = this.byte + this.carried.length
    const position = this.written + this.carried.length
    this.write(text, final && badAt === undefined)
    if (this.encoding === 'ISO-8859-1') this.watchDisguise(bytes, { byte: start, position }, final)
    this.byte = start + (badAt ?? bytes.length) - this.carried.length
    if (badAt !== undefined) this.stop('F03', { case: 'notUtf8', byte: hexOf(bytes[badAt]) }, this.written + this.carried.length)
    if (final) this.end()
  }

  /** A trailing CR waits for what follows, so that a CRLF is never split. */
  private write(text: string, final: boolean): void {
    const all = this.carried + text
    this.carried = !final && all.endsWith('\r') ? '\r' : ''
    const chunk = this.carried ? all.slice(0, -1) : all
    this.locator.pin(this.lastEvent)
    this.locator.advance(all, { position: this.written, ...this.nextSpot() }, Math.min(this.lastEvent, this.markupEnd))
    if (!this.sawRoot) this.prologue.add(chunk, this.lastEvent)
    this.parser.write(chunk)
    this.written += chunk.length
    this.applyEndTag()
    if (!this.sawRoot && this.prologue.isInSubset(this.lastEvent, this.written))
      this.stop('F05', { case: 'subset' }, this.lastEvent)
    if (this.written - this.lastEvent > LONGEST_TOKEN) this.stop('F04', { case: 'long' }, this.lastEvent)
  }

  /** In ISO-8859-1 a byte is a position. */
  private watchDisguise(bytes: Uint8Array, { byte, position }: { byte: number; position: number }, final: boolean): void {
    this.disguise.see(bytes, byte, final)
    if (this.disguise.firstAt >= 0) this.disguisedAt ??= this.locator.spotAt(position + this.disguise.firstAt - byte)
  }

  private end(): void {
    this.parser.close()
    if (this.disguisedAt && this.disguise.isUtf8) this.model.disguised(markAt(this.disguisedAt))
    this.model.end()
  }

  private listen(): void {
    const { parser, structure } = this
    parser.on('error', (error) => this.syntaxFault(error.message.replace(/^\d+:\d+: /, '')))
    parser.on('xmldecl', ({ version, encoding }) => {
      this.lastEvent = this.markupEnd = parser.position
      if (version !== '1.0') this.stop('F04', { case: 'version' }, 0)
      if (encoding !== this.declared) this.stop('F03', { case: 'declaration' }, 0)
    })
    parser.on('doctype', (text) => this.doctype(text))
    parser.on('opentagstart', ({ name }) => this.startTag(name))
    parser.on('attribute', ({ name, value }) => {
      if (++this.attributes > MOST_ATTRIBUTES) this.stop('F04', { case: 'attributes' }, parser.position)
      structure.attribute(name, value, this.locator.valueStart(parser.position - 1, value.length) ?? this.lastEvent)
      this.lastEvent = parser.position
    })
    parser.on('opentag', ({ name, attributes }) => {
      const fault = this.open.length === 1 ? namespaceFault(this.service, name, attributes) : undefined
      if (fault) this.stop('F02', fault, this.rootAt)
      this.lastEvent = this.markupEnd = parser.position
      structure.contentFrom(parser.position, this.line)
    })
    parser.on('closetag', () => {
      this.applyEndTag()
      this.closing = this.lastEvent = this.markupEnd = parser.position
    })
    parser.on('text', (text) => this.text(text))
    parser.on('cdata', (text) => this.cdata(text))
    // saxes reports a comment before its last character.
    parser.on('comment', () => this.passBy(1))
    parser.on('processinginstruction', () => this.passBy(0))
  }

  private doctype(text: string): void {
    const at = this.lastEvent
    this.lastEvent = this.markupEnd = this.parser.position
    if (isDoctype(text, this.service.xml.doctype)) return
    if (text.includes('[')) this.stop('F05', { case: 'subset' }, at)
    this.foreignDoctype = this.locator.passingMark(this.locator.afterSpace(at)).spot()
  }

  private startTag(name: string): void {
    const { parser, locator } = this
    this.applyEndTag()
    this.attributes = 0
    if (this.open.length >= DEEPEST) this.stop('F04', { case: 'deep' }, parser.position)
    const { position, newlines } = locator.startOfName(name, parser.position)
    this.lastEvent = parser.position
    const tag = { position, line: this.line - newlines }
    this.open.push({ name, line: tag.line })
    if (!this.sawRoot) this.root(name, tag.position)
    this.structure.startTag(name, tag)
  }

  private root(name: string, position: number): void {
    this.sawRoot = true
    this.rootAt = position
    const fault = rootFault(this.service, name)
    if (fault) this.stop('F02', fault, position)
    if (this.foreignDoctype) this.model.fault('F05', markAt(this.foreignDoctype), doctypeParams(this.service.xml))
  }

  /** Applies the last end tag, once the parser has not reported an error in it. */
  private applyEndTag(): void {
    if (this.closing < 0) return
    this.closing = -1
    this.open.pop()
    this.structure.endTag()
  }

  private text(text: string): void {
    this.applyEndTag()
    this.structure.text(text, this.markupEnd)
    // The parser has also read the < that ended the text.
    this.lastEvent = this.parser.position - 1
  }

  private cdata(text: string): void {
    this.applyEndTag()
    this.structure.cdata(text, this.markupEnd)
    this.lastEvent = this.markupEnd = this.parser.position
  }

  private passBy(unread: number): void {
    this.applyEndTag()
    this.lastEvent = this.markupEnd = this.parser.position + unread
  }

  private syntaxFault(message: string): never {
    const { parser, locator } = this
    // An error after the last end tag leaves that tag valid.
    if (this.closing !== parser.position) this.applyEndTag()
    const at = Math.max(0, parser.position - 1)
    const { code, params, position } = syntaxFault(message, { locator, at, tag: this.open.at(-1), markupEnd: this.markupEnd })
    if (code === 'F04' && !this.sawRoot && this.prologue.isInSubset(this.lastEvent, parser.position))
      this.stop('F05', { case: 'subset' }, this.lastEvent)
    this.stop(code, params, position)
  }

  private stop(code: RuleCode, params: Params, position: number): never {
    this.model.fault(code, this.locator.passingMark(position), params)
    throw new Stop(code)
  }
}
