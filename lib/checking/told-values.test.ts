// What stands in the file and what should stand there, in every report; and in none that is stored.
import { describe, expect, test } from 'vitest'
import {
  fixed,
  latin1,
  NOW,
  OTHER_PERSON,
  PERSON,
  sjukfall,
  utf8,
  xml,
  xmlCase,
  xmlPeriod,
  xmlWithCases,
} from '#e2e/fixtures/checking/build.ts'
import { convert, table } from '#e2e/fixtures/checking/table.ts'
import { reportJson } from '#lib/report-files/report-json.ts'
import { reportXml } from '#lib/report-files/report-xml.ts'
import { sjukanmalan } from '#lib/services/sjukanmalan.ts'
import { findingText } from '#lib/text/findings.ts'
import { startCheck, startGeneralCheck } from './check.ts'
import type { Finding, Report } from './report.ts'
import { reportedValues } from './reported-values.ts'
import { withoutValues } from './without-values.ts'

const ASKED = { service: sjukanmalan, now: NOW, environment: 'test' } as const

function check(file: string | Uint8Array, more: { maxFindings?: number } = {}): Report {
  const [quick, general] = [startCheck({ ...ASKED, ...more }), startGeneralCheck({ ...ASKED, ...more })].map((running) => {
    running.push(typeof file === 'string' ? utf8(file) : file)
    return running.finish()
  })
  expect(quick).toEqual(general)
  return quick as Report
}

const tableOf = (...rows: string[]) => convert(table(...rows)).report
const sv = (finding: Finding) => findingText(finding, 'sv', 'sjukanmalan')
const stop = ({ findings }: Report) => findings.filter(({ severity }) => severity === 'stop')

describe('the value stands in the report', () => {
  const inCase = (rest: string) => xml().replace('</sjukfall>', `${rest}</sjukfall>`)

  test.each<[string, () => Report, string | undefined, string | undefined]>([
    ['a day that does not exist', () => check(xmlWithCases(xmlCase({ first: '2026-11-31' }))), '2026-11-31', 'YYYY-MM-DD'],
    ['a date in another form', () => check(xmlWithCases(xmlCase({ first: '5/11 2026' }))), '5/11 2026', 'YYYY-MM-DD'],
    ['the same in fixed positions', () => check(latin1(fixed(sjukfall({ 15: '20261131' })))), '20261131', 'YYYYMMDD'],
    ['a date in the future', () => check(xmlWithCases(xmlCase({ first: '2026-12-24' }))), '2026-12-24', '≤ 2026-11-21'],
    ['a date too early', () => check(xmlWithCases(xmlCase({ first: '1991-12-31' }))), '1991-12-31', '≥ 1992-01-01'],
    ['no date', () => check(xmlWithCases(xmlCase({ first: '' }))), undefined, 'YYYY-MM-DD'],
    [
      'a person whose check digit is wrong',
      () => check(xmlWithCases(xmlCase({ person: '199001012386' }))),
      '19900101****',
      undefined,
    ],
    ['one with a digit too few', () => check(xmlWithCases(xmlCase({ person: '19900101238' }))), '1990010****', 'YYYYMMDDNNNN'],
    [
      'a person in the place of a date',
      () => check(xmlWithCases(xmlCase({ first: '199001012386' }))),
      '19900101****',
      'YYYY-MM-DD',
    ],
    [
      'two persons in one value',
      () => check(xmlWithCases(xmlCase({ person: `${PERSON}${OTHER_PERSON}` }))),
      `19900101${'*'.repeat(16)}`,
      'YYYYMMDDNNNN',
    ],
    ['an organisation’s number', () => check(xml().replaceAll('5599001236', '5599001237')), '5599001237', undefined],
    ['a count', () => check(xml({ control: '<kontroll antalArbetsgivare="1" antalSjukfall="7"/>' })), '7', '1'],
    ['a value outside its list', () => check(xml().replace('skapad', 'test="kanske" skapad')), 'kanske', 'ja, nej'],
    [
      'a text with somebody’s number',
      () => check(inCase(`<referens>${PERSON} och en mycket lång text, för lång</referens>`)),
      '19900101**** och en mycket lång text, fö…',
      undefined,
    ],
    ['a misspelt name', () => check(inCase('<refrens>1</refrens>')), 'refrens', 'referens'],
    ['what is missing', () => check(xml({ control: '' })), undefined, 'kontroll'],
    ['a record too short', () => check(latin1(fixed(sjukfall().trimEnd()))), '22', '120'],
    ['a date that may be read in two ways', () => tableOf(`${PERSON};13/11/26`), '13/11/26', 'YYYY-MM-DD'],
    ['a cell as it stands, not as it is sent', () => tableOf(`${PERSON};2026–11–31`), '2026–11–31', 'YYYY-MM-DD'],
    ['a cell that a spreadsheet has shortened', () => tableOf('1,95701E+11;2026-11-05'), '1,95701E+11', 'YYYYMMDDNNNN'],
  ])('%s', (_, make, found, expected) => {
    const report = make()
    const [finding] = stop(report) as [Finding]
    expect(reportedValues(finding)).toEqual({
      ...(found !== undefined && { found }),
      ...(expected !== undefined && { expected }),
    })
    const told = JSON.parse(reportJson(report, { locale: 'sv', sha256: '' })) as {
      findings: { found?: string; expected?: string }[]
    }
    expect(told.findings.map((each) => [each.found, each.expected])).toContainEqual([found, expected])
    const felrapport = reportXml(report, 'sv')
    for (const [name, value] of Object.entries({ varde: found, vantat: expected }))
      if (value !== undefined) expect(felrapport).toContain(`${name}="${value}"`)
    for (const locale of ['sv', 'en'])
      expect(findingText(withoutValues(report).findings[0] as Finding, locale, 'sjukanmalan')).not.toMatch(/undefined|””|“”/)
  })

  test('and in its sentence', () => {
    const said = (report: Report) => stop(report).map(sv)
    expect(said(check(xmlWithCases(xmlCase({ first: '2026-11-31' }))))).toEqual([
      'Första sjukdagen (sjuklonFrom) står som 2026-11-31. November har 30 dagar. Rätta datumet.',
    ])
    expect(said(check(xmlWithCases(xmlCase({ first: '2026-02-29' }))))[0]).toContain('Februari 2026 har 28 dagar.')
    expect(said(check(xmlWithCases(xmlCase({ first: '2026-13-01' }))))[0]).toContain('Det finns ingen månad 13.')
    expect(said(check(xmlWithCases(xmlCase({ first: '2026-11-00' }))))[0]).toContain(
      'står som 2026-11-00, ett datum som inte finns.',
    )
    expect(said(tableOf(`${PERSON};#N/A`))).toEqual([
      'Cell B2 innehåller felet #N/A. Skriv rätt datum i cellen, på formen ÅÅÅÅ-MM-DD.',
    ])
    expect(said(tableOf(`${PERSON};den 12:e nov`))[0]).toMatch(/ I cellen står det ”den 12:e nov”\.$/)
  })

  test('no stored report holds it: neither found nor expected, nor a parameter that repeats them', () => {
    const values = ['2026-11-31', '2026-12-24', '1991-12-31', 'kanske', '5/11 2026', '2027-01-01T10:00:00']
    const [none, future, early, choice, form, made] = values as [string, string, string, string, string, string]
    const cases = [none, future, early, form].map((first, n) => xmlCase({ first, person: n < 2 ? PERSON : OTHER_PERSON }))
    const report = check(xmlWithCases(...cases).replace('2026-11-20T10:00:00"', `${made}" test="${choice}"`))
    const whole = JSON.stringify(report)
    for (const value of values) expect(whole).toContain(value)
    const stored = JSON.stringify(withoutValues(report))
    for (const value of [...values, '"found"', '"expected"']) expect(stored).not.toContain(value)
  })
})

