import type { Report } from './report.ts'

/** Employers listed in a report; the rest are left out. */
const LISTED = 100

/** Collects the employers of a file, with their cases. An employer is a part with cases inside, or a field of each case. */
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

  /** Where the employer is a field of the case, the case ends it. */
  endCase(): void {
    if (!this.inPart) this.end()
  }

  setIdentity(identity: string): void {
    this.identity = identity
  }

  setName(name: string): void {
    // Joined anew, as in redact.
    this.name = [...name].join('')
  }

  list(): Report['employers'] {
    // An employer in the middle of which reading stopped is listed too.
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
