import { LIMITS } from '#lib/limits.ts'
import type { Params } from '../../../findings.ts'
import { redact } from '../../../redact.ts'
import { meantName } from '../meant-name.ts'
import { isSpace } from '../structure.ts'
import { endingOf, endsFirst, endsHere, endsNext } from './look-ahead.ts'
import type { RecoveryInput, Stage } from './recovery-input.ts'
import { NAME, readStartTag, type StartTag } from './start-tag.ts'

/** Indexes are those of the text that the tag is read in. */
export type TagTools = {
  tell: (params: Params, index: number) => void
  read: (raw: string, index: number) => { text: string; odd: boolean }
  positionOf: (index: number) => number
  /** What follows, as far as decisions may look. */
  ahead: (index: number) => string
  quieten: (quiet: boolean) => void
  caseEnds: () => void
}

const END_TAG = /<\/([^<>]*)([<>])/y
const ANY_TAG = new RegExp(`<(/?)(${NAME})[ \\t\\r\\n/>]`, 'g')
const NAME_FIRST = new RegExp(`^${NAME}`)

/** Tags in a file that is not well-formed: which element each opens or ends, and which tags are missing before it. */
export class ElementPlaces {
  stage: Stage
  /** Nothing that follows can be read. */
  isDone = false
  private readonly input: RecoveryInput
  private readonly tools: TagTools
  /** Elements that were ended for lack of their end tag, which may still come. */
  private readonly owed = new Set<string>()

  constructor(input: RecoveryInput, tools: TagTools) {
    this.input = input
    this.tools = {
      ...tools,
      tell(params, index) {
        input.structure.suspect()
        tools.tell(params, index)
      },
    }
    this.stage = input.stage
  }

  /** Reads the start tag at `at`; gives the index after it, or undefined when the text ends before. */
  startTag(text: string, at: number): number | undefined {
    const read = readStartTag(text, at)
    if (!read) return undefined
    if (this.stage === 'after') {
      this.tools.tell({ case: 'secondRoot' }, at)
      this.input.model.skipped()
      this.isDone = true
      return read.end
    }
    const tag = this.mended(read, at)
    if (!tag) {
      this.less(at)
      return at + 1
    }
    const line = this.lineAt(at)
    for (const { params, at: index } of tag.faults)
      this.tools.tell(params.case === 'quotes' ? { ...params, found: redact(read.name), openLine: line } : params, index)
    if (this.stage === 'root') this.checkRoot(tag, at)
    else if (this.input.structure.isStrange(tag.name)) return this.strange(tag, at)
    this.open(tag, at)
    return tag.end
  }

  /** A `<` that begins no tag. */
  less(at: number): void {
    const { structure } = this.input
    this.tools.tell({ case: 'less' }, at)
    if (structure.field) {
      structure.taintUnlessText('<')
      structure.text('<', this.tools.positionOf(at))
    } else this.tools.quieten(true)
  }

  /** Reads the end tag at `at`; gives the index after it, or undefined when the text ends before. */
  endTag(text: string, at: number): number | undefined {
    END_TAG.lastIndex = at
    const found = END_TAG.exec(text)
    if (!found) return undefined
    const [all, inner = '', last] = found
    const name = NAME_FIRST.exec(inner.trim())?.[0] ?? ''
    const whole = inner.startsWith(name) && isSpace(inner.slice(name.length)) && name !== ''
    if (last === '>') {
      const end = at + all.length
      if (!whole) this.tools.tell({ case: 'endTag', found: redact(name || (this.input.open.at(-1)?.name ?? '')) }, at)
      this.end(name, { at, end, isTold: !whole })
      return end
    }
    const end = at + 2 + inner.indexOf(name) + name.length
    this.tools.tell({ case: 'tagEnd', found: redact(`/${name}`) }, end)
    this.end(name, { at, end, isTold: true })
    this.tools.quieten(true)
    return end
  }

  /** Text stands where the field `name` should have begun: opens it. False when `name` is no such field. */
  openUnsaid(name: string, index: number): boolean {
    const { structure } = this.input
    if (!structure.mayBegin(name)) return false
    this.tools.tell({ case: 'missingStart', found: redact(name) }, index)
    this.begin(name, index)
    structure.taint()
    return true
  }

