// Reads on where XML is not well-formed, or where an element stands that the description has elsewhere: from the last place that
// saxes has read whole, to the file's end. Every fault is told at its own place, and mended for the rest of the reading as its
// author probably meant it: a bare & is text, a tag that is missing is thought to be there (place-element, look-ahead). A value
// that may have been damaged is not asked for its form; a case with more faults than that is left for the next one.
// Here: tokens, text, and how it ends. Not here: start tags (start-tag), characters (plain-text), bytes that are no UTF-8 (decoder).
import { LIMITS } from '#lib/limits.ts'
import type { RuleCode } from '#lib/services/rules.ts'
import type { Params } from '../../../findings.ts'
import { isRoot } from '../prologue.ts'
import { ElementPlaces } from './element-places.ts'
import { endsNext, WINDOW } from './look-ahead.ts'
import { plainText } from './plain-text.ts'
import type { RecoveryInput } from './recovery-input.ts'
import { NAME } from './start-tag.ts'

const LONGEST = LIMITS.xmlStretchCharacters
/** Faults of syntax in one case; at the next one the rest of the case is skipped. */
const MOST_IN_A_CASE = 5
const ROOT_TAG = new RegExp(`<(${NAME})[ \\t\\r\\n/>]`, 'g')
const NAME_BEGINS = new RegExp(`<${NAME}`, 'y')

export class RecoveringReader {
  /** More than `xmlFaults` were found, or nothing can be said about the rest. */
  stopped = false
  private readonly input: RecoveryInput
  private readonly places: ElementPlaces
  private buffer = ''
  /** Of the buffer's first character, in the file's text. */
  private position: number
  private at = 0
  private told = 0
  private toldInCase = 0
  private skipping = false
  /** Text between elements is part of the fault before it. */
  private quiet = false
  private isOutside = false
  /** The file ends in the middle. */
  isCut = false

  constructor(input: RecoveryInput) {
    this.input = input
    this.position = input.position
    this.places = new ElementPlaces(input, {
      tell: (params, index) => this.tell('F04', params, this.position + index),
      read: (raw, index) => this.readValue(raw, index),
      positionOf: (index) => this.position + index,
      ahead: (index) => this.ahead(index),
      quieten: (quiet) => {
        this.quiet = quiet
      },
      caseEnds: () => {
        this.toldInCase = 0
      },
    })
  }

  /** Where unread text begins. */
  get unread(): number {
    return this.position + this.at
  }

  write(text: string, final: boolean): void {
    this.buffer = this.buffer.slice(this.at) + text
    this.position += this.at
    this.at = 0
    while (!this.stopped && this.at < this.buffer.length && (final || this.buffer.length - this.at > WINDOW)) {
      const { at } = this
      const isRead = this.token(final)
      this.countBytes(at)
      if (!isRead) break
      this.tellExpected(this.unread)
      if (this.toldInCase > MOST_IN_A_CASE) this.skipCase()
    }
    if (this.stopped) return
    if (!final && this.buffer.length - this.at > LONGEST + WINDOW) {
      this.giveUpOnLength()
    } else if (final) this.end()
  }

  /** Reads one token; false when the text ends before it does. */
  private token(final: boolean): boolean {
    const { buffer, at } = this
    if (this.skipping) return this.skip(final)
    if (this.places.stage === 'prologue') return this.toRoot(final)
    if (buffer.charCodeAt(at) !== 60) return this.text(final)
    if (buffer.startsWith('<!--', at)) return this.stretch(final, { begin: '<!--', end: '-->' })
    if (buffer.startsWith('<![CDATA[', at)) return this.stretch(final, { begin: '<![CDATA[', end: ']]>' })
    if (buffer.startsWith('<?', at)) return this.stretch(final, { begin: '<?', end: '?>' })
    if (buffer.length - at < 9 && '<![CDATA['.startsWith(buffer.slice(at))) return false
    if (buffer.startsWith('</', at)) return this.moveTo(this.places.endTag(buffer, at))
    NAME_BEGINS.lastIndex = at
    if (NAME_BEGINS.test(buffer)) return this.moveTo(this.places.startTag(buffer, at))
    this.places.less(at)
    return this.moveTo(at + 1)
  }

  private moveTo(index: number | undefined): boolean {
    if (index === undefined) return false
    this.at = index
    if (this.places.isDone) this.stopped = true
    return true
  }

  private text(final: boolean): boolean {
    const { buffer, at, places } = this
    const next = buffer.indexOf('<', at)
    if (next < 0 && !(final && places.stage === 'after')) return false
    const raw = buffer.slice(at, next < 0 ? undefined : next)
    if (places.stage !== 'inside') {
      const index = raw.search(/[^ \t\r\n]/)
      if (index >= 0 && !this.isOutside) this.tell('F04', { case: 'outside' }, this.position + at + index)
      this.isOutside ||= index >= 0
    } else this.giveText(raw, 'text', at)
    this.at += raw.length
    return true
  }

  private giveText(raw: string, kind: 'text' | 'cdata', index: number): void {
    const { structure } = this.input
    const { text, odd } = this.readValue(raw, index, kind)
    const position = this.position + index
    if (structure.strays(text)) {
      const name = endsNext(this.ahead(index + raw.length))
      // White space in a part that may hold nothing, and that lacks its end.
      if (this.quiet || (text.trim() === '' && name !== this.input.open.at(-1)?.name)) return
      if (kind === 'text' && name !== undefined && this.places.openUnsaid(name, index + raw.search(/[^ \t\r\n]/))) return
    } else if (odd) structure.taintUnlessText(text)
    if (kind === 'text') structure.text(text, position)
    else structure.cdata(text, position)
  }

