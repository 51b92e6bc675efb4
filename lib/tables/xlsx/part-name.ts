/**
 * The name that two spellings of a part share (ECMA-376, part 2, 6.2.2): case does not matter, nor whether a character is
 * percent-encoded; a slash first is left out. Some writers use backslashes.
 */
export function partKey(name: string): string {
  return decoded(name.replaceAll('\\', '/')).replace(/^\/+/, '').toLowerCase()
}

/** What a relationship of a part in `folder` (`xl/`) points at: relative, from the root, with `.` and `..` (RFC 3986, 5.2). */
export function targetOf(folder: string, target: string): string {
  const path = target.replaceAll('\\', '/').replace(/[?#].*$/s, '')
  const kept: string[] = []
  for (const step of (path.startsWith('/') ? path : folder + path).split('/')) {
    if (step === '..') kept.pop()
    else if (step !== '' && step !== '.') kept.push(step)
  }
  return kept.join('/')
}

function decoded(name: string): string {
  try {
    return decodeURIComponent(name)
  } catch {
    return name
  }
}
