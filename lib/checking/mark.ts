/** Lines and columns count from 1 (columns in code points), bytes from 0. */
export type Spot = { line: number; column: number; byte: number }

/** A place in the file; column and byte are worked out when `spot` is called. */
export type Mark = { readonly line: number; spot(): Spot }

/** A mark at a place that has been worked out. */
export function markAt(spot: Spot): Mark {
  return { line: spot.line, spot: () => spot }
}

/** A mark whose place is known from the start. */
export function fixedMark(line: number, column: number, byte: number): Mark {
  return new KnownMark(line, column, byte)
}

class KnownMark implements Mark {
  readonly line: number
  private readonly column: number
  private readonly byte: number

  constructor(line: number, column: number, byte: number) {
    this.line = line
    this.column = column
    this.byte = byte
  }

  spot(): Spot {
    return { line: this.line, column: this.column, byte: this.byte }
  }
}
