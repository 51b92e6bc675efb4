import { services } from '#lib/services/catalogue.ts'
import type { Service, XmlEncoding } from '#lib/services/description.ts'
import type { Params } from '../../findings.ts'
import { redact } from '../../redact.ts'

/** Whether what stands between `<!DOCTYPE` and `>` is exactly the description's external id, and nothing else. */
export function isDoctype(text: string, doctype: XmlEncoding['doctype']): boolean {
  const [, name, system] = /^[ \t\r\n]+([^ \t\r\n]+)[ \t\r\n]+SYSTEM[ \t\r\n]+("[^"]*"|'[^']*')[ \t\r\n]*$/.exec(text) ?? []
  return doctype !== null && name === doctype.name && system?.slice(1, -1) === doctype.system
}

/** What stands before the root, from where the parser is in it, so that an unfinished DOCTYPE can be looked at. */
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

/** What to say (F05) of a DOCTYPE that is another than the description's. */
export function doctypeParams({ doctype }: XmlEncoding): Params {
  return doctype ? { case: 'other', name: doctype.name, system: doctype.system } : { case: 'none' }
}

/** What to say (F02) when the root is not the e-service's; undefined when it is. */
export function rootFault(service: Service, name: string): Params | undefined {
  if (isRoot(service, name)) return undefined
  const other = services.find((each) => isRoot(each, name))
  if (other) return { case: 'otherService', other: other.id }
  return { case: name.toLowerCase() === 'html' ? 'webPage' : 'otherRoot', found: redact(name), expected: service.root.name }
}

/** What to say when the root's namespace is another version's. */
export function namespaceFault(service: Service, name: string, attributes: Record<string, string>): Params | undefined {
  if (service.xml.namespace === null) return undefined
  const prefix = name.includes(':') ? name.slice(0, name.indexOf(':')) : ''
  const found = attributes[prefix ? `xmlns:${prefix}` : 'xmlns'] ?? ''
  return found === service.xml.namespace
    ? undefined
    : { case: 'namespace', found: redact(found), expected: service.xml.namespace }
}

function isRoot({ root, xml }: Service, name: string): boolean {
  return root.name === (xml.namespace === null ? name : name.slice(name.indexOf(':') + 1))
}
