// Reads the receiver's answers, which are small XML documents. Strict: what is not certain counts as unreadable.
import { SaxesParser } from 'saxes'

const TYPES = ['application/xml', 'text/xml']
const LONGEST = 1_000

/** Every value that stands at a place (`kvittens/kvittensID`, `fel@kod`), by place. */
export type XmlAnswer = {
  all: (place: string) => string[]
  one: (place: string) => string | undefined
  /** The attributes of each element at a place, in order. */
  entries: (place: string) => Readonly<Record<string, string>>[]
}

/** Undefined when it is not well-formed XML in UTF-8, declares another type or encoding, or has a DOCTYPE. */
export function parseXmlAnswer(raw: Uint8Array, contentType: string | null): XmlAnswer | undefined {
  if (!isUtf8Xml(contentType)) return undefined
  const text = decode(raw)
  if (text === undefined) return undefined
  const found = new Map<string, string[]>()
  const add = (place: string, value: string) => {
    const values = found.get(place)
    if (values) values.push(value)
    else found.set(place, [value])
  }
  const elements = new Map<string, Record<string, string>[]>()
  const path: string[] = []
  const texts: string[] = []
  const parser = new SaxesParser()
  let readable = true
  parser.on('error', () => {
    readable = false
  })
  parser.on('doctype', () => {
    readable = false
  })
  parser.on('xmldecl', ({ encoding }) => {
    if (encoding && encoding.toUpperCase() !== 'UTF-8') readable = false
  })
  parser.on('opentag', ({ name, attributes }) => {
    path.push(name)
    texts.push('')
    const place = path.join('/')
    const same = elements.get(place)
    if (same) same.push(attributes)
    else elements.set(place, [attributes])
    for (const [attribute, value] of Object.entries(attributes)) add(`${path.join('/')}@${attribute}`, String(value).trim())
  })
  const addText = (piece: string) => {
    if (texts.length > 0) texts[texts.length - 1] += piece
  }
  parser.on('text', addText)
  parser.on('cdata', addText)
  parser.on('closetag', () => {
    add(path.join('/'), (texts.pop() ?? '').trim())
    path.pop()
  })
  parser.write(text).close()
  if (!readable) return undefined
  const all = (place: string) => found.get(place) ?? []
  return {
    all,
    entries: (place) => elements.get(place) ?? [],
    one: (place) => {
      const [value, ...more] = all(place)
      return more.length === 0 ? value?.slice(0, LONGEST) : undefined
    },
  }
}

/** RFC 7303: without a charset the document's own word counts, and we take only UTF-8. */
function isUtf8Xml(contentType: string | null): boolean {
  const [type = '', ...parameters] = (contentType ?? '').split(';').map((part) => part.trim().toLowerCase())
  const charset = parameters.find((parameter) => parameter.startsWith('charset='))
  return TYPES.includes(type) && (charset === undefined || /^charset="?utf-8"?$/.test(charset))
}

function decode(raw: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(raw)
  } catch {
    return undefined
  }
}
