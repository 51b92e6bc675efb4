import type { RuleCode } from '#lib/services/rules.ts'
import type { Finding } from './report.ts'

/** A case's fault, before it is a finding. `found`: the value that stands there. */
type CaseFault = Pick<Finding, 'params'> & {
  code: RuleCode
  record: number
  field: string | undefined
  found: () => string | undefined
}
/** `last`: the latest case that had it; DEAD when a case had it twice. */
type Group = { first: CaseFault; last: number }

/** Faults of structure and form; never of persons, nor remarks, which are each about their own case. */
const MAY_BE_SAME: ReadonlySet<RuleCode> = new Set<RuleCode>(['F06', 'T01', 'T02', 'T03', 'T04', 'I01', 'I08', 'D01', 'D02'])
/** Fewer cases are told one by one. */
const FEWEST = 3
/** Faults of one case that are followed. */
const MOST_GROUPS = 20
const DEAD = -1

/** Faults that every case has had once so far, all alike: at the end one finding stands for all of them. */
export class SameFaults {
  private groups: Group[] = []

  note(fault: CaseFault): void {
    const { code, record } = fault
    if ((record > 1 && this.groups.length === 0) || !MAY_BE_SAME.has(code)) return
    if (this.groups.some(({ last }) => last < record - 1)) this.groups = this.groups.filter(({ last }) => last >= record - 1)
    const group = this.groups.find(({ first }) => isAlike(first, fault))
    if (group) group.last = group.last === record ? DEAD : record
    else if (record === 1 && this.groups.length < MOST_GROUPS)
      this.groups.push({ first: { ...fault, found: constant(fault.found()) }, last: 1 })
  }

  drop(code: RuleCode): void {
    this.groups = this.groups.filter(({ first }) => first.code !== code)
  }

  /** The findings; of those that all cases have alike only the first, with their count. */
  folded(findings: readonly Finding[], cases: number): Finding[] {
    const same = cases < FEWEST ? [] : this.groups.filter(({ last }) => last === cases)
    return findings.flatMap((finding) => {
      const { code, params, found, at } = finding
      const { record, field } = at
      if (record === undefined) return [finding]
      const fault: CaseFault = { code: code as RuleCode, params, record, field, found: constant(found) }
      if (!same.some(({ first }) => isAlike(first, fault))) return [finding]
      return record === 1 ? [{ ...finding, count: cases }] : []
    })
  }
}

/** All findings of `cases` cases, in the order of the cases: one for all where every case has the same fault. */
export function foldFindings(findings: readonly Finding[], cases: number): Finding[] {
  const same = new SameFaults()
  for (const { code, at, params, found } of findings) {
    const { record, field } = at
    if (record !== undefined) same.note({ code: code as RuleCode, record, field, params, found: () => found })
  }
  return same.folded(findings, cases)
}

function isAlike(a: CaseFault, b: CaseFault): boolean {
  if (a.code !== b.code || a.field !== b.field) return false
  const keys = Object.keys(a.params)
  if (keys.length !== Object.keys(b.params).length || keys.some((key) => a.params[key] !== b.params[key])) return false
  return a.found() === b.found()
}

function constant<T>(value: T): () => T {
  return () => value
}
