/** A header's value before its parameters, in lower case, and the parameters by name in lower case. */
type HeaderValue = { value: string; parameters: Map<string, string> }

const VALUE = /[ \t]*([^ \t;="]+)[ \t]*/y
/** In quotes only \" and \\ are escapes: browsers and curl write any other backslash as it is. */
const PARAMETER = /;[ \t]*([^ \t;="]+)[ \t]*=[ \t]*(?:"((?:[^"\\]|\\["\\]|\\(?!["\\]))*)"|([^ \t;"]*))[ \t]*/y
const END = /;?[ \t]*$/y

/**
 * Reads `form-data; name="file"; filename="a.xml"` (RFC 9110, 5.6.6; RFC 7578, 4.2). Undefined when it cannot be read, or when
 * a parameter stands twice.
 */
export function readParameters(text: string): HeaderValue | undefined {
  const parameters = new Map<string, string>()
  let at = 0
  const next = (pattern: RegExp) => {
    pattern.lastIndex = at
    const match = pattern.exec(text)
    if (match) at = pattern.lastIndex
    return match
  }
  const value = next(VALUE)?.[1]
  if (value === undefined) return undefined
  for (let match = next(PARAMETER); match; match = next(PARAMETER)) {
    const name = (match[1] ?? '').toLowerCase()
    if (parameters.has(name)) return undefined
    parameters.set(name, match[2]?.replace(/\\(["\\])/g, '$1') ?? match[3] ?? '')
  }
  return next(END) ? { value: value.toLowerCase(), parameters } : undefined
}
