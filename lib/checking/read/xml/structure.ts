import { type Field, isField, type Part, type Service } from '#lib/services/description.ts'
import type { Params } from '../../findings.ts'
import type { Mark } from '../../mark.ts'
import type { Model } from '../../model.ts'
import { redact } from '../../redact.ts'
import { ChildOrder, childNames } from './child-order.ts'
import type { Locator } from './locator.ts'
import { meantName } from './meant-name.ts'
import { type Frame, missingFrom, outlineOf } from './outline.ts'

/** Characters kept of a value: more than any field allows. */
const KEPT = 2000

type Tag = { position: number; line: number }

/** Compares elements with the description (F06), and hands parts and values to the model. */
export class XmlStructure {
  protected readonly service: Service
  protected readonly model: Model
  private readonly locator: Locator
  protected readonly frames: Frame[] = []
  /** Depth inside an element that does not belong here. */
  protected skipped = 0
  protected current: Field | undefined
  /** The value of the current field may have been damaged by a fault of syntax. */
  protected isTainted = false
  /** The value being read. Its mark is made at the start: the text may be longer than what the locator keeps. */
  private value: { text: string; mark: Mark } | undefined
  private tag: Tag = { position: 0, line: 1 }
  /** The part whose start tag is being read, and its attributes so far. */
  protected starting: { part: Part; attributes: Set<string> } | undefined

  constructor(service: Service, model: Model, locator: Locator) {
    this.service = service
    this.model = model
    this.locator = locator
  }

  /** Whether the next may only be white space, a `part` or the end of `parent`. */
  isBetween(part: Part, parent: Part): boolean {
    const top = this.frames.at(-1)
    if (top?.part !== parent || this.skipped > 0 || this.current || top.passed > 0) return false
    return top.furthest <= (top.outline.children.get(part.name)?.index ?? -1)
  }

  /** Counts parts that the quick path has read, after `isBetween`. */
  passed(part: Part, count: number): void {
    const top = this.frames.at(-1)
    const index = top?.outline.children.get(part.name)?.index
    if (!top || index === undefined || count === 0) return
    top.seen[index] = (top.seen[index] ?? 0) + count
    top.furthest = index
    top.order.add(index, count)
  }

  startTag(fullName: string, tag: Tag): void {
    this.tag = tag
    if (this.skipped > 0) {
      this.skipped++
      return
    }
    const name = this.localName(fullName)
    if (this.current) {
      this.skip('unknown', name, this.current.name)
      return
    }
    const top = this.frames.at(-1)
    if (!top) this.openPart(this.service.root)
    else this.child(top, name)
  }

  attribute(name: string, text: string, position: number): void {
    if (this.skipped > 0) return
    if (!this.starting) {
      const passedOver = this.frames.at(-1)?.part.otherAttributes === 'passed-over'
      if (this.current && !passedOver) this.fault('unknownAttribute', name, this.current.name)
      return
    }
    const { part, attributes } = this.starting
    const field = outlineOf(part).attributes.get(name)
    attributes.add(name)
    if (field) this.model.value(field, text, this.locator.mark(position, this.tag.line))
    else if (!part.otherAttributes) this.unknown('unknownAttribute', name, { part, names: outlineOf(part).attributes.keys() })
  }

  /** The start tag has ended; `position` is where its content begins. */
  contentFrom(position: number, line: number): void {
    if (this.current && this.skipped === 0) this.value ??= { text: '', mark: this.locator.mark(position, line) }
    if (!this.starting) return
    const { part, attributes } = this.starting
    this.starting = undefined
    for (const { name, min, absent } of part.attributes) {
      if (min === 0 || attributes.has(name)) continue
      const params: Params = { case: absent ? 'missing' : 'missingAttribute', found: name, parent: part.name }
      this.model.fault(absent ?? 'F06', this.locator.passingMark(this.tag.position), params, name)
    }
  }

  /** `position`: where the markup before the text ended. */
  text(text: string, position: number): void {
    if (this.skipped > 0) return
    if (this.current) {
      if (this.value && this.value.text.length < KEPT) this.value.text += text
      return
    }
    // White space may stand between elements, but not in a part that is described as empty.
    const top = this.frames.at(-1)
    if (top && !(isSpace(text) && top.part.content.length > 0)) this.strayText(top, position)
  }

  /** In a field CDATA is text; between elements it is a fault, also when empty. */
  cdata(text: string, position: number): void {
    const top = this.frames.at(-1)
    if (this.current || this.skipped > 0) this.text(text, position)
    else if (top) this.strayText(top, position)
  }

