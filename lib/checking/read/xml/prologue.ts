import { services } from '#lib/services/catalogue.ts'
import type { Service, XmlEncoding } from '#lib/services/description.ts'
import type { Params } from '../../findings.ts'
import { redact } from '../../redact.ts'

/** Whether `text`, between `<!DOCTYPE` and `>`, is exactly the description's name and system id. */
export function isDoctype(text: string, doctype: XmlEncoding['doctype']): boolean {
  const [, name, system] = /^[ \t\r\n]+([^ \t\r\n]+)[ \t\r\n]+SYSTEM[ \t\r\n]+("[^"]*"|'[^']*')[ \t\r\n]*$/.exec(text) ?? []
  return doctype !== null && name === doctype.name && system?.slice(1, -1) === doctype.system
}

/** Keeps the text before the root element, to find an internal subset before the parser has read all of it. */
export class Prologue {
  private text = ''
  private from = 0

  add(chunk: string, wanted: number): void {
    this.text = this.text.slice(wanted - this.from) + chunk
    this.from = wanted
  }

  /** Whether a DOCTYPE begins at `from` and has begun its internal subset by `to`. */
  isInSubset(from: number, to: number): boolean {
    return /^[ \t\r\n]*<!DOCTYPE(?:"[^"]*"|'[^']*'|[^["'>])*\[/.test(this.text.slice(from - this.from, to - this.from))
  }
}

/** F05: the DOCTYPE is not the description's. */
export function doctypeParams({ doctype }: XmlEncoding): Params {
  return doctype ? { case: 'other', name: doctype.name, system: doctype.system } : { case: 'none' }
}

/** F02: the root element is not the e-service's; undefined when it is. */
export function rootFault(service: Service, name: string): Params | undefined {
  if (isRoot(service, name)) return undefined
  const other = services.find((each) => isRoot(each, name))
  if (other) return { case: 'otherService', other: other.id }
  return { case: name.toLowerCase() === 'html' ? 'webPage' : 'otherRoot', found: redact(name), expected: service.root.name }
}

/** F02: the namespace of the root is another version's; undefined when it is right. */
export function namespaceFault(service: Service, name: string, attributes: Record<string, string>): Params | undefined {
  if (service.xml.namespace === null) return undefined
  const prefix = name.includes(':') ? name.slice(0, name.indexOf(':')) : ''
  const found = attributes[prefix ? `xmlns:${prefix}` : 'xmlns'] ?? ''
  return found === service.xml.namespace
    ? undefined
    : { case: 'namespace', found: redact(found), expected: service.xml.namespace }
}

/** Whether the name, with its prefix, is that of the e-service's root element. */
export function isRoot({ root, xml }: Service, name: string): boolean {
  return root.name === (xml.namespace === null ? name : name.slice(name.indexOf(':') + 1))
}
