import type { Field, Part } from '#lib/services/description.ts'
import type { Mark } from '../../mark.ts'

export type ChildItem = { index: number; item: Part | Field }

/** A part's children and attributes by name, made once. */
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

/** An element that is open, and which of its children have been seen. */
export type Frame = {
  part: Part
  outline: Outline
  mark: Mark
  seen: number[]
  furthest: number
  /** Depth of elements inside that are none of our business. */
  passed: number
  /** Text has been found in it where none may stand. */
  strayed: boolean
  /** How many marks were live when it was opened. */
  live: number
}

export function missingFrom({ part, seen }: Frame): (Part | Field)[] {
  return part.content.filter((item, index) => (seen[index] ?? 0) < item.min)
}
