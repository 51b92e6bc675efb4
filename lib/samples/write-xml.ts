import { isField, type Service } from '#lib/services/description.ts'
import { emptyTag, prologLines, startTag, textElement } from '#lib/xml.ts'
import type { Draft } from './draft.ts'

/** A draft as XML, indented, with the declaration and the DOCTYPE that the description asks for. */
export function writeXml({ xml }: Service, root: Draft): string {
  const lines = [...prologLines(xml.encodings[0], xml.doctype), ...linesOf(root, '', xml.namespace ?? undefined)]
  return `${lines.join('\n')}\n`
}

function linesOf({ part, values, parts }: Draft, indent: string, xmlns?: string): string[] {
  const attributes = { ...Object.fromEntries(part.attributes.map(({ name }) => [name, values[name]])), xmlns }
  const inner = part.content.flatMap((item) => {
    if (!isField(item)) return parts.filter((draft) => draft.part === item).flatMap((draft) => linesOf(draft, `${indent}  `))
    const text = values[item.name]
    return text === undefined ? [] : [`${indent}  ${textElement(item.name, text)}`]
  })
  if (inner.length === 0) return [`${indent}${emptyTag(part.name, attributes)}`]
  return [`${indent}${startTag(part.name, attributes)}`, ...inner, `${indent}</${part.name}>`]
}
