import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  agi,
  employer,
  endRecord,
  fixed,
  latin1,
  lines,
  NOW,
  OTHER_PERSON,
  PERSON,
  sjukfall,
  startRecord,
  TEST_ORGNR,
  uppgift,
  utf8,
  xml,
  xmlCase,
  xmlEmployer,
  xmlPeriod,
  xmlWithCases,
} from '#e2e/fixtures/checking/build.ts'
import { sampleFixed, sampleXml } from '#e2e/fixtures/samples.ts'
import { DAY_MS, dayOf, endOfStockholmDay, formatDay, instantOf, monthsBefore, stockholmDay } from '#lib/calendar.ts'
import { services } from '#lib/services/catalogue.ts'
import { franvarouppgift } from '#lib/services/franvarouppgift.ts'
import { sjukanmalan } from '#lib/services/sjukanmalan.ts'
import { type CheckOptions, startCheck } from './check.ts'
import type { Report } from './report.ts'
import { SeenDays } from './seen-days.ts'
import { SeenKeys } from './seen-keys.ts'

function check(text: string | Uint8Array, options: Partial<CheckOptions> = {}): Report {
  const running = startCheck({ service: sjukanmalan, now: NOW, environment: 'test', ...options })
  running.push(typeof text === 'string' ? utf8(text) : text)
  return running.finish()
}

const on = (day: string) => ({ now: new Date(`${day}T12:00:00+01:00`) })

