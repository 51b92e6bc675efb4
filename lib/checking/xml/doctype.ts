import type { XmlEncoding } from '#lib/services/description.ts'

/** Whether what stands between `<!DOCTYPE` and `>` is exactly the description's external id, and nothing else. */
export function isDoctype(text: string, doctype: XmlEncoding['doctype']): boolean {
  const [, name, system] = /^[ \t\r\n]+([^ \t\r\n]+)[ \t\r\n]+SYSTEM[ \t\r\n]+("[^"]*"|'[^']*')[ \t\r\n]*$/.exec(text) ?? []
  return doctype !== null && name === doctype.name && system?.slice(1, -1) === doctype.system
}

/** Whether the text that the parser is in the middle of is a DOCTYPE with an internal subset. */
export function beginsSubset(text: string): boolean {
  const trimmed = text.trimStart()
  return trimmed.startsWith('<!DOCTYPE') && trimmed.includes('[')
}
