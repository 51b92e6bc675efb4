import type { Field, Part } from '#lib/services/description.ts'
import type { Mark } from '../../mark.ts'
import type { ChildOrder } from './child-order.ts'

export type ChildItem = { index: number; item: Part | Field }

/** Children and attributes of a part by name, cached. */
export type Outline = { children: Map<string, ChildItem>; attributes: Map<string, Field> }

const outlines = new WeakMap<Part, Outline>()

export function outlineOf(part: Part): Outline {
  let outline = outlines.get(part)
  if (!outline) {
    outline = {
      children: new Map(part.content.map((item, index) => [item.name, { index, item }])),
      attributes: new Map(part.attributes.map((field) => [field.name, field])),
    }
    outlines.set(part, outline)
  }
  return outline
}

/** An open element, and how often each of its children has been seen. */
export type Frame = {
  part: Part
  outline: Outline
  mark: Mark
  seen: number[]
  furthest: number
  order: ChildOrder
  /** Depth inside elements that are passed over. */
  passed: number
  /** Text has been reported where none may stand. */
  strayed: boolean
  /** Some of its content was skipped: no rule is asked of it, and nothing is said to be missing. */
  isDoubtful: boolean
  /** Tags in it are wrong: nothing is said to be missing. */
  isSuspect: boolean
  /** Live marks when it was opened. */
  live: number
}

/** A child that a part lacks: it should stand right `after` or `before` another (`of`, `beside`), where their order is one. */
type MissingChild = { name: string; of?: 'after' | 'before'; beside?: string }

export function missingFrom({ part, seen }: Frame): MissingChild[] {
  const stands = (index: number) => (seen[index] ?? 0) > 0
  return part.content.flatMap(({ name, min }, index): MissingChild[] => {
    if ((seen[index] ?? 0) >= min) return []
    const before = part.content.findLast((_, at) => at < index && stands(at))
    const after = part.content.find((_, at) => at > index && stands(at))
    if (part.order !== 'sequence' || (!before && !after)) return [{ name }]
    return [{ name, ...(before ? { of: 'after', beside: before.name } : { of: 'before', beside: after?.name ?? '' }) }]
  })
}
