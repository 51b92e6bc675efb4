import type { Report } from './report.ts'

const LISTED = 100

/** Who the file reports for. An employer is a part with cases inside, or a field of each case. */
export class Employers {
  private readonly byIdentity = new Map<string, Report['employers'][number]>()
  private identity: string | undefined
  private name: string | undefined
  private cases = 0
  private inPart = false

  begin(): void {
    this.clear()
    this.inPart = true
  }

  end(): void {
    this.keep()
    this.clear()
  }

  countCases(more: number): void {
    this.cases += more
  }

  /** Where the employer is not a part of its own, each case says whose it is. */
  endCase(): void {
    if (!this.inPart) this.end()
  }

  setIdentity(identity: string): void {
    this.identity = identity
  }

  setName(name: string): void {
    // Joined anew: see shown.
    this.name = [...name].join('')
  }

  list(): Report['employers'] {
    // A file that stops in the middle of an employer has reported for it too.
    this.end()
    return [...this.byIdentity.values()]
  }

  private keep(): void {
    if (this.identity === undefined) return
    const known = this.byIdentity.get(this.identity)
    if (known) known.poster += this.cases
    else if (this.byIdentity.size < LISTED) {
      const name = this.name === undefined ? {} : { name: this.name }
      this.byIdentity.set(this.identity, { identity: this.identity, ...name, poster: this.cases })
    }
  }

  private clear(): void {
    this.identity = undefined
    this.name = undefined
    this.cases = 0
    this.inPart = false
  }
}
