import { type Field, isField, type Service } from '#lib/services/description.ts'
import type { Draft } from './draft.ts'

/** A draft as XML, indented, with the declaration and the DOCTYPE that the description asks for. */
export function writeXml({ xml }: Service, root: Draft): string {
  const [encoding] = xml.encodings
  const doctype = xml.doctype ? `<!DOCTYPE ${xml.doctype.name} SYSTEM "${xml.doctype.system}">\n` : ''
  const namespace = xml.namespace ? ` xmlns="${xml.namespace}"` : ''
  return `<?xml version="1.0" encoding="${encoding}"?>\n${doctype}${element(root, '', namespace)}`
}

function element({ part, values, parts }: Draft, indent: string, namespace = ''): string {
  const attributes = part.attributes
    .filter(({ name }) => values[name] !== undefined)
    .map(({ name }) => ` ${name}="${escaped(values[name])}"`)
  const start = `${indent}<${part.name}${attributes.join('')}${namespace}`
  const inner = part.content.flatMap((item) =>
    isField(item)
      ? leaf(item, values, `${indent}  `)
      : parts.filter((draft) => draft.part === item).map((draft) => element(draft, `${indent}  `)),
  )
  return inner.length === 0 ? `${start}/>\n` : `${start}>\n${inner.join('')}${indent}</${part.name}>\n`
}

function leaf({ name }: Field, values: Draft['values'], indent: string): string[] {
  return values[name] === undefined ? [] : [`${indent}<${name}>${escaped(values[name])}</${name}>\n`]
}

function escaped(text = ''): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;')
}
