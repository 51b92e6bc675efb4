/** Lines and columns count from 1 (columns in code points), bytes from 0. */
export type Spot = { line: number; column: number; byte: number }

/** A place in the file that is worked out only when a finding needs it. */
export type Mark = { readonly line: number; spot(): Spot }

export function fixedMark(line: number, column: number, byte: number): Mark {
  const spot = { line, column, byte }
  return { line, spot: () => spot }
}
