import { type Field, isField, type Part, type Service } from './description.ts'

/** The e-service's DTD, made from its description; undefined where files carry no DOCTYPE. */
export function dtdOf(service: Service): string | undefined {
  return service.xml.doctype ? `${declarations(service.root, new Set()).join('\n')}\n` : undefined
}

function declarations(part: Part, seen: Set<string>): string[] {
  if (seen.has(part.name)) return []
  seen.add(part.name)
  const lines = [`<!ELEMENT ${part.name} ${contentOf(part)}>`]
  if (part.attributes.length > 0) lines.push(`<!ATTLIST ${part.name}${part.attributes.map(attribute).join('')}>`)
  for (const item of part.content) {
    if (!isField(item)) lines.push(...declarations(item, seen))
    else if (!seen.has(item.name)) lines.push(`<!ELEMENT ${item.name} (#PCDATA)>`)
    seen.add(item.name)
  }
  return lines
}

function contentOf(part: Part): string {
  if (part.content.length === 0) return 'EMPTY'
  return `(${part.content.map((item) => item.name + occurs(item)).join(', ')})`
}

function occurs({ min, max }: Part | Field): string {
  if (max > 1) return min === 0 ? '*' : '+'
  return min === 0 ? '?' : ''
}

function attribute({ name, type, min, fallback }: Field): string {
  const values = type.kind === 'choice' ? `(${type.values.join(' | ')})` : 'CDATA'
  return `\n  ${name} ${values} ${fallback ? `"${fallback}"` : min === 1 ? '#REQUIRED' : '#IMPLIED'}`
}
