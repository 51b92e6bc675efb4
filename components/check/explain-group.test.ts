import { expect, test } from 'vitest'
import type { Finding } from '#lib/checking/report.ts'
import { explainGroup } from './explain-group.ts'

const at = (line: number, field: string) => ({ line, column: 1, byte: line * 10, field })
const finding = (code: string, line: number, field: string, params: Finding['params'] = {}): Finding => ({
  code,
  severity: 'stop',
  at: at(line, field),
  params,
})

test('the same sentence at every place is said once', () => {
  const found = [3, 5, 9].map((line) => finding('I04', line, 'personnummer', { of: 'person' }))
  const { common, own } = explainGroup(found, 'sv', 'sjukanmalan')
  expect(common).toMatch(/^Personnumret \(personnummer\) har fel kontrollsiffra.*Kontrollera numret mot din källa\.$/)
  expect(own).toEqual(['', '', ''])
})

test('the same fault in several fields is said once of the value; each row names its field', () => {
  const { common, own } = explainGroup([finding('D01', 3, 'sjuklonFrom'), finding('D01', 4, 'tom')], 'sv', 'sjukanmalan')
  expect(common).toBe('Värdet saknas. Fyll i datumet.')
  expect(own).toEqual(['', ''])
})

test('a field that is what the sentence tells keeps its name', () => {
  const params = { case: 'missingColumn' }
  const { own } = explainGroup(
    [finding('F06', 1, 'sjuklonFrom', params), finding('F06', 1, 'personnummer', params)],
    'sv',
    'sjukanmalan',
  )
  expect(own[0]).toContain('Första sjukdagen')
  expect(own[1]).toContain('Personnumret')
})

test('what differs stands at its place, and the cure above', () => {
  const late = (line: number, last: string, due: string) => finding('D06', line, 'sjuklonFrom', { last, due })
  const { common, own } = explainGroup(
    [late(3, '2026-11-01', '2026-11-08'), late(7, '2026-11-02', '2026-11-09')],
    'sv',
    'sjukanmalan',
  )
  expect(common).toBe('Skicka den ändå.')
  expect(own[1]).toMatch(/^Anmälan är sen: .*2026-11-02.*2026-11-09\.$/)
})

test('one finding alone is explained above', () => {
  expect(
    explainGroup([finding('F08', 9, 'antalSjukfall', { case: 'differs', stated: 3, actual: 2 })], 'en', 'sjukanmalan').own,
  ).toEqual([''])
})