  private strayText(top: Frame, position: number): void {
    const { part } = top
    if (part.role === 'passed-over') return
    // One finding for white space in an empty part, also when comments split it.
    if (part.content.length === 0 && top.strayed) return
    top.strayed = true
    const mark = this.locator.passingMark(this.locator.afterSpace(position))
    this.model.fault('F06', mark, { case: 'text', parent: part.name })
  }

  endTag(): void {
    if (this.skipped > 0) {
      this.skipped--
      return
    }
    if (this.current) {
      if (this.isTainted) this.model.unread(this.current)
      else if (this.value) this.model.value(this.current, this.value.text, this.value.mark)
      this.current = this.value = undefined
      this.isTainted = false
      return
    }
    const top = this.frames.at(-1)
    if (!top) return
    if (top.passed > 0) top.passed--
    else this.closePart(top)
  }

  private child(top: Frame, name: string): void {
    const child = top.outline.children.get(name)
    if (!child) {
      if (top.part.role === 'passed-over') top.passed++
      else {
        this.strangeChild(top, name)
      }
      return
    }
    const { index, item } = child
    const seen = (top.seen[index] ?? 0) + 1
    top.seen[index] = seen
    if (seen > item.max) {
      this.skip('repeated', name, top.part.name)
      return
    }
    top.furthest = Math.max(top.furthest, index)
    const { position, line } = this.tag
    top.order.add(index, 1, () => this.locator.mark(position, line))
    if (isField(item)) this.current = item
    else this.openPart(item)
  }

  private openPart(part: Part): void {
    const live = this.locator.live.length
    const mark = this.locator.mark(this.tag.position, this.tag.line)
    const outline = outlineOf(part)
    this.frames.push({
      part,
      outline,
      mark,
      seen: new Array(part.content.length).fill(0),
      furthest: 0,
      order: new ChildOrder(),
      passed: 0,
      strayed: false,
      isDoubtful: false,
      isSuspect: false,
      live,
    })
    this.starting = { part, attributes: new Set() }
    this.model.open(part, mark)
  }

  /** What is still open where the file ends. */
  endUnclosed(): void {
    for (const frame of this.frames) this.tellOrder(frame)
  }

  private tellOrder({ part, order }: Frame): void {
    for (const { name, mark, side, beside } of order.misplaced(part)) {
      const params = { case: 'misplaced', of: side, found: name, beside, parent: part.name, order: childNames(part) }
      this.model.fault('F06', mark, params, name)
    }
  }

  private closePart(frame: Frame): void {
    this.tellOrder(frame)
    for (const { name, ...place } of frame.isDoubtful || frame.isSuspect ? [] : missingFrom(frame)) {
      this.model.fault('F06', frame.mark, { case: 'missing', found: name, parent: frame.part.name, ...place }, name)
    }
    this.frames.pop()
    if (frame.isDoubtful) this.model.closeUnread(frame.part)
    else this.model.close(frame.part)
    // Marks inside a closed case or employer are not read again.
    if (frame.part.role === 'case' || frame.part.role === 'employer') this.locator.live.length = frame.live
  }

  private strangeChild(top: Frame, name: string): void {
    const meant = this.unknown('unknown', name, { part: top.part, names: top.outline.children.keys() })
    const index = meant === undefined ? undefined : top.outline.children.get(meant)?.index
    // A misspelt element is one finding: the one that was meant is not missing as well.
    if (index !== undefined) top.seen[index] ||= 1
    this.skipped = 1
  }

  /** A name that the description does not have; with the one that was probably meant. */
  private unknown(kind: string, name: string, { part, names }: { part: Part; names: Iterable<string> }): string | undefined {
    const expected = meantName(name, names)
    this.fault(kind, name, part.name, expected === undefined ? {} : { of: 'misspelt', expected })
    return expected
  }

  private skip(kind: string, name: string, parent: string): void {
    this.fault(kind, name, parent)
    this.skipped = 1
  }

  private fault(kind: string, name: string, parent: string, more: Params = {}): void {
    const found = redact(name)
    this.model.fault('F06', this.locator.passingMark(this.tag.position), { case: kind, found, parent, ...more }, found)
  }

  protected localName(name: string): string {
    return this.service.xml.namespace === null ? name : name.slice(name.indexOf(':') + 1)
  }
}

export function isSpace(text: string): boolean {
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i)
    if (unit !== 32 && unit !== 10 && unit !== 13 && unit !== 9) return false
  }
  return true
}
