/** The line on which each record began, in four bytes a record. */
export class RecordLines {
  private lines = new Int32Array(1024)

  set(record: number, line: number): void {
    if (record >= this.lines.length) {
      const longer = new Int32Array(this.lines.length * 2)
      longer.set(this.lines)
      this.lines = longer
    }
    this.lines[record] = line
  }

  at(record: number): number {
    return this.lines[record] ?? 0
  }
}
