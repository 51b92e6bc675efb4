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
import { firstDueIn } from '#e2e/fixtures/checking/due-days.ts'
import { sampleFixed, sampleXml } from '#e2e/fixtures/samples.ts'
import { DAY_MS } from '#lib/calendar.ts'
import { franvarouppgift } from '#lib/services/franvarouppgift.ts'
import { sjukanmalan } from '#lib/services/sjukanmalan.ts'
import { type CheckOptions, startCheck } from './check.ts'
import type { Report } from './report.ts'

function check(text: string | Uint8Array, options: Partial<CheckOptions> = {}): Report {
  const running = startCheck({ service: sjukanmalan, now: NOW, environment: 'test', ...options })
  running.push(typeof text === 'string' ? utf8(text) : text)
  return running.finish()
}

describe('a report', () => {
  test('says what the file holds, for whom, and when it is due', () => {
    const cases = [
      xmlCase({ first: '2026-11-05' }),
      xmlCase({ person: OTHER_PERSON, first: firstDueIn(-1) }),
      xmlCase({ person: '199001032383', first: firstDueIn(1) }),
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
      findings: findings.map(({ at: { record, field }, found, expected, ...finding }) => ({ ...finding, record, field })),
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

  test('reads on past what is no longer XML, and keeps what was found before', () => {
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
})
