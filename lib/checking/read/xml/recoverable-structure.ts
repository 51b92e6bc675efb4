import { type Field, isField, type Part } from '#lib/services/description.ts'
import { meantName } from './meant-name.ts'
import { type Frame, outlineOf } from './outline.ts'
import { isSpace, XmlStructure } from './structure.ts'

const ANCHORS: readonly Part['role'][] = ['case', 'employer']

/** XmlStructure, with what a reader must know of the description to read on past a fault of syntax. Names are as in the file. */
export class RecoverableStructure extends XmlStructure {
  /** Content was skipped that may have held anything. */
  isDoubtful = false

  get isSkipping(): boolean {
    return this.skipped > 0
  }

  /** The field whose text comes next. */
  get field(): Field | undefined {
    return this.skipped > 0 ? undefined : this.current
  }

  /** Whether the reading can begin anew at such an element: a case, or an employer around cases. */
  isAnchor(name: string): boolean {
    const local = this.localName(name)
    const isIn = ({ content }: Part): boolean =>
      content.some((item) => !isField(item) && ((item.name === local && ANCHORS.includes(item.role)) || isIn(item)))
    return isIn(this.service.root)
  }

  /** Whether the description has no such element at this place. */
  isStrange(name: string): boolean {
    if (this.skipped > 0) return false
    if (this.current) return true
    const top = this.top
    return top !== undefined && top.part.role !== 'passed-over' && !top.outline.children.has(this.localName(name))
  }

  /** Whether a text may not stand here. */
  strays(text: string): boolean {
    const top = this.top
    if (top === undefined || this.skipped > 0 || this.current || top.part.role === 'passed-over') return false
    return top.part.content.length === 0 || !isSpace(text)
  }

  /** Of the elements that are open, how many may stay so that the element stands right. */
  depthFor(name: string): number | undefined {
    const local = this.localName(name)
    const index = this.frames.findLastIndex(({ outline }) => outline.children.has(local))
    return index < 0 ? undefined : this.depthOf(index)
  }

  /** The part that has such an element and could begin in what is open, innermost first; `depth`: how many open elements stay. */
  partAround(name: string): { part: string; depth: number } | undefined {
    const local = this.localName(name)
    if (this.skipped > 0) return undefined
    for (const [at, { part: outer, seen }] of [...this.frames.entries()].reverse()) {
      for (const [index, item] of outer.content.entries()) {
        const hasRoom = (seen[index] ?? 0) < item.max
        if (isField(item) || !hasRoom || !outlineOf(item).children.has(local)) continue
        return { part: this.prefixOf(name) + item.name, depth: this.depthOf(at) }
      }
    }
    return undefined
  }

  /** Whether the description has an element of that name anywhere. */
  isKnown(name: string): boolean {
    const local = this.localName(name)
    const isIn = ({ content }: Part): boolean => content.some((item) => item.name === local || (!isField(item) && isIn(item)))
    return this.service.root.name === local || isIn(this.service.root)
  }

  /** Whether a field of that name may stand here. */
  mayBegin(name: string): boolean {
    const child = this.skipped > 0 || this.current ? undefined : this.top?.outline.children.get(this.localName(name))
    return child !== undefined && isField(child.item)
  }

  /** The name of a child that was probably meant. */
  meant(name: string): string | undefined {
    const [local, top] = [this.localName(name), this.top]
    const meant = top && !this.current && this.skipped === 0 ? meantName(local, top.outline.children.keys()) : undefined
    return meant === undefined ? undefined : this.prefixOf(name) + meant
  }

  /** The longest name of a child that the text begins with. */
  longestKnown(text: string): string | undefined {
    if (this.current || this.skipped > 0) return undefined
    const names = [...(this.top?.outline.children.keys() ?? [])].map((name) => this.prefixOf(text) + name)
    return names.filter((name) => text.startsWith(name)).sort((a, b) => b.length - a.length)[0]
  }

  /** Whether the child of that name has nothing but attributes. */
  isEmpty(name: string): boolean {
    const item = this.top?.outline.children.get(this.localName(name))?.item
    return item !== undefined && !isField(item) && item.content.length === 0
  }

  /** Whether it is the name of a part that holds others, at any depth. */
  isAround(name: string): boolean {
    const local = this.localName(name)
    return this.frames.some(({ part }) => part.name === local && part.content.some((item) => !isField(item)))
  }

  /** The value that is being read may be damaged. */
  taint(): void {
    if (this.field) this.isTainted = true
  }

  /** As taint, but not of plain text, which stays text whatever signs are in it; nothing at all is no text. */
  taintUnlessText(text: string): void {
    if (this.field?.type.kind !== 'text' || isSpace(text)) this.taint()
  }

  /** A fault in the tags of what is open innermost: what it lacks may be there, unread. */
  suspect(): void {
    const top = this.top
    if (top) top.isSuspect = true
  }

  /** An element that is not there by its start tag. */
  noteSeen(name: string): void {
    const top = this.top
    const index = top?.outline.children.get(this.localName(name))?.index
    if (top && index !== undefined) top.seen[index] ||= 1
  }

  /** An attribute whose value may be damaged. */
  oddAttribute(name: string, text: string, position: number): void {
    const part = this.starting?.part
    const field = part && outlineOf(part).attributes.get(name)
    if (!field || this.skipped > 0) this.attribute(name, text, position)
    else {
      this.starting?.attributes.add(name)
      this.model.unread(field)
    }
  }

  /** What is open has lost content. */
  doubtAll(): void {
    this.isDoubtful = true
    for (const frame of this.frames) frame.isDoubtful = true
    this.taint()
  }

  /** Ends what is open innermost; whether that was a case. */
  leave(): boolean {
    const top = this.top
    const isCase = this.skipped === 0 && !this.current && top?.passed === 0 && top.part.role === 'case'
    this.endTag()
    return isCase
  }

  private depthOf(index: number): number {
    return this.frames.slice(0, index + 1).reduce((depth, { passed }) => depth + 1 + passed, 0)
  }

  private get top(): Frame | undefined {
    return this.frames.at(-1)
  }

  private prefixOf(name: string): string {
    return name.slice(0, name.length - this.localName(name).length)
  }
}