describe('a report', () => {
  test('says what the file holds, for whom, and when it is due', () => {
    const cases = [
      xmlCase({ first: '2026-11-05' }),
      xmlCase({ person: OTHER_PERSON, first: '2026-10-31' }),
      xmlCase({ person: '199001032383', first: '2026-11-02' }),
    ]
    const report = check(
      xmlWithCases(...cases)
        .replace('<arbetsgivare>', '<arbetsgivare>')
        .replace('</identitet>', '</identitet><namn>Åre AB</namn>'),
    )
    expect(report).toMatchObject({
      tjanst: 'sjukanmalan',
      format: 'xml',
      poster: 3,
      stop: 0,
      varning: 1,
      employers: [{ identity: `16${TEST_ORGNR}`, name: 'Åre AB', poster: 3 }],
      deadlines: { earliest: '2026-11-20', late: 1, soon: 1 },
    })
  })

  test('is the same for the same cases in either encoding', () => {
    const asFixed = check(
      latin1(
        lines(
          startRecord(),
          employer(),
          sjukfall({ 15: '20261031' }),
          sjukfall({ 3: OTHER_PERSON, 15: '20261131' }),
          endRecord(1, 2),
        ),
      ),
    )
    const asXml = check(
      xml({
        employers: xmlEmployer({
          rest: '<namn>Åre AB</namn>',
          cases: xmlCase({ first: '2026-10-31' }) + xmlCase({ person: OTHER_PERSON, first: '2026-11-31' }),
        }),
        control: '<kontroll antalArbetsgivare="1" antalSjukfall="2"/>',
      }),
    )
    const comparable = ({ findings, due, ...rest }: Report) => ({
      ...rest,
      due: due?.cases.map(({ line, ...place }) => place),
      bytes: 0,
      format: null,
      findings: findings.map(({ at: { record, field }, ...finding }) => ({ ...finding, record, field })),
    })
    expect(comparable(asFixed)).toEqual(comparable(asXml))
  })

  test('adds up an employer that stands twice, and lists a hundred', () => {
    const twice = check(
      xml({
        employers: xmlEmployer() + xmlEmployer({ cases: xmlCase({ person: OTHER_PERSON }) }),
        control: '<kontroll antalArbetsgivare="2" antalSjukfall="2"/>',
      }),
    )
    expect(twice.employers).toEqual([{ identity: `16${TEST_ORGNR}`, poster: 2 }])
    expect(
      check(agi(uppgift() + uppgift({ FranvaroSpecifikationsnummer: '2' })), { service: franvarouppgift }).employers,
    ).toEqual([{ identity: `16${TEST_ORGNR}`, poster: 2 }])
  })

  test('shows the sender’s own reference with every finding about the case, also with those before it', () => {
    const report = check(
      xmlWithCases(xmlCase({ person: '1', first: '2', rest: '<referens>Lön 17</referens>' }), xmlCase({ person: '3' })),
    )
    expect(report.findings.map(({ code, referens }) => [code, referens])).toEqual([
      ['I02', 'Lön 17'],
      ['D02', 'Lön 17'],
      ['I02', undefined],
    ])
  })

  test('never repeats a personnummer', () => {
    const asReference = `<referens>${PERSON}</referens>`
    const report = check(
      xmlWithCases(
        xmlCase({ rest: asReference }),
        xmlCase({ rest: asReference }),
        xmlCase({ person: `${PERSON}0`, rest: `<x${PERSON}/>` }),
        xmlCase({ first: '2026-11-01', rest: `<referens>${PERSON.slice(2)}</referens>` }),
      ).replace('<sjukanmalan version="1.0"', `<sjukanmalan version="${PERSON}"`),
      { employers: [PERSON] },
    )
    expect(Object.keys(report.counts).sort()).toEqual(['C01', 'C02', 'C03', 'F06', 'F12', 'I02'])
    expect(JSON.stringify(report.findings)).not.toMatch(/9001012385|900101-2385/)
    expect(JSON.stringify(report.findings)).toContain('19900101****')
  })

  test('leaves a reference that is no personnummer as it is', () => {
    const [finding] = check(xmlWithCases(xmlCase({ first: '', rest: '<referens>2026112101</referens>' }))).findings
    expect(finding?.referens).toBe('2026112101')
  })

  test('gives both places of a case that stands twice', () => {
    const [finding] = check(xmlWithCases(xmlCase(), xmlCase({ person: OTHER_PERSON }), xmlCase())).findings
    expect(finding).toMatchObject({ code: 'C01', at: { record: 3 }, params: { person: '19900101-****', otherRecord: 1 } })
    const line = finding?.params.otherLine
    expect(xmlWithCases(xmlCase(), xmlCase({ person: OTHER_PERSON }), xmlCase()).split('\n')[Number(line) - 1]).toContain(PERSON)
  })

  test('tells both counts', () => {
    const report = check(xml({ control: '<kontroll antalArbetsgivare="1" antalSjukfall="9"/>' }))
    expect(report.findings[0]?.params).toEqual({ case: 'differs', stated: 9, actual: 1, of: 'sjukfall' })
  })

  test('lists findings in file order', () => {
    const late = Array.from({ length: 50 }, (_, i) =>
      xmlCase({ first: i % 2 === 0 ? '2026-10-31' : '', rest: xmlPeriod('2026-10-30', '2026-10-29') }),
    )
    const bytes = check(xmlWithCases(...late)).findings.map(({ at }) => at.byte)
    expect(bytes).toEqual(bytes.toSorted((a, b) => a - b))
  })

  test('stops at what is no longer XML, and keeps what was found before', () => {
    const text = xmlWithCases(xmlCase({ first: '2026-11-31' }), xmlCase(), '<sjukfall></oj>')
    expect(check(text).counts).toEqual({ D02: 1, F04: 1 })
  })
})

test('what is wrong with a record in fixed positions is not said of the case before it', () => {
  const cut = sjukfall({ 3: OTHER_PERSON }).slice(0, 30)
  const { findings } = check(latin1(fixed(sjukfall({ 31: 'A1' }), cut, sjukfall({ 3: '199001032383', 31: 'A3' }))))
  const [fault] = findings.filter(({ code }) => code === 'F04')
  expect(fault?.at).toEqual({ line: 4, column: 1, byte: 366 })
  expect(fault?.referens).toBeUndefined()
})

