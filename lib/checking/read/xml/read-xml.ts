// The general reader of XML, on saxes. It makes every finding about the form of such a file (F02–F06); values and cases go to the
// model. Here too: what stands before and in the root tag (prologue), elements against the description (structure), places
// (locator), causes of syntax errors (syntax-fault), decoding (decoder), reading on after a fault (recover/), and a tolerant
// splitter of files that may not be well-formed (pieces), for marking and anonymising. The quick path passes over its own cases.
import { LIMITS } from '#lib/limits.ts'
import type { Encoding, Part, Service } from '#lib/services/description.ts'
import type { RuleCode } from '#lib/services/rules.ts'
import type { Params } from '../../findings.ts'
import { markAt, type Spot } from '../../mark.ts'
import type { Model } from '../../model.ts'
import { DisguisedUtf8, unfinishedTail } from '../../utf8.ts'
import { BlockDecoder } from './decoder.ts'
import { Locator } from './locator.ts'
import { doctypeParams, isDoctype, namespaceFault, Prologue, rootFault } from './prologue.ts'
import { BadBytes } from './recover/bad-bytes.ts'
import { RecoveringReader } from './recover/recovering-reader.ts'
import type { RecoveryInput } from './recover/recovery-input.ts'
import { RecoverableStructure } from './recoverable-structure.ts'
import { saxesParser } from './saxes-parser.ts'
import { type OpenElement, syntaxFault } from './syntax-fault.ts'

/** Limits against attacks; payroll files stay far below. Characters, attributes of an element, open elements. */
const LONGEST_TOKEN = LIMITS.xmlStretchCharacters
const MOST_ATTRIBUTES = LIMITS.xmlAttributes
const DEEPEST = LIMITS.xmlLevels

/** Ends reading; the finding has been made. Caught in `read`. */
class Stop extends Error {}

/** Ends reading by saxes; `recover/` goes on. Caught in `write`. */
class Recover extends Error {
  readonly expected: RecoveryInput['expected']

  constructor(expected?: RecoveryInput['expected']) {
    super()
    this.expected = expected
  }
}

type ReadAttribute = { name: string; value: string; position: number }

