import { describe, expect, test } from 'vitest'
import {
  employer,
  endRecord,
  fixed,
  latin1,
  lines,
  NOW,
  PERSON,
  sjukfall,
  startRecord,
  utf8,
  xml,
  xmlCase,
  xmlEmployer,
  xmlPeriod,
  xmlWithCases,
} from '#e2e/fixtures/checking/build.ts'
import { startCheck } from '#lib/checking/check.ts'
import type { Finding, Report } from '#lib/checking/report.ts'
import { FIXED } from '#lib/services/description.ts'
import { sjukanmalan } from '#lib/services/sjukanmalan.ts'
import { type Conversion, STAND_IN_EMPLOYER } from '#lib/tables/convert/conversion.ts'
import { convertTable } from '#lib/tables/convert/convert-table.ts'
import { writeXlsx } from '#lib/tables/xlsx/write-xlsx.ts'
import { compareReports, isSameFileAgain } from './compare-reports.ts'
import { type Corrected, correctValue } from './correct-value.ts'
import { findValue } from './find-value.ts'

const options = { now: NOW, environment: 'test' } as const
type Checked = { report: Report; columns?: Conversion['columns'] }

function check(bytes: Uint8Array, corrections?: Record<string, string>): Checked {
  const isTable = bytes[0] === 0x50 || !['<', '0', '\u00ef'].includes(String.fromCharCode(bytes[0] as number))
  if (isTable) return convertTable(sjukanmalan, bytes, { ...options, employer: STAND_IN_EMPLOYER, corrections })
  const running = startCheck({ ...options, service: sjukanmalan })
  running.push(bytes)
  return { report: running.finish() }
}

/** Corrects the value of the first finding with the code; gives what stood there. */
function correct(bytes: Uint8Array, code: string, text: string): { was: string | undefined; corrected: Corrected } {
  const { report, columns } = check(bytes)
  const finding = report.findings.find((each) => each.code === code)
  if (!finding || report.format === null) throw new Error(`no ${code} in ${JSON.stringify(report.counts)}`)
  const file = { service: sjukanmalan, bytes, format: report.format, columns }
  return { was: findValue(file, finding.at)?.text, corrected: correctValue(file, finding.at, text) }
}

const LATIN1 = '<?xml version="1.0" encoding="ISO-8859-1"?>\n'
const wrong = PERSON.replace(/5$/, '6')
const table = (...rows: string[]) => utf8(['Personnummer;Första sjukdag;Referens', ...rows, ''].join('\r\n'))
const workbook = writeXlsx([
  {
    name: 'Sjuk',
    rows: [
      ['Personnummer', 'Första sjukdag'],
      [PERSON, 'den 5:e nov'],
    ],
  },
])

const CORRECTED: [string, Uint8Array, string, string, string][] = [
  ['an element of XML', utf8(xmlWithCases(xmlCase({ person: wrong }))), 'I04', wrong, PERSON],
  [
    'an attribute of XML',
    utf8(xmlWithCases(xmlCase({ rest: xmlPeriod('2026-02-30', '2026-10-20') }))),
    'D02',
    '2026-02-30',
    '2026-10-20',
  ],
  [
    'an element in one tag',
    utf8(xmlWithCases(xmlCase().replace(/<sjuklonFrom>.*<\/sjuklonFrom>/, '<sjuklonFrom/>'))),
    'D01',
    '',
    '2026-11-05',
  ],
  ['an element without text', utf8(xmlWithCases(xmlCase({ first: '' }))), 'D01', '', '2026-11-05'],
  [
    'a name that must be escaped',
    utf8(xml({ employers: xmlEmployer({ rest: `<namn>${'a'.repeat(101)}</namn>` }) })),
    'T01',
    'a'.repeat(101),
    'A & "B" <C> å',
  ],
  [
    'a name in ISO-8859-1',
    latin1(xml({ declaration: LATIN1, employers: xmlEmployer({ rest: `<namn>${'å'.repeat(101)}</namn>` }) })),
    'T01',
    'å'.repeat(101),
    'Åre',
  ],
  ['positions', latin1(fixed(sjukfall({ 3: wrong }))), 'I04', wrong, PERSON],
  ['positions, with fewer signs', latin1(fixed(sjukfall({ 3: wrong }))), 'I04', wrong, PERSON.slice(2)],
  ['a cell of CSV', table(`${wrong};2026-11-05;A`), 'I04', wrong, PERSON],
  ['a quoted cell of CSV', table(`${PERSON};2026-11-05;"${'b;'.repeat(20)}"`), 'T01', 'b;'.repeat(20), 'A;"1"'],
  [
    'a cell of CSV in Windows-1252',
    latin1(`Personnummer;Första sjukdag;Referens\r\n${PERSON};2026-13-05;Å\r\n`),
    'D02',
    '2026-13-05',
    '2026-11-05',
  ],
  ['a cell that the row lacks', utf8(`Personnummer;Referens;Första sjukdag\r\n${PERSON};A\r\n`), 'D01', '', '2026-11-05'],
]

