import { expect, test } from 'vitest'
import type { Finding, Report } from '#lib/checking/report.ts'
import { keepFindings } from './keep-findings.ts'

const finding = (code: string, line: number): Finding => ({
  code,
  severity: 'varning',
  at: { line, column: 1, byte: line },
  params: {},
})

function report(findings: Finding[]): Report {
  const counts = { D06: findings.length }
  const deadlines = { earliest: null, late: 0, soon: 0 }
  return {
    tjanst: 'sjukanmalan',
    format: 'xml',
    bytes: 1,
    poster: 1,
    stop: 0,
    varning: 1,
    findings,
    counts,
    employers: [],
    deadlines,
  }
}

test('a submission keeps the first 200 warnings and at least one of each code', () => {
  const many = Array.from({ length: 900 }, (_, n) => finding('D06', n + 1))
  const kept = keepFindings(report([...many, finding('I06', 901), finding('I06', 902)]))
  expect(kept.findings).toHaveLength(201)
  expect(kept.findings.at(-1)).toMatchObject({ code: 'I06', at: { line: 901 } })
  expect(kept.counts).toEqual({ D06: 902 })
  const few = report(many.slice(0, 200))
  expect(keepFindings(few)).toEqual(few)
})
