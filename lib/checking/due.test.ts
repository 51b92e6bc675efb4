import { expect, test } from 'vitest'
import { NOW, OTHER_PERSON, PERSON, utf8, xmlCase, xmlWithCases } from '#e2e/fixtures/checking/build.ts'
import { dayOf, formatDay } from '#lib/calendar.ts'
import { franvarouppgift } from '#lib/services/franvarouppgift.ts'
import { sjukanmalan } from '#lib/services/sjukanmalan.ts'
import type { CaseKey } from './case-key.ts'
import { type CheckOptions, startCheck } from './check.ts'
import { packedPerson } from './rules/packed-person.ts'

const THIRD = '199001032383'
/** NOW is 21 November: a notice is due twenty days after the first sick day. */
const dueOn = (november: number, person: string, referens: string) =>
  xmlCase({ person, first: formatDay(dayOf(2026, 11, november) - 20), rest: `<referens>${referens}</referens>` })

function check(text: string, options: Partial<CheckOptions> = {}) {
  const running = startCheck({ service: sjukanmalan, now: NOW, environment: 'test', ...options })
  running.push(utf8(text))
  return running.finish()
}

test('the last day that is next, how many have it, and which cases are late or soon', () => {
  const file = xmlWithCases(
    dueOn(23, PERSON, 'B1'),
    dueOn(19, OTHER_PERSON, 'A1'),
    dueOn(23, THIRD, 'B2'),
    dueOn(24, '199001072389', 'C1'),
  )
  const { deadlines, due } = check(file)
  expect(deadlines).toEqual({ earliest: '2026-11-19', late: 1, soon: 2 })
  expect(due).toMatchObject({ next: '2026-11-23', onNext: 2 })
  expect(due?.cases.map(({ date, record, referens }) => [date, record, referens])).toEqual([
    ['2026-11-19', 2, 'A1'],
    ['2026-11-23', 1, 'B1'],
    ['2026-11-23', 3, 'B2'],
  ])
})

test('a first day that comes earlier in the file than the next one does not count for it', () => {
  const { due } = check(xmlWithCases(dueOn(27, PERSON, 'A'), dueOn(25, OTHER_PERSON, 'B'), dueOn(27, THIRD, 'C')))
  expect(due).toEqual({ next: '2026-11-25', onNext: 1, cases: [] })
})

test('only late ones: there is no next day', () => {
  expect(check(xmlWithCases(dueOn(19, PERSON, 'A'))).due).toMatchObject({ next: null, onNext: 0 })
})

test('each case is handed on once, with who, when and where it is', () => {
  const told: (Omit<CaseKey, 'mark'> & { line: number })[] = []
  const onCase = ({ person, day, record, referens, field, mark }: CaseKey) =>
    told.push({ person, day, record, referens, field, line: mark.spot().line })
  const written = '900101-2385'
  check(xmlWithCases(dueOn(23, written, 'A'), dueOn(24, 'fel', 'B'), dueOn(25, OTHER_PERSON, 'C')), { onCase })
  expect(told).toEqual([
    { person: packedPerson(PERSON) | 0, day: dayOf(2026, 11, 3), record: 1, referens: 'A', field: 'personnummer', line: 6 },
    { person: packedPerson(OTHER_PERSON) | 0, day: dayOf(2026, 11, 5), record: 3, referens: 'C', field: 'personnummer', line: 8 },
  ])
})

test('an e-service that does not ask what was sent before hands nothing on', () => {
  let told = 0
  check('<Skatteverket/>', { service: franvarouppgift, onCase: () => told++ })
  expect(told).toBe(0)
})
