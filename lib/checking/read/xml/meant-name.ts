/** Characters. */
const MOST_EDITS = 2
/** Characters; no name of a description is longer. */
const LONGEST = 40

/** The known name that is closest to a misspelt one, at most two edits away, ignoring case; undefined when none is. */
export function meantName(name: string, known: Iterable<string>): string | undefined {
  if (name.length > LONGEST) return undefined
  let best: { name: string; edits: number } | undefined
  for (const each of known) {
    if (Math.abs(each.length - name.length) > MOST_EDITS || each.length <= MOST_EDITS) continue
    const edits = editsBetween(name.toLowerCase(), each.toLowerCase())
    if (edits <= MOST_EDITS && (!best || edits < best.edits)) best = { name: each, edits }
  }
  return best?.name
}

/** Levenshtein distance. */
function editsBetween(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, i) => i)
  for (let i = 1; i <= a.length; i++) {
    const next = [i]
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1] ? 0 : 1
      next.push(Math.min((row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1, (row[j - 1] ?? 0) + same))
    }
    row = next
  }
  return row[b.length] ?? 0
}