describe('one code a value', () => {
  test.each([
    ['16', 'I02'],
    ['161301012385', 'I05'],
    ['199013012386', 'I03'],
  ])('an employer %s is %s alone', (identitet, code) => {
    expect(check(xml({ employers: xmlEmployer({ identitet }) })).counts).toEqual({ [code]: 1 })
  })

  test('a first sick day long ago is old, and not late as well', () => {
    expect(check(xmlWithCases(xmlCase({ first: '2025-11-20' }))).counts).toEqual({ D10: 1 })
    expect(check(xmlWithCases(xmlCase({ first: '2025-11-21' }))).counts).toEqual({ D06: 1 })
  })

  test('a first sick day in the future is not too early as well', () => {
    expect(check(xmlWithCases(xmlCase({ first: '2026-11-22' }))).counts).toEqual({ D03: 1 })
  })
})

describe('when a notice is due', () => {
  test.each([
    ['no earlier period', '', '2026-11-18', '2026-11-25'],
    ['three days before', xmlPeriod('2026-10-31', '2026-11-02'), '2026-11-15', '2026-11-22'],
    ['a chain of two', xmlPeriod('2026-10-24', '2026-10-26') + xmlPeriod('2026-10-31', '2026-11-02'), '2026-11-12', '2026-11-19'],
    [
      'a chain given backwards',
      xmlPeriod('2026-10-31', '2026-11-02') + xmlPeriod('2026-10-24', '2026-10-26'),
      '2026-11-12',
      '2026-11-19',
    ],
    [
      'a chain that is broken',
      xmlPeriod('2026-10-20', '2026-10-25') + xmlPeriod('2026-10-31', '2026-11-02'),
      '2026-11-15',
      '2026-11-22',
    ],
    ['all days taken', xmlPeriod('2026-10-16', '2026-10-31'), '2026-11-05', '2026-11-12'],
  ])('with %s', (_, periods, last, due) => {
    const codesOn = (day: string) =>
      Object.keys(check(xmlWithCases(xmlCase({ rest: periods })).replace('2026-11-20T', '2026-11-01T'), on(day)).counts)
    const dayAfter = (day: string, days: number) =>
      formatDay(dayOf(...(day.split('-').map(Number) as [number, number, number])) + days)
    const about = (code: string) => code !== 'D08'
    expect(codesOn(last).filter(about)).toEqual(['D05'])
    expect(codesOn(dayAfter(last, 1)).filter(about)).toEqual([])
    expect(codesOn(due).filter(about)).toEqual([])
    expect(codesOn(dayAfter(due, 1)).filter(about)).toEqual(['D06'])
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
    const firstDayDue = (due: string) => formatDay(dayOf(...(due.split('-').map(Number) as [number, number, number])) - 20)
    const days = ['2026-11-20', '2026-11-21', '2026-11-22', '2026-11-23', '2026-11-24']
    const persons = [PERSON, OTHER_PERSON, '199001032383', '199001072389', '199001052381']
    const cases = days.map((due, i) => xmlCase({ person: persons[i] as string, first: firstDayDue(due) }))
    expect(check(xmlWithCases(...cases)).deadlines).toEqual({ earliest: '2026-11-20', late: 1, soon: 3 })
  })
})

describe('limits', () => {
  const small = { ...sjukanmalan, maxCases: 2 }

  test('F10: more cases than the e-service takes, said once', () => {
    const cases = [PERSON, OTHER_PERSON, '199001032383', '199001072389'].map((person) => xmlCase({ person }))
    expect(check(xmlWithCases(...cases.slice(0, 2)), { service: small }).counts).toEqual({})
    expect(check(xmlWithCases(...cases), { service: small }).counts).toEqual({ F10: 1 })
    expect(check(xmlWithCases(...cases), { service: small }).poster).toBe(4)
  })

  test('F07: a byte more than the most, with what was found before it', () => {
    const bytes = latin1(fixed())
    expect(check(bytes, { maxBytes: bytes.length }).counts).toEqual({})
    const running = startCheck({ service: sjukanmalan, now: NOW, environment: 'test', maxBytes: 200_000 })
    running.push(utf8(xmlWithCases(xmlCase({ first: '2026-11-31' })).replace('</sjukanmalan>', '')))
    for (let i = 0; i < 300; i++) running.push(utf8(`<!--${'x'.repeat(993)}-->`))
    expect(running.finish()).toMatchObject({ format: 'xml', poster: 1, counts: { D02: 1, F07: 1 } })
  })

  test('fewer findings may be asked for; all are counted, and none of a kind is lost', () => {
    const cases = Array.from({ length: 20 }, () => xmlCase({ first: '' }))
    const report = check(xmlWithCases(...cases, xmlCase({ person: '' })), { maxFindings: 5 })
    expect(report.findings.map(({ code }) => code)).toEqual(['D01', 'D01', 'D01', 'D01', 'I01'])
    expect(report).toMatchObject({ stop: 21, counts: { D01: 20, I01: 1 } })
  })

  test('nobody checks in production without the list of test persons', () => {
    expect(() => startCheck({ service: sjukanmalan, now: NOW, environment: 'produktion' })).toThrow('I07')
  })

  test('progress is told on the way', () => {
    const running = startCheck({ service: sjukanmalan, now: NOW, environment: 'test' })
    for (const piece of sampleXml({ now: NOW, records: 1000 })) running.push(utf8(piece))
    expect(running.progress.bytes).toBe(running.finish().bytes)
    expect(running.progress.poster).toBe(1000)
  })
})

