import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { NOW, OTHER_PERSON, PERSON, utf8, xml, xmlCase, xmlPeriod, xmlWithCases } from '#e2e/fixtures/checking/build.ts'
import { dayOfDate, daysAfter, firstDueIn, firstDueOn, SICK_PAY } from '#e2e/fixtures/checking/due-days.ts'
import { dayOf, endOfStockholmDay, formatDay, instantOf, monthsBefore, stockholmDay } from '#lib/calendar.ts'
import { LIMITS } from '#lib/limits.ts'
import { franvarouppgift } from '#lib/services/franvarouppgift.ts'
import { sjukanmalan } from '#lib/services/sjukanmalan.ts'
import type { CaseKey } from './case-key.ts'
import { type CheckOptions, startCheck } from './check.ts'
import { packedPerson } from './rules/packed-person.ts'

const THIRD = '199001032383'
/** NOW is 21 November. */
const dueOn = (november: number, person: string, referens: string) =>
  xmlCase({ person, first: firstDueOn(`2026-11-${november}`), rest: `<referens>${referens}</referens>` })

function check(text: string, options: Partial<CheckOptions> = {}) {
  const running = startCheck({ service: sjukanmalan, now: NOW, environment: 'test', ...options })
  running.push(utf8(text))
  return running.finish()
}

const on = (day: string) => ({ now: new Date(`${day}T12:00:00+01:00`) })

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
    {
      person: packedPerson(PERSON) | 0,
      day: dayOfDate(firstDueOn('2026-11-23')),
      record: 1,
      referens: 'A',
      field: 'personnummer',
      line: 6,
    },
    {
      person: packedPerson(OTHER_PERSON) | 0,
      day: dayOfDate(firstDueOn('2026-11-25')),
      record: 3,
      referens: 'C',
      field: 'personnummer',
      line: 8,
    },
  ])
})

test('an e-service that does not ask what was sent before hands nothing on', () => {
  let told = 0
  check('<Skatteverket/>', { service: franvarouppgift, onCase: () => told++ })
  expect(told).toBe(0)
})

describe('when a notice is due', () => {
  test.each([
    ['no earlier period', '', 0],
    ['three days before', xmlPeriod('2026-10-31', '2026-11-02'), 3],
    ['a chain of two', xmlPeriod('2026-10-24', '2026-10-26') + xmlPeriod('2026-10-31', '2026-11-02'), 6],
    ['a chain given backwards', xmlPeriod('2026-10-31', '2026-11-02') + xmlPeriod('2026-10-24', '2026-10-26'), 6],
    ['a chain that is broken', xmlPeriod('2026-10-20', '2026-10-25') + xmlPeriod('2026-10-31', '2026-11-02'), 3],
    ['all days taken', xmlPeriod(daysAfter('2026-10-31', -SICK_PAY.days), '2026-10-31'), SICK_PAY.days - 1],
  ])('with %s', (_, periods, daysTaken) => {
    const last = daysAfter('2026-11-05', SICK_PAY.days - 1 - daysTaken)
    const due = daysAfter(last, SICK_PAY.dueDays)
    const codesOn = (day: string) =>
      Object.keys(check(xmlWithCases(xmlCase({ rest: periods })).replace('2026-11-20T', '2026-11-01T'), on(day)).counts)
    const about = (code: string) => code !== 'D08'
    expect(codesOn(last).filter(about)).toEqual(['D05'])
    expect(codesOn(daysAfter(last, 1)).filter(about)).toEqual([])
    expect(codesOn(due).filter(about)).toEqual([])
    expect(codesOn(daysAfter(due, 1)).filter(about)).toEqual(['D06'])
    expect(check(xmlWithCases(xmlCase({ rest: periods })), on('2026-11-21')).deadlines.earliest).toBe(due)
  })

  test('an employment that ended in time has no notice that is due', () => {
    const report = check(
      xmlWithCases(xmlCase({ first: '2026-10-20', rest: '<anstallningUpphord>2026-10-25</anstallningUpphord>' })),
    )
    expect(report.counts).toEqual({ D09: 1 })
    expect(report.deadlines).toEqual({ earliest: null, late: 0, soon: 0 })
  })

  test('today, tomorrow and the day after are soon', () => {
    const persons = [PERSON, OTHER_PERSON, '199001032383', '199001072389', '199001052381']
    const days = [-1, 0, 1, LIMITS.soonDays, LIMITS.soonDays + 1]
    const cases = days.map((inDays, i) => xmlCase({ person: persons[i] as string, first: firstDueIn(inDays) }))
    expect(check(xmlWithCases(...cases)).deadlines).toEqual({ earliest: '2026-11-20', late: 1, soon: 3 })
  })
})

describe('days in Sweden', () => {
  test('a day begins at midnight there', () => {
    expect(formatDay(stockholmDay(new Date('2026-11-21T22:59:59Z')))).toBe('2026-11-21')
    expect(formatDay(stockholmDay(new Date('2026-11-21T23:00:00Z')))).toBe('2026-11-22')
    expect(endOfStockholmDay(dayOf(2026, 7, 1)).toISOString()).toBe('2026-07-01T21:59:59.000Z')
  })

  test('every day is its own number, and a year has twelve months', () => {
    fc.assert(
      fc.property(fc.integer({ min: -60_000, max: 60_000 }), (day) => {
        const [year, month, date] = formatDay(day).split('-').map(Number) as [number, number, number]
        expect(dayOf(year, month, date)).toBe(day)
      }),
    )
    expect(formatDay(monthsBefore(dayOf(2024, 2, 29), 12))).toBe('2023-02-28')
    expect(formatDay(monthsBefore(dayOf(2026, 11, 21), 12))).toBe('2025-11-21')
  })

  test('in the hour that comes twice, a file made just now is not from the future', () => {
    expect(new Date(instantOf(Date.UTC(2026, 9, 25, 2, 30))).toISOString()).toBe('2026-10-25T00:30:00.000Z')
    const text = xml({ root: 'version="1.0" skapad="2026-10-25T02:59:00"' })
    expect(check(text, { now: new Date('2026-10-25T01:01:00Z') }).counts.F14).toBeUndefined()
  })
})