/** Reads XML with saxes, and the rest of what is not well-formed with recover/. Nothing outside the file is fetched. */
export class XmlReader {
  stopped = false
  private readonly service: Service
  private readonly model: Model
  private readonly encoding: Encoding
  private readonly declared: string | undefined
  private readonly parser = saxesParser()
  private readonly locator: Locator
  private readonly structure: RecoverableStructure
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
  /** Of the start tag that is being read, which is handed on when it has ended. */
  private tag: { name: string; position: number; line: number; attributes: ReadAttribute[] } | undefined
  /** Up to here everything has been handed on. */
  private handedOn = 0
  private recovering: RecoveringReader | undefined
  private readonly badBytes = new BadBytes()
  /** The elements that are open, outermost first. */
  private readonly open: OpenElement[] = []
  private sawRoot = false
  private hasEnded = false
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
    this.structure = new RecoverableStructure(service, model, this.locator)
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
    if (final || this.stopped) this.tellBadBytes()
    return 0
  }

  /** Whether the quick path may not be tried any more. */
  get readsAlone(): boolean {
    return this.stopped || this.recovering !== undefined
  }

  /** Whether the next may only be white space, a `part` or the end of `parent`, with nothing half read. */
  isBetween(part: Part, parent: Part): boolean {
    if (this.readsAlone || this.decoder.isWaiting || this.carried !== '' || this.markupEnd !== this.written) return false
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
    const { bytes, text, rest } = this.decoder.decode(block, final)
    const start = this.byte + this.carried.length
    const position = this.written + this.carried.length
    this.write(text, final && rest === undefined)
    if (rest !== undefined) {
      this.badBytes.isNeeded = true
      this.badBytes.tail = final ? unfinishedTail(bytes) : 0
      this.recover({})
      this.write(rest, final)
    }
    if (this.encoding === 'ISO-8859-1') this.watchDisguise(bytes, { byte: start, position }, final)
    this.byte = start + bytes.length - this.carried.length
    if (final) this.end()
  }

  /** A trailing CR waits for what follows, so that a CRLF is never split. */
  private write(text: string, final: boolean): void {
    const all = this.carried + text
    this.carried = !final && all.endsWith('\r') ? '\r' : ''
    const chunk = this.carried ? all.slice(0, -1) : all
    this.locator.pin(this.lastEvent)
    const spot = this.recovering ? this.locator.spotAt(this.written) : this.nextSpot()
    const wanted = this.recovering?.unread ?? Math.min(this.handedOn, this.markupEnd)
    this.locator.advance(all, { position: this.written, ...spot }, wanted)
    if (this.recovering) {
      this.written += chunk.length
      this.writeOn(chunk, final)
      return
    }
    this.parse(chunk, final)
  }

  private parse(chunk: string, final: boolean): void {
    if (!this.sawRoot) this.prologue.add(chunk, this.lastEvent)
    try {
      this.parser.write(chunk)
      this.applyEndTag()
      if (final) this.parser.close()
    } catch (error) {
      if (!(error instanceof Recover)) throw error
      this.written += chunk.length
      this.recover({ expected: error.expected, final })
      return
    }
    this.written += chunk.length
    if (!this.sawRoot && this.prologue.isInSubset(this.lastEvent, this.written))
      this.stop('F05', { case: 'subset' }, this.lastEvent)
    // saxes reads a bare & on to the next semicolon, however far away.
    if (this.written - this.lastEvent > LONGEST_TOKEN) {
      const expected = {
        code: 'F04' as const,
        params: { case: 'long' },
        position: this.lastEvent,
        read: Number.POSITIVE_INFINITY,
      }
      this.recover({ expected, final })
    }
  }

  /** Leaves saxes, and goes on from the last place up to which everything has been handed on. */
  private recover({ expected, final = false }: { expected?: RecoveryInput['expected']; final?: boolean }): void {
    if (this.recovering) return
    const { service, model, structure, locator, badBytes, open, handedOn: position } = this
    const text = locator.textFrom(position, this.written)
    if (text === undefined)
      this.stop(expected?.code ?? 'F04', expected?.params ?? { case: 'syntax' }, expected?.position ?? position)
    const stage = !this.sawRoot ? 'prologue' : open.length > 0 ? 'inside' : this.hasEnded ? 'after' : 'root'
    const checkRoot: RecoveryInput['checkRoot'] = (name, attributes, at) => {
      if (!this.sawRoot) this.root(name, at)
      const fault = namespaceFault(service, name, attributes)
      if (fault) this.stop('F02', fault, at)
    }
    this.recovering = new RecoveringReader({
      ...{ service, model, structure, locator, badBytes, open, position, stage },
      ...{ checkRoot, expected },
    })
    this.writeOn(text, final)
  }

  private writeOn(text: string, final: boolean): void {
    this.recovering?.write(text, final)
    if (this.recovering?.stopped) this.stopped = true
  }

  /** In ISO-8859-1 a byte is a position. */
  private watchDisguise(bytes: Uint8Array, { byte, position }: { byte: number; position: number }, final: boolean): void {
    this.disguise.see(bytes, byte, final)
    if (this.disguise.firstAt >= 0) this.disguisedAt ??= this.locator.spotAt(position + this.disguise.firstAt - byte)
  }

  private end(): void {
    this.structure.endUnclosed()
    if (this.disguisedAt && this.disguise.isUtf8) this.model.disguised(markAt(this.disguisedAt), 'disguised')
    if (!this.recovering) this.model.end()
  }

  /** Once, when no more is read. */
  private tellBadBytes(): void {
    const found = this.badBytes.fault(this.recovering?.isCut ?? false)
    if (found) this.model.fault('F03', markAt(found.spot), found.params)
  }

  private listen(): void {
    const { parser } = this
    parser.on('error', (error) => this.syntaxFault(error.message.replace(/^\d+:\d+: /, '')))
    parser.on('xmldecl', ({ version, encoding }) => {
      this.handedOn = this.lastEvent = this.markupEnd = parser.position
      if (version !== '1.0') this.stop('F04', { case: 'version' }, 0)
      if (encoding !== this.declared) this.stop('F03', { case: 'declaration' }, 0)
    })
    parser.on('doctype', (text) => this.doctype(text))
    parser.on('opentagstart', ({ name }) => this.startTag(name))
    parser.on('attribute', ({ name, value }) => {
      const { tag } = this
      if (!tag) return
      if (tag.attributes.length >= MOST_ATTRIBUTES) this.stop('F04', { case: 'attributes' }, parser.position)
      const position = this.locator.valueStart(parser.position - 1, value.length) ?? this.lastEvent
      tag.attributes.push({ name, value, position })
    })
    parser.on('opentag', ({ name, attributes }) => this.endOfStartTag(name, attributes))
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
    this.handedOn = this.lastEvent = this.markupEnd = this.parser.position
    if (isDoctype(text, this.service.xml.doctype)) return
    if (text.includes('[')) this.stop('F05', { case: 'subset' }, at)
    this.foreignDoctype = this.locator.passingMark(this.locator.afterSpace(at)).spot()
  }

  private startTag(name: string): void {
    const { parser, locator } = this
    this.applyEndTag()
    if (this.open.length >= DEEPEST) this.stop('F04', { case: 'deep' }, parser.position)
    const { position, newlines } = locator.startOfName(name, parser.position)
    this.lastEvent = parser.position
    if (!this.sawRoot) this.root(name, position)
    if (this.structure.isStrange(name)) throw new Recover()
    this.tag = { name, position, line: this.line - newlines, attributes: [] }
  }

  private endOfStartTag(fullName: string, named: Record<string, string>): void {
    const { parser, structure, tag, open } = this
    if (!tag) return
    const { name, position, line, attributes } = tag
    open.push({ name, line })
    const fault = open.length === 1 ? namespaceFault(this.service, fullName, named) : undefined
    if (fault) this.stop('F02', fault, this.rootAt)
    structure.startTag(name, { position, line })
    for (const attribute of attributes) structure.attribute(attribute.name, attribute.value, attribute.position)
    this.tag = undefined
    this.handedOn = this.lastEvent = this.markupEnd = parser.position
    structure.contentFrom(parser.position, this.line)
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
    this.handedOn = this.closing
    this.closing = -1
    this.open.pop()
    if (this.open.length === 0) this.hasEnded = true
    this.structure.endTag()
  }

  private text(text: string): void {
    this.applyEndTag()
    if (this.structure.strays(text)) throw new Recover()
    this.structure.text(text, this.markupEnd)
    // The parser has also read the < that ended the text.
    this.handedOn = this.lastEvent = this.parser.position - 1
  }

  private cdata(text: string): void {
    this.applyEndTag()
    this.structure.cdata(text, this.markupEnd)
    this.handedOn = this.lastEvent = this.markupEnd = this.parser.position
  }

  /** saxes reports a comment before it has seen that it ends there; what is passed by is read again after a fault. */
  private passBy(unread: number): void {
    this.applyEndTag()
    this.lastEvent = this.markupEnd = this.parser.position + unread
  }

  private syntaxFault(message: string): never {
    const { parser, locator } = this
    // An error after the last end tag leaves that tag valid.
    if (this.closing !== parser.position) this.applyEndTag()
    const read = parser.position
    const at = Math.max(0, read - 1)
    const tag = this.tag ?? this.open.at(-1)
    const { code, params, position } = syntaxFault(message, { locator, at, tag, markupEnd: this.markupEnd })
    if (code === 'F04' && !this.sawRoot && this.prologue.isInSubset(this.lastEvent, parser.position))
      this.stop('F05', { case: 'subset' }, this.lastEvent)
    throw new Recover({ code, params, position, read })
  }

  private stop(code: RuleCode, params: Params, position: number): never {
    this.model.fault(code, this.locator.passingMark(position), params)
    throw new Stop(code)
  }
}