test('the sample files can be sent, today and tomorrow', () => {
  for (const now of [NOW, new Date(NOW.getTime() + DAY_MS)]) {
    const text = [...sampleXml({ now: NOW, records: 3000 })].join('')
    const records = [...sampleFixed({ now: NOW, records: 3000 })].join('')
    expect(check(text, { now, employers: [`16${TEST_ORGNR}`] })).toMatchObject({ poster: 3000, counts: {} })
    expect(check(latin1(records), { now, employers: [`16${TEST_ORGNR}`] })).toMatchObject({ poster: 3000, counts: {} })
  }
})

test('an e-service is checked by its description alone', () => {
  const renamed = JSON.parse(
    JSON.stringify(sjukanmalan, (_, value) => (value === Number.POSITIVE_INFINITY ? 1e9 : value)).replaceAll('sjukfall', 'fall'),
  )
  expect(check(xml().replaceAll('sjukfall', 'fall'), { service: renamed }).counts).toEqual({})
  expect(check(latin1(fixed()), { service: renamed }).counts).toEqual({})
  expect(services.map(({ id }) => id)).toEqual(['sjukanmalan', 'franvarouppgift'])
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

describe('what a check remembers between cases', () => {
  test('the same person and day, and the nearest other day within reach', () => {
    const cases = fc.array(fc.tuple(fc.constantFrom(1, 2, 2_999_999_999), fc.integer({ min: 8035, max: 8200 })), {
      maxLength: 300,
    })
    fc.assert(
      fc.property(cases, (list) => {
        const seen = new SeenDays(18)
        const kept: [number, number][] = []
        list.forEach(([person, day], i) => {
          const found = seen.put(person, day, i + 1)
          const apart = kept.filter(([other]) => other === person).map(([, other]) => Math.abs(other - day))
          const nearest = Math.min(...apart, 19)
          expect(found?.daysApart ?? 19).toBe(nearest)
          if (nearest > 0) kept.push([person, day])
        })
      }),
    )
  })

  test('a hundred thousand persons are told apart', () => {
    const seen = new SeenDays(18)
    for (let i = 1; i <= 100_000; i++) expect(seen.put(i, 8035 + (i % 9000), i)).toBeUndefined()
    for (let i = 1; i <= 100_000; i += 997) {
      expect(seen.put(i, 8035 + (i % 9000), 0)).toEqual({ record: i, daysApart: 0 })
    }
  })

  test('a million keys are told apart', () => {
    const seen = new SeenKeys()
    const earlierOf = (key: string, record: number) => {
      const bytes = utf8(key)
      seen.note({ bytes, from: 0, to: bytes.length }, record)
      return seen.earlierOf(record)
    }
    let clashes = 0
    for (let i = 1; i <= 1_000_000; i++) if (earlierOf(`R${i}`, i) !== 0) clashes++
    expect(clashes).toBe(0)
    for (let i = 1; i <= 100_000; i += 997) expect(earlierOf(`R${i}`, 1_000_001)).toBe(i)
  })
})
