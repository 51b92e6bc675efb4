import type { RuleCode } from '#lib/services/rules.ts'
import type { Finding } from './report.ts'
import { SameFaults } from './same-faults.ts'

/** All findings of `cases` cases, in the order of the cases: one for all where every case has the same fault. */
export function foldFindings(findings: readonly Finding[], cases: number): Finding[] {
  const same = new SameFaults()
  for (const { code, at, params, found } of findings) {
    const { record, field } = at
    if (record !== undefined) same.note({ code: code as RuleCode, record, field, params, found: () => found })
  }
  return same.folded(findings, cases)
}