describe('a file in fixed positions that an editor has saved', () => {
  const said = (file: string | Uint8Array) =>
    check(file)
      .findings.filter(({ severity }) => severity === 'stop')
      .map(sv)
  const stripped = (file: string) => latin1(file.replace(/ +(?=\r\n)/g, ''))
  const both = fixed(sjukfall({ 31: 'A' }), sjukfall({ 3: OTHER_PERSON, 31: 'B' }))

  test('without the blanks at its line ends is one fault, with its cause', () => {
    expect(said(stripped(both))).toEqual([expect.stringMatching(/^Alla 5 rader är för korta: blanktecknen sist har tagits bort/)])
  })

  test.each<[string, string]>([
    [
      'the first',
      both
        .replace(/\r\n/, '\r')
        .replace(/ +(?=\r\n)/g, '')
        .replace('\r', '\r\n'),
    ],
    ['the last', both.replace(/ +(?=\r\n(?!$))/g, '')],
  ])('each record that is too short is told where %s is whole', (_, file) => {
    const told = said(latin1(file))
    expect(told).toHaveLength(4)
    for (const text of told) expect(text).toMatch(/^Posten är \d+ tecken lång/)
  })

  test('in UTF-8 is one fault, with or without a byte order mark, and says what the encoding is also called', () => {
    for (const [mark, found] of [
      ['', 'UTF-8. '],
      ['\ufeff', 'UTF-8 (den börjar med ett bytemärke, BOM). '],
    ])
      expect(said(utf8(`${mark}${both}`))).toEqual([
        `Filen är sparad i ${found}Den ska vara i ISO-8859-1 (kallas även Windows-1252 eller ANSI). Spara den på nytt i den teckenkodningen.`,
      ])
    expect(said(utf8(`\ufeff${both.replace(/[^ -~\r\n]/g, 'A')}`))).toHaveLength(1)
  })
})

