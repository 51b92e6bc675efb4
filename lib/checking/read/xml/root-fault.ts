import { services } from '#lib/services/catalogue.ts'
import type { Service } from '#lib/services/description.ts'
import type { Params } from '../../findings.ts'
import { redact } from '../../redact.ts'

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
