import { type Field, isField, type Part, type Service } from '#lib/services/description.ts'
import type { Range, Unit } from './units.ts'

/** A described value in the file, with its text as the check reads it; or a stretch that nothing describes. */
export type FoundValue = { field: Field; units: readonly Unit[]; text: string } | { field?: undefined; range: Range }

const known = new WeakMap<Service, Map<string, Field>>()

/** Fields by `part/field`. */
export function fieldsByPath(service: Service): Map<string, Field> {
  let fields = known.get(service)
  if (!fields) {
    fields = new Map()
    collect(service.root, fields)
    known.set(service, fields)
  }
  return fields
}

function collect(part: Part, into: Map<string, Field>): void {
  for (const field of [...part.attributes, ...part.content.filter(isField)]) into.set(`${part.name}/${field.name}`, field)
  for (const item of part.content) if (!isField(item)) collect(item, into)
}