  /** Index of the next tag from `at` on by which the reading may go on: of a case, of an employer, or the end of what is open. */
  nextAnchor(text: string, at: number): number | undefined {
    const { open, structure } = this.input
    ANY_TAG.lastIndex = at
    for (let found = ANY_TAG.exec(text); found; found = ANY_TAG.exec(text)) {
      const [, slash, name = ''] = found
      const isEnd = slash === '/'
      const index = open.findLastIndex((each) => each.name === name)
      if (isEnd ? index < 0 || !structure.isAround(name) : !structure.isAnchor(name)) continue
      const depth = isEnd ? index + 1 : structure.depthFor(name)
      if (depth !== undefined) this.closeTo(depth)
      this.owed.clear()
      return found.index
    }
    return undefined
  }

  /** The tag as it was probably meant; undefined when its `<` is text. */
  private mended(tag: StartTag, at: number): StartTag | undefined {
    const { structure } = this.input
    if (tag.word !== undefined && structure.isStrange(tag.name) && !structure.isStrange(tag.name + tag.word))
      return { ...tag, name: tag.name + tag.word, attributes: [], faults: tag.faults.slice(0, 1) }
    if (tag.cutAt === undefined) return tag
    const known = structure.longestKnown(tag.name)
    const isText = structure.isSkipping || (structure.isStrange(tag.name) && !structure.isKnown(tag.name))
    if (known === undefined) return isText ? undefined : { ...tag, ...this.cut(tag.name, tag.cutAt) }
    return { ...tag, name: known, ...this.cut(known, known === tag.name ? tag.cutAt : at + 1 + known.length) }
  }

  /** A tag without its `>`. */
  private cut(name: string, end: number): Pick<StartTag, 'faults' | 'end' | 'empty'> {
    return {
      faults: [{ params: { case: 'tagEnd', found: redact(name) }, at: end }],
      end,
      empty: this.input.structure.isEmpty(name),
    }
  }

  private checkRoot(tag: StartTag, at: number): void {
    const attributes = Object.fromEntries(tag.attributes.map(({ name, value }) => [name, value]))
    this.input.checkRoot(tag.name, attributes, this.tools.positionOf(at))
    this.stage = 'inside'
  }

  /** A start tag that the description does not have here. */
  private strange(tag: StartTag, at: number): number {
    const { structure, open } = this.input
    const { name } = tag
    const top = open.at(-1)?.name ?? ''
    const ahead = this.tools.ahead(tag.end)
    const inner = tag.empty ? [] : [name]
    const isInField = structure.field !== undefined
    if (isInField && name === top && !tag.empty && endingOf(ahead, [name, name]) !== 'closed') {
      this.tools.tell({ case: 'slash', found: redact(name) }, at)
      this.close()
      return tag.end
    }
    const depth = structure.depthFor(name)
    // Asked only where it matters: a million strange elements would each look through the window.
    const isNested = (isInField || depth !== undefined) && this.isNested(top, { name, inner, ahead })
    if (!isNested && depth !== undefined) {
      this.tellMissingEnd(name, at)
      this.closeTo(depth)
    } else if (!isNested && isInField && !tag.empty && endingOf(ahead, [name]) !== 'closed') {
      this.less(at)
      return at + 1
    } else if (!isInField && !this.mayStay(tag, { at, ahead })) {
      this.tools.tell({ case: 'unclosed', found: redact(name) }, at)
      this.tools.quieten(true)
      return tag.end
    }
    this.open(tag, at)
    return tag.end
  }

  /** Whether `name` is inside the element `top`, which ends after it. */
  private isNested(top: string, { name, inner, ahead }: { name: string; inner: string[]; ahead: string }): boolean {
    if (name === top) return endingOf(ahead, [top, ...inner], top) === 'closed'
    return endsFirst(ahead, top, this.input.open.at(-2)?.name) === 'closed'
  }

  /** False when it has no end tag; its name is mended, and a part opened around it, where those are what is wrong. */
  private mayStay(tag: StartTag, { at, ahead }: { at: number; ahead: string }): boolean {
    const { structure } = this.input
    const { name } = tag
    const place = structure.partAround(name)
    if (place && endsFirst(ahead, place.part, this.input.open[place.depth - 1]?.name) !== 'crossed') {
      if (place.depth < this.input.open.length) this.tellMissingEnd(name, at)
      this.closeTo(place.depth)
      this.tools.tell({ case: 'missingStart', found: redact(place.part) }, at)
      this.begin(place.part, at)
      return true
    }
    const ending = tag.empty ? 'closed' : endingOf(ahead, [name])
    if (ending === 'closed') return true
    const meant = structure.meant(name)
    if (meant !== undefined && endsWith(ahead, meant)) {
      const params = { case: 'mismatch', of: 'start', found: redact(name), expected: redact(meant) }
      this.tools.tell(params, at)
      tag.name = meant
      return true
    }
    return ending === 'unknown'
  }

