// The only XML writer and the only escape: gateway's answers, e-services' files (converted tables, samples), workbooks and
// the stand-ins of e2e write with them. Reading XML is lib/checking/read/xml's.

/** Attribute values are text; those that are undefined are left out. */
type XmlAttributes = Record<string, string | number | undefined>

/** `content` is XML already. An element without content is written as one empty tag. */
export function element(name: string, content: string, attributes?: XmlAttributes): string {
  return content === '' ? emptyTag(name, attributes) : `${startTag(name, attributes)}${content}</${name}>`
}

/** An element that holds text: with both its tags, also when the text is empty. */
export function textElement(name: string, text: string): string {
  return `<${name}>${escapeXml(text)}</${name}>`
}

export function startTag(name: string, attributes?: XmlAttributes): string {
  return `<${name}${attributes ? writeAttributes(attributes) : ''}>`
}

export function emptyTag(name: string, attributes?: XmlAttributes): string {
  return `<${name}${attributes ? writeAttributes(attributes) : ''}/>`
}

/** The lines that stand before the outermost element. */
export function prologLines(encoding = 'UTF-8', doctype: { name: string; system: string } | null = null): string[] {
  const declaration = `<?xml version="1.0" encoding="${encoding}"?>`
  return doctype ? [declaration, `<!DOCTYPE ${doctype.name} SYSTEM "${doctype.system}">`] : [declaration]
}

const NEEDS_ESCAPE = /[&<>"]|[^\t\n\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/u

/** Characters that XML 1.0 cannot hold (2.2) are left out. */
export function escapeXml(text: string): string {
  if (!NEEDS_ESCAPE.test(text)) return text
  return text
    .replace(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, '')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll('\r', '&#13;')
}

/** Control characters (tab and line break too) and what else XML cannot hold become U+FFFD, so that a check reports where they stood. */
export function replaceControls(text: string): string {
  return /\p{Cc}|\p{Cs}|[\ufffe\uffff]/u.test(text)
    ? text.replace(/\p{Cs}|[\ufffe\uffff]|(?![\u0080-\u009f])\p{Cc}/gu, '\ufffd')
    : text
}

function writeAttributes(attributes: XmlAttributes): string {
  let written = ''
  for (const [name, value] of Object.entries(attributes))
    if (value !== undefined) written += ` ${name}="${escapeAttribute(String(value))}"`
  return written
}

/** A reader turns white space in an attribute into plain spaces, unless it is written as a number (XML 1.0, 3.3.3). */
function escapeAttribute(text: string): string {
  return escapeXml(text).replaceAll('\n', '&#10;').replaceAll('\t', '&#9;')
}