describe('an element that stands wrong', () => {
  const inOrder = (...inner: string[]) => xmlWithCases(`<sjukfall>${inner.join('')}</sjukfall>`)
  const person = `<personnummer>${PERSON}</personnummer>`
  const first = '<sjuklonFrom>2026-11-05</sjuklonFrom>'
  const ended = '<anstallningUpphord>2026-11-20</anstallningUpphord>'
  const earlier = xmlPeriod('2026-10-30', '2026-11-02')
  const own = '<referens>A</referens>'
  const order = 'personnummer, sjuklonFrom, tidigarePeriod, anstallningUpphord, referens'

  test.each<[string, string, string[]]>([
    ['first that should be last', inOrder(own, person, first, earlier, ended), ['referens står före personnummer']],
    ['last that should be first', inOrder(first, earlier, ended, own, person), ['personnummer står efter referens']],
    [
      'two',
      inOrder(own, ended, person, first, earlier),
      ['referens står före personnummer', 'anstallningUpphord står före personnummer'],
    ],
    ['one of two that changed places', inOrder(first, person), ['personnummer står efter sjuklonFrom']],
    ['a name among the cases', xml().replace('</arbetsgivare>', '<namn>X</namn></arbetsgivare>'), ['namn står efter sjukfall']],
  ])('%s alone is blamed, and the order is the description’s', (_, file, said) => {
    const findings = check(file).findings.filter(({ code }) => code === 'F06')
    const told = findings.map(sv)
    expect(told.map((text) => text.split(' i ”')[0])).toEqual(said)
    if (findings[0]?.params.parent === 'sjukfall')
      for (const text of told) expect(text).toMatch(new RegExp(`Ordningen ska vara ${order}\\.$`))
    for (const { at, params } of findings)
      expect(utf8(file).subarray(at.byte, at.byte + 1 + String(params.found).length)).toEqual(utf8(`<${params.found}`))
  })

  test('also where the file ends before the element does', () => {
    const [cut = ''] = inOrder(own, person, first).split('</sjukfall>')
    expect(check(cut).findings.map(sv)).toContainEqual(expect.stringMatching(/^referens står före personnummer/))
  })
})

describe('the same fault in every case', () => {
  const cases = (n: number, rest: (i: number) => string) =>
    xmlWithCases(
      ...Array.from(
        { length: n },
        (_, i) => `<sjukfall><personnummer>${PERSON}</personnummer><sjuklonFrom>2026-11-05</sjuklonFrom>${rest(i)}</sjukfall>`,
      ),
    )
  const misspelt = (i: number) => `<refrens>${i}</refrens>`
  const ofNames = (report: Report) => report.findings.filter(({ code }) => code === 'F06')

  test('is one finding with its count and one cure, and the sum is true', () => {
    const report = check(cases(60, misspelt))
    const [finding, ...more] = ofNames(report)
    expect([finding?.count, finding?.at.record, more.length, report.counts.F06]).toEqual([60, 1, 0, 60])
    expect(sv(finding as Finding)).toMatch(
      /Det ska troligen vara ”referens”: rätta stavningen\. Alla 60 sjukfall har samma fel\. Rätta det en gång med sök och ersätt\.$/,
    )
    expect(reportXml(report, 'sv')).toContain(' antal="60">')
  })

  test.each<[string, (i: number) => string, number]>([
    ['not in the last case', (i) => (i === 59 ? '' : misspelt(i)), 59],
    ['not in the first', (i) => (i === 0 ? '' : misspelt(i)), 59],
    ['not in one between', (i) => (i === 30 ? '' : misspelt(i)), 59],
    ['twice in one case', (i) => misspelt(i).repeat(i === 30 ? 2 : 1), 61],
    ['twice in every case', (i) => misspelt(i).repeat(2), 120],
    ['another name in one', (i) => (i === 30 ? '<refferens>1</refferens>' : misspelt(i)), 60],
    ['other dates', (i) => `<anstallningUpphord>2026-11-3${1 + (i % 9)}</anstallningUpphord>`, 60],
  ])('%s: each is told', (_, rest, count) => {
    const { findings, stop: sum } = check(cases(60, rest))
    const told = findings.filter(({ severity, code }) => severity === 'stop' && code !== 'C01')
    expect([told.length, told.some((finding) => finding.count !== undefined)]).toEqual([count, false])
    expect(sum).toBe(count + 59)
  })

  test('is one also where more are counted than kept', () => {
    const { findings, counts } = check(cases(60, misspelt), { maxFindings: 10 })
    expect(findings.filter(({ code }) => code === 'F06').map(({ count }) => count)).toEqual([60])
    expect(counts.F06).toBe(60)
  })

  test('in a table too, but what stands wrong in cells of their own is told there', () => {
    const rows = (first: (i: number) => string) =>
      tableOf(...Array.from({ length: 5 }, (_, i) => `${i % 2 ? PERSON : OTHER_PERSON};${first(i)}`))
        .findings.filter(({ code }) => code === 'D01' || code === 'D02' || code === 'F06')
        .map(({ code, count, at }) => [code, at.cell, count])
    expect(rows(() => '13/11/26')).toEqual([['D02', 'B2', 5]])
    expect(rows((i) => (i === 0 ? '#N/A' : ''))).toEqual([
      ['F06', 'B2', undefined],
      ...[3, 4, 5, 6].map((n) => ['D01', `B${n}`, undefined]),
    ])
  })
})
