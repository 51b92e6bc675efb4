/** Where a line of the XML comes from: the row of the table, and the part that is written, by its ordinal. */
export type CaseOrigin = { row: number; part: string; nth: number }

const LINES_A_BLOCK = 20_000

/** XML with one element a line, each line with its origin. */
export class CaseFile {
  private readonly blocks: Uint8Array[] = []
  private lines: string[] = []
  private readonly rows: number[] = []
  private readonly parts: string[] = []
  private readonly nths: number[] = []
  private readonly encoder = new TextEncoder()

  line(text: string, { row, part, nth }: CaseOrigin): void {
    this.lines.push(text)
    this.rows.push(row)
    this.parts.push(part)
    this.nths.push(nth)
    if (this.lines.length === LINES_A_BLOCK) this.flush()
  }

  /** `line` counts from 1. */
  originOf(line: number): CaseOrigin {
    return { row: this.rows[line - 1] ?? 0, part: this.parts[line - 1] ?? '', nth: this.nths[line - 1] ?? 1 }
  }

  bytes(): Uint8Array {
    this.flush()
    const all = new Uint8Array(this.blocks.reduce((sum, { length }) => sum + length, 0))
    let at = 0
    for (const block of this.blocks) {
      all.set(block, at)
      at += block.length
    }
    return all
  }

  private flush(): void {
    if (this.lines.length > 0) this.blocks.push(this.encoder.encode(`${this.lines.join('\n')}\n`))
    this.lines = []
  }
}
