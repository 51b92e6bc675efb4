import type { Params } from '../findings.ts'

type Root = { name: string; attributes: string }

/** In the namespace of every version of the arbetsgivardeklaration. */
const AGI = '/se/skatteverket/da/instans/'

/** F02: an XML file of a known kind that no e-service here takes, by its root and its namespace. */
export function xmlKind(text: string): Params | undefined {
  const root = rootIn(text)
  if (!root) return undefined
  const { name, attributes } = root
  const has = (namespace: string) => attributes.includes(namespace)
  if (name.toLowerCase() === 'paxml') return { case: 'paxml' }
  if (
    name === 'Skatteverket' &&
    (/\bomrade\s*=\s*["']Kontrolluppgifter["']/.test(attributes) || has('/se/skatteverket/ai/instans/'))
  )
    return { case: 'ku' }
  // The arbetsgivardeklaration is an e-service's own.
  if (name === 'Skatteverket' && !has(AGI) && !/\bomrade\s*=\s*["']Arbetsgivardeklaration["']/.test(attributes))
    return { case: 'skatteverket' }
  const [, message] = /urn:iso:std:iso:20022:tech:xsd:((?:pain|camt|pacs|acmt|auth|remt)\.\d{3})/.exec(attributes) ?? []
  if (name === 'Document' && message !== undefined) return { case: 'bankFile', found: message }
  if ((name === 'Sie' || name === 'SieEntry') && has('http://www.sie.se/')) return { case: 'sie' }
  if (name === 'Workbook' && has('urn:schemas-microsoft-com:office:spreadsheet')) return { case: 'xmlExcel' }
  if (name === 'wordDocument' || (name === 'package' && has('http://schemas.microsoft.com/office/2006/xmlPackage')))
    return { case: 'document', found: 'Word (XML)' }
  if (name === 'document' && has('urn:oasis:names:tc:opendocument:xmlns:office'))
    return { case: 'document', found: 'OpenDocument (XML)' }
  return undefined
}

const BEFORE_ROOT = /\s+|<\?.*?\?>|<!--.*?-->|<!DOCTYPE(?:"[^"]*"|'[^']*'|\[[^\]]*\]|[^>"'[])*>/sy
const ROOT = /<(?:[\w.-]{1,60}:)?([\w.-]{1,60})((?:\s(?:"[^"]*"|'[^']*'|[^>"'])*)?)\/?>/y

/** Where the root's tag begins, after blanks, comments, instructions and a DOCTYPE. A step at a time, so that no text makes it slow. */
export function rootStart(text: string): number {
  let at = 0
  for (;;) {
    BEFORE_ROOT.lastIndex = at
    if (!BEFORE_ROOT.test(text)) return at
    at = BEFORE_ROOT.lastIndex
  }
}

/** The root's local name and attributes; undefined where the text does not reach them. */
function rootIn(text: string): Root | undefined {
  ROOT.lastIndex = rootStart(text)
  const [, name, attributes = ''] = ROOT.exec(text) ?? []
  return name === undefined ? undefined : { name, attributes }
}
