import { type Field, isField, type Part, type Service } from './description.ts'

/** A field, and the part that it stands in. */
export type DescribedField = { part: Part; field: Field }

const fieldsOfService = new WeakMap<Service, ReadonlyMap<string, DescribedField>>()

/** Every field of an e-service by its path, `part/field`. */
export function describedFields(service: Service): ReadonlyMap<string, DescribedField> {
  const known = fieldsOfService.get(service)
  if (known) return known
  const fields = new Map<string, DescribedField>()
  collect(service.root, fields)
  fieldsOfService.set(service, fields)
  return fields
}

/** The field that a description refers to by its path. Throws where there is none: a bug in the description. */
export function describedField(service: Service, path: string): DescribedField {
  const described = describedFields(service).get(path)
  if (!described) throw new Error(`${service.id} has no field ${path}`)
  return described
}

function collect(part: Part, into: Map<string, DescribedField>): void {
  for (const field of part.attributes) into.set(`${part.name}/${field.name}`, { part, field })
  for (const item of part.content) {
    if (isField(item)) into.set(`${part.name}/${item.name}`, { part, field: item })
    else collect(item, into)
  }
}
