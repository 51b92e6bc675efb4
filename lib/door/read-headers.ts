/** The Cookie header as names and values; the first of a name counts. */
export function readCookies(header: string | null | undefined): Record<string, string> {
  const found = (header ?? '').split(';').flatMap((pair): [string, string][] => {
    const at = pair.indexOf('=')
    return at > 0 ? [[pair.slice(0, at).trim(), decoded(pair.slice(at + 1).trim())]] : []
  })
  return Object.fromEntries(found.reverse())
}

function decoded(value: string): string {
  try {
    return decodeURIComponent(value)
  } catch {
    return value // not percent-encoded: as it stands
  }
}
