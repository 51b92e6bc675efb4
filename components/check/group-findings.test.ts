import { expect, test } from 'vitest'
import type { Finding } from '#lib/checking/report.ts'
import { groupFindings } from './group-findings.ts'

const finding = (code: string, severity: Finding['severity'], line: number): Finding => ({
  code,
  severity,
  at: { line, column: 1, byte: line * 100 },
  params: {},
})

test('what stops comes before what is only remarked, each in the order of the file', () => {
  const found = [
    finding('D06', 'varning', 3),
    finding('I04', 'stop', 7),
    finding('D06', 'varning', 9),
    finding('F08', 'stop', 11),
  ]
  const groups = groupFindings(found, { D06: 2, I04: 1, F08: 1 })
  expect(groups.map(({ code }) => code)).toEqual(['I04', 'F08', 'D06'])
  expect(groups[2]?.findings.map(({ at }) => at.line)).toEqual([3, 9])
})

test('a group knows how many there are beyond those listed', () => {
  expect(groupFindings([finding('I04', 'stop', 7)], { I04: 9_000 })[0]?.count).toBe(9_000)
})
