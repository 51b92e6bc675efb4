import { longer } from './longer.ts'

/** On which line each case begins, in 4 bytes a case. */
export class CaseLines {
  private lines = new Uint32Array(1024)

  put(record: number, line: number): void {
    if (record >= this.lines.length) this.lines = longer(this.lines, 16 * record)
    this.lines[record] = line
  }

  of(record: number): number {
    return this.lines[record] ?? 0
  }
}
