import { hasBom } from '#lib/checking/detect.ts'
import { decodeLatin1 } from '#lib/checking/read/xml/decoder.ts'
import { outlineOf } from '#lib/checking/read/xml/outline.ts'
import { type Piece, pieces } from '#lib/checking/read/xml/pieces.ts'
import { isField, type Part, type Service } from '#lib/services/description.ts'
import type { Mender } from './mend-kinds.ts'

/** An element with what stands before it since its neighbour. `index`: in the description of what it is in. */
type Element = {
  name: string
  lead: number
  end: number
  index: number
  part: Part | undefined
  inner: Element[]
  strange: boolean
}

/**
 * Elements that stand in another order than the description has are moved, with their contents, comments and line ends. Only where
 * every neighbour is known and stands as often as it may, in a file whose tags all match.
 */
export const mendOrder: Mender = ({ bytes, kind, options }) => {
  if (kind !== 'xml' || !hasSequence(options.service.root)) return undefined
  const root = elements(bytes, options.service)
  if (!root) return undefined
  const ordered = new Ordered(bytes)
  ordered.take(0, root.lead)
  ordered.element(root)
  ordered.take(root.end, bytes.length)
  if (ordered.moved === 0) return undefined
  const params = { found: ordered.first?.name ?? '', names: ordered.first?.content.map(({ name }) => name).join(', ') ?? '' }
  return { bytes: ordered.bytes(), sure: 'certain', count: ordered.moved, params }
}

function hasSequence(part: Part): boolean {
  return part.order === 'sequence' && part.role !== 'passed-over'
}

/** The root, if all tags match and nothing is broken. */
function elements(bytes: Uint8Array, service: Service): Element | undefined {
  const open: Element[] = []
  let root: Element | undefined
  let end = 0
  for (const piece of pieces(bytes, hasBom(bytes) ? 3 : 0)) {
    const { kind, from, to, broken } = piece
    const top = open.at(-1)
    if (broken || (kind === 'cdata' && top?.part)) return undefined
    if (kind === 'text' && top?.part && !isBlank(bytes, from, to)) top.strange = true
    if (kind === 'start' || kind === 'empty') {
      const element = opened(nameOf(bytes, piece, service), top, service)
      if (!top && root) return undefined
      element.lead = top ? end : from
      top?.inner.push(element)
      root ??= element
      open.push(element)
    }
    if (kind === 'end' && top?.name !== nameOf(bytes, piece, service)) return undefined
    if (kind === 'end' || kind === 'empty') (open.pop() as Element).end = to
    if (kind !== 'text' && kind !== 'comment' && kind !== 'instruction') end = to
  }
  return open.length === 0 && root?.part ? root : undefined
}

function opened(name: string, top: Element | undefined, service: Service): Element {
  const child = top?.part ? outlineOf(top.part).children.get(name) : undefined
  const part = top
    ? child && !isField(child.item)
      ? child.item
      : undefined
    : name === service.root.name
      ? service.root
      : undefined
  // What is not described is known to nobody: nothing beside it is moved.
  if (top?.part && !child) top.strange = true
  return { name, lead: 0, end: 0, index: child?.index ?? 0, part, inner: [], strange: false }
}

function nameOf(bytes: Uint8Array, { from, to }: Piece, { xml }: Service): string {
  const [, name = ''] = /^<\/?([^\s/>]*)/.exec(decodeLatin1(bytes.subarray(from, Math.min(to, from + 200)))) ?? []
  return xml.namespace === null ? name : name.slice(name.indexOf(':') + 1)
}

function isBlank(bytes: Uint8Array, from: number, to: number): boolean {
  for (let at = from; at < to; at++) if (![9, 10, 13, 32].includes(bytes[at] as number)) return false
  return true
}

class Ordered {
  moved = 0
  first: Part | undefined
  private readonly from: Uint8Array
  private readonly stretches: [number, number][] = []

  constructor(from: Uint8Array) {
    this.from = from
  }

  take(from: number, to: number): void {
    const last = this.stretches.at(-1)
    if (last && last[1] === from) last[1] = to
    else if (to > from) this.stretches.push([from, to])
  }

  element({ lead, end, inner, part, strange }: Element): void {
    const [first] = inner
    const last = inner.at(-1)
    if (!part || !first || !last) {
      this.take(lead, end)
      return
    }
    this.take(lead, first.lead)
    const isMoved = !strange && part.order === 'sequence' && inner.some(isBeforeItsTurn) && isAllowed(inner, part)
    if (isMoved) {
      this.moved++
      this.first ??= part
    }
    for (const each of isMoved ? inner.toSorted((a, b) => a.index - b.index) : inner) this.element(each)
    this.take(last.end, end)
  }

  bytes(): Uint8Array {
    const all = new Uint8Array(this.stretches.reduce((sum, [from, to]) => sum + to - from, 0))
    let at = 0
    for (const [from, to] of this.stretches) {
      all.set(this.from.subarray(from, to), at)
      at += to - from
    }
    return all
  }
}

function isBeforeItsTurn({ index }: Element, i: number, all: readonly Element[]): boolean {
  return i > 0 && index < (all[i - 1] as Element).index
}

function isAllowed(inner: readonly Element[], part: Part): boolean {
  const seen = new Map<number, number>()
  for (const { index } of inner) seen.set(index, (seen.get(index) ?? 0) + 1)
  return [...seen].every(([index, count]) => count <= (part.content[index]?.max ?? 0))
}