  private end(name: string, { at, end, isTold }: { at: number; end: number; isTold: boolean }): void {
    const { open, structure } = this.input
    const top = open.at(-1)
    if (!top) {
      if (!isTold && !this.owed.delete(name)) this.tools.tell({ case: 'strayEnd', found: redact(name) }, at)
      return
    }
    const index = open.findLastIndex((each) => each.name === name)
    if (top.name === name || (isTold && index < 0)) {
      this.close()
      return
    }
    if (index < 0 && this.owed.delete(name)) return
    const ahead = this.tools.ahead(end)
    const around = open.slice(Math.max(0, index < 0 ? open.length - 1 : index)).map((each) => each.name)
    const isCrossing = index >= 0 && endsHere(ahead) === top.name
    const isStray = index < 0 && !structure.field && structure.isKnown(name) && meantName(name, [top.name]) === undefined
    if (isStray || (!isCrossing && endingOf(ahead, around, top.name) === 'closed')) {
      if (!isTold) this.tools.tell({ case: 'strayEnd', found: redact(name) }, at)
      structure.noteSeen(name)
      return
    }
    if (index < 0) {
      const params = { case: 'mismatch', of: 'tag', found: redact(name), expected: redact(top.name), openLine: top.line }
      this.tools.tell(params, at)
      this.close()
      return
    }
    if (isCrossing) this.tools.tell({ case: 'crossing', found: redact(name), expected: redact(top.name), openLine: top.line }, at)
    else if (!isTold) this.tellMissingEnd(`/${name}`, at)
    this.closeTo(index + 1)
    this.close()
  }

  private tellMissingEnd(before: string, at: number): void {
    const top = this.input.open.at(-1)
    if (!top) return
    this.tools.tell({ case: 'missingEnd', found: redact(top.name), openLine: top.line, before: redact(before) }, at)
    this.input.structure.taint()
  }

  private open(tag: StartTag, at: number): void {
    const { structure } = this.input
    if (tag.attributes.length > LIMITS.xmlAttributes) this.giveUp('attributes', at)
    if (this.input.open.length >= LIMITS.xmlLevels) this.giveUp('deep', at)
    if (this.isDone) return
    this.enter(tag.name, at)
    for (const { name, value, at: index, sure } of tag.attributes) {
      const { text, odd } = this.tools.read(value, index)
      if (sure && !odd) structure.attribute(name, text, this.tools.positionOf(index))
      else structure.oddAttribute(name, text, this.tools.positionOf(index))
    }
    structure.contentFrom(this.tools.positionOf(tag.end), this.lineAt(tag.end))
    if (tag.empty) this.close()
  }

  private giveUp(limit: string, at: number): void {
    this.tools.tell({ case: limit }, at)
    this.isDone = true
  }

  /** Opens an element that has no start tag of its own. */
  private begin(name: string, at: number): void {
    this.enter(name, at)
    this.input.structure.contentFrom(this.tools.positionOf(at), this.lineAt(at))
  }

  private enter(name: string, at: number): void {
    const position = this.tools.positionOf(at)
    const line = this.lineAt(at)
    this.owed.delete(name)
    this.input.open.push({ name, line })
    this.input.structure.startTag(name, { position, line })
    this.tools.quieten(false)
  }

  private closeTo(depth: number): void {
    const { open } = this.input
    while (open.length > depth) {
      this.owed.add(open.at(-1)?.name ?? '')
      this.close()
    }
  }

  private close(): void {
    const { open, structure } = this.input
    open.pop()
    if (structure.leave()) this.tools.caseEnds()
    this.tools.quieten(false)
    if (open.length === 0) this.stage = 'after'
  }

  private lineAt(index: number): number {
    return this.input.locator.spotAt(this.tools.positionOf(index)).line
  }
}

function endsWith(ahead: string, name: string): boolean {
  return endsNext(ahead) === name || endingOf(ahead, [name]) === 'closed'
}
