import type { Finding, Report } from '#lib/checking/report.ts'
import { RULES, type RuleCode } from '#lib/services/rules.ts'

/** Faults (`stop`) of the report before that are gone, and of the one after that are new. */
export type ReportChange = { gone: number; fresh: number }

/**
 * What a correction changed. A fault is the same where rule, field and case are, by the sender's reference where there is one, else
 * by the case's number; its place may have moved. Where not all faults are listed, those of each rule are compared by their number.
 */
export function compareReports(before: Report, after: Report): ReportChange {
  const isListed = [before, after].every(({ findings, stop, varning }) => findings.length === stop + varning)
  const [old, now] = isListed ? [keysOf(before), keysOf(after)] : [countsOf(before), countsOf(after)]
  return { gone: moreIn(old, now), fresh: moreIn(now, old) }
}

function keysOf({ findings }: Report): Map<string, number> {
  const keys = new Map<string, number>()
  for (const finding of findings) {
    if (finding.severity !== 'stop') continue
    const key = keyOf(finding)
    keys.set(key, (keys.get(key) ?? 0) + 1)
  }
  return keys
}

function keyOf({ code, at, referens }: Finding): string {
  return JSON.stringify([code, at.field, referens ?? at.record])
}

function countsOf({ counts }: Report): Map<string, number> {
  return new Map(Object.entries(counts).filter(([code]) => RULES[code as RuleCode] === 'stop'))
}

function moreIn(one: ReadonlyMap<string, number>, other: ReadonlyMap<string, number>): number {
  let sum = 0
  for (const [key, count] of one) sum += Math.max(0, count - (other.get(key) ?? 0))
  return sum
}

/** What is added to the name of a corrected copy. */
const ADDED = /[\s_-]*\b(r[aä]ttad|r[aä]tt|korrigerad|corrected|kopia|copy|markerad|anonym|ny|new)\b/gi

/** Whether a file that is chosen after another is, by its name, that one after a correction: numbers, dates and "(1)" may differ. */
export function isSameFileAgain(before: string, name: string): boolean {
  return plainName(before) === plainName(name)
}

function plainName(name: string): string {
  return name
    .normalize('NFC')
    .toLowerCase()
    .replace(ADDED, '')
    .replace(/[\d\W_]+/gu, '')
}
