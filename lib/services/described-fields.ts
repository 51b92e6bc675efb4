import { type Field, isField, type Part, type Service, type TableColumn } from './description.ts'

export type DescribedField = { part: Part; field: Field }

const known = new WeakMap<Service, Map<string, DescribedField>>()

/** The part and the field that a column is about. */
export function describedBy(service: Service, { field: path }: TableColumn): DescribedField {
  let fields = known.get(service)
  if (!fields) {
    fields = new Map()
    collect(service.root, fields)
    known.set(service, fields)
  }
  const described = fields.get(path)
  if (!described) throw new Error(`${service.id}: a column names an unknown field ${path}`)
  return described
}

function collect(part: Part, into: Map<string, DescribedField>): void {
  for (const field of part.attributes) into.set(`${part.name}/${field.name}`, { part, field })
  for (const item of part.content) {
    if (isField(item)) into.set(`${part.name}/${item.name}`, { part, field: item })
    else collect(item, into)
  }
}

/** Whether cases stand inside the part, or it is one. */
export function holdsCases(part: Part): boolean {
  return part.role === 'case' || part.content.some((item) => !isField(item) && holdsCases(item))
}
