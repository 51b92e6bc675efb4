import { type Field, isField, type Part } from '#lib/services/description.ts'

/** A part of a file being made: values of its fields by name (attributes and elements), and the parts inside it. */
export type Draft = { part: Part; values: Record<string, string>; parts: Draft[] }

/** A field and the draft that it belongs to, with or without a value. */
export type DraftField = { draft: Draft; field: Field }

export const fieldsOf = (part: Part): Field[] => [...part.attributes, ...part.content.filter(isField)]

/** The draft and everything in it, in file order. */
export function everyDraft(draft: Draft): Draft[] {
  return [draft, ...draft.parts.flatMap(everyDraft)]
}

export const casesOf = (root: Draft): Draft[] => everyDraft(root).filter(({ part }) => part.role === 'case')

/** Every field of every part, those of cases first: faults are best shown there. */
export function draftFieldsOf(root: Draft): DraftField[] {
  const drafts = everyDraft(root)
  const inCases = new Set(casesOf(root).flatMap(everyDraft))
  return [...inCases, ...drafts.filter((draft) => !inCases.has(draft))].flatMap((draft) =>
    fieldsOf(draft.part).map((field) => ({ draft, field })),
  )
}

/** Sets each count to the number of its parts in the draft. */
export function writeCounts(root: Draft): void {
  const drafts = everyDraft(root)
  for (const { draft, field } of draftFieldsOf(root)) {
    const { type } = field
    if (type.kind === 'count') draft.values[field.name] = String(drafts.filter(({ part }) => part.name === type.of).length)
  }
}
