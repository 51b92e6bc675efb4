/** The line on which each case begins, in 4 bytes a case. */
export class CaseLines {
  private lines = new Uint32Array(1024)

  put(record: number, line: number): void {
    if (record >= this.lines.length) this.lines = enlarged(this.lines, 16 * record)
    this.lines[record] = line
  }

  of(record: number): number {
    return this.lines[record] ?? 0
  }
}

/** A copy with room for `length` numbers. */
export function enlarged<A extends Int32Array | Uint32Array>(from: A, length: number): A {
  const Numbers = from.constructor as new (length: number) => A
  const to = new Numbers(length)
  to.set(from)
  return to
}