  /** Text or the value of an attribute, with its faults told. */
  private readValue(
    raw: string,
    index: number,
    kind: 'text' | 'cdata' | 'attribute' = 'attribute',
  ): { text: string; odd: boolean } {
    const { text, faults, odd } = plainText(raw, kind)
    for (const { code, params, index: inside } of faults) this.tell(code, params, this.position + index + inside)
    if (odd) this.input.badBytes.see(raw, this.position + index)
    return { text, odd }
  }

  /** A comment, a CDATA section or a processing instruction. */
  private stretch(final: boolean, { begin, end }: { begin: string; end: string }): boolean {
    const { buffer, at, position } = this
    const from = at + begin.length
    const to = buffer.indexOf(end, from)
    const isComment = begin === '<!--'
    const again = isComment ? buffer.indexOf(begin, from) : -1
    const isOpen = to < 0 || to - at > LONGEST || (again >= 0 && again < to)
    if (to < 0 && again < 0 && !final && buffer.length - at <= LONGEST) return false
    if (isOpen) {
      const next = buffer.indexOf('<', from)
      // Without another tag in it, it is one long stretch.
      if (next < 0 && !final) return false
      if (to >= 0 && (next < 0 || next > to)) return this.giveUpOnLength()
      // At the file's end: cut off, unless the elements end after all.
      if (to < 0 && final && this.places.stage === 'inside' && !buffer.includes('</', from)) return false
      this.tell(
        'F04',
        isComment ? { case: 'comment', of: 'open' } : { case: begin === '<?' ? 'instruction' : 'stretch', found: end },
        position + at,
      )
      this.quiet = true
      this.input.structure.suspect()
      this.at = next < 0 ? buffer.length : next
      return true
    }
    const inner = buffer.slice(from, to)
    if (isComment) {
      const hyphens = `${inner}-`.indexOf('--')
      if (hyphens >= 0) this.tell('F04', { case: 'comment' }, position + from + hyphens)
      else this.readComment(inner, from)
    } else if (begin === '<?') {
      if (/^xml[ \t\r\n]/i.test(inner)) this.tell('F04', { case: 'declaration' }, position + at)
      else if (!new RegExp(`^${NAME}`).test(inner)) this.tell('F04', { case: 'instruction' }, position + at)
    } else if (this.places.stage === 'inside') this.giveText(inner, 'cdata', from)
    else this.tell('F04', { case: 'outside' }, position + at)
    this.at = to + end.length
    return true
  }

  private giveUpOnLength(): false {
    this.tell('F04', { case: 'long' }, this.unread)
    this.stopped = true
    return false
  }

  private readComment(inner: string, index: number): void {
    for (const { code, params, index: inside } of plainText(inner, 'cdata').faults)
      this.tell(code, params, this.position + index + inside)
  }

  /** Looks for the root's start tag, past what stands before it. */
  private toRoot(final: boolean): boolean {
    const { buffer, at } = this
    ROOT_TAG.lastIndex = at
    let found = ROOT_TAG.exec(buffer)
    while (found && !isRoot(this.input.service, found[1] ?? '')) found = ROOT_TAG.exec(buffer)
    if (!found) {
      if (final) this.at = buffer.length
      return false
    }
    this.tellExpected(Number.POSITIVE_INFINITY)
    this.at = found.index
    this.places.stage = 'root'
    return true
  }

  private skipCase(): void {
    this.toldInCase = 0
    if (this.places.stage !== 'inside') {
      this.stopped = true
      return
    }
    this.skipping = true
    this.input.structure.doubtAll()
    this.input.model.skipped()
  }

  /** To the next case or employer, or to the end of what the case is in. */
  private skip(final: boolean): boolean {
    const { buffer, at } = this
    const found = this.places.nextAnchor(buffer, at)
    if (found === undefined) {
      this.at = final ? buffer.length : Math.max(at, buffer.length - WINDOW)
      return false
    }
    this.at = found
    this.skipping = false
    this.quiet = true
    return true
  }

  private end(): void {
    const { input, places } = this
    const { model } = input
    const { at } = this
    this.isCut = places.stage !== 'after' && !this.skipping
    if (this.isCut) {
      const position = Math.max(0, this.position + this.buffer.length - 1)
      const open = input.open.at(-1)
      if (places.stage !== 'inside' || !open) this.tell('F04', { case: 'noRoot' }, position)
      else this.tell('F04', { case: 'cutOff', of: 'tag', found: open.name, openLine: open.line }, position)
    } else if (this.at < this.buffer.length && places.stage === 'after') this.tell('F04', { case: 'outside' }, this.unread)
    this.tellExpected(Number.POSITIVE_INFINITY)
    this.at = this.buffer.length
    this.countBytes(at)
    if (!this.isCut && !input.structure.isDoubtful) model.end()
  }

  /** What saxes said, where nothing else was found up to there. */
  private tellExpected(read: number): void {
    const { expected } = this.input
    if (!expected || this.told > 0 || read <= expected.read) return
    this.tell(expected.code, expected.params, expected.position)
  }

  private tell(code: RuleCode, params: Params, position: number): void {
    if (this.stopped) return
    const { model, locator } = this.input
    model.fault(code, locator.passingMark(position), params)
    this.toldInCase++
    if (++this.told >= LIMITS.xmlFaults) this.stopped = true
  }

  private countBytes(from: number): void {
    const { badBytes, locator } = this.input
    if (badBytes.isNeeded)
      badBytes.count(this.buffer.slice(from, this.at), this.position + from, (position) => locator.spotAt(position))
  }

  private ahead(index: number): string {
    return this.buffer.slice(index, this.at + WINDOW)
  }
}
