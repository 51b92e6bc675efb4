import { type Field, isField, type Part } from '#lib/services/description.ts'

/** A part of a file in the making: its fields by name (attributes and content alike), and the parts inside it. */
export type Draft = { part: Part; values: Record<string, string>; parts: Draft[] }

/** A field and the draft that it belongs to, written or not. */
export type DraftField = { draft: Draft; field: Field }

export const fieldsOf = (part: Part): Field[] => [...part.attributes, ...part.content.filter(isField)]

/** The draft and everything in it, in file order. */
export function everyDraft(draft: Draft): Draft[] {
  return [draft, ...draft.parts.flatMap(everyDraft)]
}

export const casesOf = (root: Draft): Draft[] => everyDraft(root).filter(({ part }) => part.role === 'case')

/** Every place for a value, the cases' first: that is where people look for faults. */
export function draftFieldsOf(root: Draft): DraftField[] {
  const drafts = everyDraft(root)
  const inCases = new Set(casesOf(root).flatMap(everyDraft))
  return [...inCases, ...drafts.filter((draft) => !inCases.has(draft))].flatMap((draft) =>
    fieldsOf(draft.part).map((field) => ({ draft, field })),
  )
}

/** Writes into each count how many of its part the file holds. */
export function writeCounts(root: Draft): void {
  const drafts = everyDraft(root)
  for (const { draft, field } of draftFieldsOf(root)) {
    const { type } = field
    if (type.kind === 'count') draft.values[field.name] = String(drafts.filter(({ part }) => part.name === type.of).length)
  }
}