describe('a value is corrected where it stands', () => {
  test.each(CORRECTED)('%s', (_, bytes, code, was, text) => {
    const done = correct(bytes, code, text)
    expect(done.was).toBe(was)
    if (done.corrected.kind !== 'corrected') throw new Error(JSON.stringify(done.corrected))
    const { report } = check(done.corrected.bytes)
    expect(report).toMatchObject({ stop: 0, poster: 1 })
    expect(compareReports(check(bytes).report, report)).toEqual({ gone: 1, fresh: 0 })
  })

  test('a cell of a workbook: the conversion reads the text instead', () => {
    const done = correct(workbook, 'D02', '2026-11-05')
    expect(done).toEqual({ was: 'den 5:e nov', corrected: { kind: 'cell', cell: 'B2', text: '2026-11-05' } })
    const { report, xml: sent } = convertTable(sjukanmalan, workbook, {
      ...options,
      employer: STAND_IN_EMPLOYER,
      corrections: { B2: '2026-11-05' },
    })
    expect(report.stop).toBe(0)
    expect(new TextDecoder().decode(sent)).toContain('<sjuklonFrom>2026-11-05</sjuklonFrom>')
  })

  test('nothing else is touched: the bytes before and after the value stay', () => {
    const bytes = utf8(xmlWithCases(xmlCase({ person: wrong })))
    const { corrected } = correct(bytes, 'I04', PERSON)
    expect(corrected).toEqual({ kind: 'corrected', bytes: utf8(xmlWithCases(xmlCase())) })
  })

  test('XML holds by number what its encoding cannot', () => {
    const long = `<namn>${'å'.repeat(101)}</namn>`
    const { corrected } = correct(latin1(xml({ declaration: LATIN1, employers: xmlEmployer({ rest: long }) })), 'T01', '–')
    expect(Buffer.from((corrected as { bytes: Uint8Array }).bytes).toString('latin1')).toContain('<namn>&#8211;</namn>')
  })
})

describe('refused', () => {
  test.each<[string, Uint8Array, string, string, string]>([
    ['longer than its positions', latin1(fixed(sjukfall({ 3: wrong }))), 'I04', `${PERSON}0`, 'too-long'],
    ['a sign that positions cannot hold', latin1(fixed(sjukfall({ 3: wrong }))), 'I04', '–', 'sign'],
    [
      'a sign that the table cannot hold',
      latin1(`Personnummer;Första sjukdag;Å\r\n${PERSON};2026-13-05;Å\r\n`),
      'D02',
      '–',
      'sign',
    ],
    [
      'an element that is not there',
      utf8(xmlWithCases(xmlCase().replace(/<sjuklonFrom>.*<\/sjuklonFrom>/, ''))),
      'F06',
      'x',
      'gone',
    ],
    ['a misspelt element', utf8(xmlWithCases(xmlCase().replaceAll('sjuklonFrom', 'sjuklonfrom'))), 'F06', 'x', 'gone'],
    [
      'a record without its end',
      latin1(lines(startRecord(), employer(), sjukfall(), endRecord()).replace(/99.*\r\n$/, '')),
      'F06',
      'x',
      'gone',
    ],
  ])('%s', (_, bytes, code, text, why) => {
    expect(correct(bytes, code, text).corrected).toEqual({ kind: 'refused', why })
  })
})

test('a place that is another field’s now is not written over', () => {
  for (const [bytes, format] of [
    [utf8(xmlWithCases(xmlCase({ person: wrong }))), 'xml'],
    [latin1(fixed(sjukfall({ 3: wrong }))), FIXED],
  ] as const) {
    const [finding] = check(bytes).report.findings
    const at = { ...(finding as Finding).at, field: 'sjuklonFrom' }
    expect(findValue({ service: sjukanmalan, bytes, format }, at)).toBeUndefined()
  }
})

test('a finding about a field that has no column is not taken for the cell that stands first', () => {
  const bytes = table(`${PERSON};2026-11-05;A`)
  const { columns } = check(bytes)
  const file = { service: sjukanmalan, bytes, format: 'csv', columns } as const
  const at = { line: 2, column: 1, byte: 0, cell: 'A2' }
  expect(findValue(file, { ...at, field: 'personnummer' })?.text).toBe(PERSON)
  expect(findValue(file, { ...at, field: 'identitet' })).toBeUndefined()
})

describe('what a correction changed', () => {
  const two = utf8(xmlWithCases(xmlCase({ person: wrong }), xmlCase({ first: '2026-02-30' })))

  test('a fault that is gone and one that is new are told apart, though one stands where the other stood', () => {
    const after = utf8(xmlWithCases(xmlCase({ person: 'x' }), xmlCase({ first: '2026-02-30' })))
    expect(compareReports(check(two).report, check(after).report)).toEqual({ gone: 1, fresh: 1 })
  })

  test('a fault that has only moved is the same', () => {
    const after = utf8(
      xmlWithCases(xmlCase({ person: wrong }), xmlCase({ first: '2026-02-30' })).replace('<avsandare>', '\n\n<avsandare>'),
    )
    expect(compareReports(check(two).report, check(after).report)).toEqual({ gone: 0, fresh: 0 })
  })

  test('where not all are listed, by the number of each rule', () => {
    const { report } = check(two)
    const counted = { ...report, stop: 40, counts: { I04: 30, D02: 10 } }
    expect(compareReports(counted, { ...counted, stop: 32, counts: { I04: 20, D02: 12 } })).toEqual({ gone: 10, fresh: 2 })
  })
})

test.each([
  ['sjuk.xml', 'sjuk.xml', true],
  ['sjuk.xml', 'sjuk-rattad.xml', true],
  ['sjuk.xml', 'Sjuk (1).xml', true],
  ['sjuk_20261104_0800.txt', 'sjuk_20261105_1312.txt', true],
  ['lista.csv', 'lista - kopia.csv', true],
  ['lista.csv', 'lista.xlsx', false],
  ['sjuk.xml', 'vab.xml', false],
])('a file called %s, then one called %s', (before, name, isSame) => {
  expect(isSameFileAgain(before, name)).toBe(isSame)
})
