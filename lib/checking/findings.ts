import { RULES, type RuleCode } from '#lib/services/rules.ts'
import type { Mark } from './mark.ts'
import type { Finding } from './report.ts'
import { SameFaults } from './same-faults.ts'

export type Params = Finding['params']
export type ReportedValues = Pick<Finding, 'found' | 'expected'>
export type NewFinding = {
  code: RuleCode
  mark: Mark
  record: number | undefined
  field: string | undefined
  params: Params
  /** What stands there and what should; asked of findings that are kept. */
  values?: (() => ReportedValues) | undefined
}

/** Counts every finding, and keeps the first `limit` and at least one of each code. */
export class Findings {
  readonly counts: Partial<Record<RuleCode, number>> = {}
  private kept: Finding[] = []
  private readonly keptOf: Partial<Record<RuleCode, number>> = {}
  private readonly limit: number
  private readonly same = new SameFaults()
  /** The case of the finding that was kept last. */
  private latest: number | undefined

  constructor(limit: number) {
    this.limit = limit
  }

  /** True when no more findings of the code are kept: this one has then been counted, and need not be made. */
  justCount(code: RuleCode): boolean {
    if (this.kept.length < this.limit) return false
    const count = this.counts[code]
    if (count === undefined) return false
    this.counts[code] = count + 1
    return true
  }

  add(found: NewFinding): void {
    const { record, field, params } = found
    let values: ReportedValues | undefined
    const valuesNow = () => (values ??= found.values?.() ?? {})
    if (record !== undefined) this.same.note({ code: found.code, record, field, params, found: () => valuesNow().found })
    if (this.justCount(found.code)) return
    this.counts[found.code] = (this.counts[found.code] ?? 0) + 1
    if (this.kept.length >= this.limit && !this.giveWay()) return
    this.keptOf[found.code] = (this.keptOf[found.code] ?? 0) + 1
    const at = { ...found.mark.spot(), ...(record === undefined ? {} : { record }), ...(field === undefined ? {} : { field }) }
    this.latest = record
    this.kept.push({ code: found.code, severity: RULES[found.code], at, params, ...valuesNow() })
  }

  /** Removes every finding of a code. */
  drop(code: RuleCode): void {
    delete this.counts[code]
    delete this.keptOf[code]
    this.same.drop(code)
    this.kept = this.kept.filter((finding) => finding.code !== code)
  }

  /** Whether the latest finding that was kept is about that case. */
  keepsOf(record: number): boolean {
    return this.latest === record
  }

  /** Adds the sender's reference to the kept findings of a case: it is read after the case's first values. */
  setReference(record: number, referens: string): void {
    for (let i = this.kept.length - 1; i >= 0; i--) {
      const finding = this.kept[i] as Finding
      if (finding.at.record !== record) return
      finding.referens = referens
    }
  }

  countOf(severity: Finding['severity']): number {
    let sum = 0
    for (const [code, count] of Object.entries(this.counts)) if (RULES[code as RuleCode] === severity) sum += count
    return sum
  }

  inFileOrder(): Finding[] {
    return this.kept.toSorted((a, b) => a.at.byte - b.at.byte)
  }

  /** In file order; one for all where every case of a file that was read whole has the same fault. */
  folded(cases: number): Finding[] {
    return this.same.folded(this.inFileOrder(), cases)
  }

  /** Drops the latest kept finding whose code has another, to make room for a new code. False when there is none. */
  private giveWay(): boolean {
    for (let i = this.kept.length - 1; i >= 0; i--) {
      const code = (this.kept[i] as Finding).code as RuleCode
      const same = this.keptOf[code] ?? 0
      if (same < 2) continue
      this.kept.splice(i, 1)
      this.keptOf[code] = same - 1
      return true
    }
    return false
  }
}
