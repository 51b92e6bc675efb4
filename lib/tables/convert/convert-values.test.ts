import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { NOW, PERSON, utf8 } from '#e2e/fixtures/checking/build.ts'
import { convert, found, HEADINGS, OPTIONS, only, table, xmlOf } from '#e2e/fixtures/checking/table.ts'
import { sheetRow, workbook } from '#e2e/fixtures/checking/workbook.ts'
import { sampleXml } from '#e2e/fixtures/samples.ts'
import { makeSample } from '#lib/samples/samples.ts'
import type { Field, FieldType, Part, Service } from '#lib/services/description.ts'
import { sjukanmalan } from '#lib/services/sjukanmalan.ts'
import { findingText } from '#lib/text/findings.ts'
import { convertTable } from './convert-table.ts'

describe('what is mended by itself, and told', () => {
  // Personnummer from Skatteverket's test numbers: born 2001.
  test.each([
    ['hidden quotation marks', `"""${PERSON}""";2026-11-05;A`, 'quotes', { personnummer: PERSON }],
    ['an apostrophe that says text', `'${PERSON};2026-11-05;A`, 'quotes', { personnummer: PERSON }],
    ['a formula that keeps zeros', `="${PERSON}";2026-11-05;="007"`, 'formula', { personnummer: PERSON, referens: '007' }],
    ['spaces around', ` ${PERSON}\u00a0;2026-11-05;A`, 'spaces', { personnummer: PERSON }],
    ['decimals after a number', `${PERSON},00;2026-11-05;A`, 'decimals', { personnummer: PERSON }],
    ['a hyphen', `19900101-2385;2026-11-05;A`, 'identity-form', { personnummer: PERSON }],
    ['ten digits', `900101-2385;2026-11-05;A`, 'identity-form', { personnummer: PERSON }],
    ['a lost leading zero', `101012383;2026-11-05;A`, 'leading-zero', { personnummer: '200101012383' }],
    ['YYYYMMDD', `${PERSON};20261105;A`, 'date-form', { sjuklonFrom: '2026-11-05' }],
    ['D/M YYYY', `${PERSON};5/11 2026;A`, 'date-form', { sjuklonFrom: '2026-11-05' }],
    ['a date with midnight', `${PERSON};2026-11-05 00:00:00;A`, 'date-form', { sjuklonFrom: '2026-11-05' }],
    ['a date in words', `${PERSON};5 nov 2026;A`, 'date-form', { sjuklonFrom: '2026-11-05' }],
    ['a date that can be read in one way only', `${PERSON};10/31/2026;A`, 'date-form', { sjuklonFrom: '2026-10-31' }],
  ] as const)('%s', (_, row, kind, values) => {
    const conversion = convert(table(row))
    expect(conversion.repairCounts[kind]).toBeGreaterThan(0)
    const names = Object.fromEntries(Object.entries(values).map(([name, text]) => [`sjukfall/${name}#1`, text]))
    expect(only(conversion)).toMatchObject(names)
    const told = conversion.repairs.find((repair) => repair.kind === kind)
    expect(told).toMatchObject({ row: 2 })
    expect(told?.from).not.toBe(told?.to)
  })

  test('nothing is mended in a table that needs nothing', () => {
    expect(Object.keys(convert(table(`${PERSON};2026-11-05;A`)).repairCounts)).toEqual(['filled-in'])
  })

  test('a row without a case, such as a sum, is passed over and told', () => {
    const conversion = convert(`${HEADINGS};Dagar\n${PERSON};2026-11-05;A;14\n;;;14\n`)
    expect(conversion.report.poster).toBe(1)
    expect(conversion.repairs).toContainEqual({ kind: 'row-without-case', row: 3, column: 0, from: '14', to: '' })
  })
})

describe('what is never guessed', () => {
  test.each([
    ['a day that can be a month', '05/11/2026', 'ambiguous'],
    ['a year without its century', '26-11-05', 'short'],
    ['six digits', '261105', 'short'],
    ['a day without a year', '5/11', 'short'],
    ['words', 'i höstas', 'table'],
    ['a day that does not exist', '2026-02-30', 'date'],
  ])('%s', (_, date, kind) => {
    expect(found(convert(table(`${PERSON};${date};A`)))).toEqual([['D02', 'B2', kind]])
  })

  test('a number that a spreadsheet has rounded is lost', () => {
    expect(found(convert(table('1,99001E+11;2026-11-05;A')))).toEqual([['I02', 'A2', 'rounded']])
  })
})

describe('a number that is longer than a spreadsheet can count', () => {
  const konto: Part = {
    name: 'konto',
    role: 'case',
    min: 1,
    max: Number.POSITIVE_INFINITY,
    attributes: [],
    order: 'sequence',
    content: [
      { name: 'kontonummer', type: { kind: 'digits', min: 5, max: 16, code: 'T04' }, min: 1, max: 1, example: '12345678' },
    ],
  }
  const service: Service = {
    ...sjukanmalan,
    id: 'konton',
    root: { name: 'konton', role: 'file', min: 1, max: 1, attributes: [], order: 'sequence', content: [konto] },
    xml: { encodings: ['UTF-8'], doctype: null, namespace: null },
    fixed: null,
    caseRules: [],
    codes: ['T04'],
    table: { columns: [{ field: 'konto/kontonummer', titles: { sv: [], en: [] } }] },
  }
  const inSheet = (cell: string) =>
    convertTable(service, workbook({ rows: sheetRow(1, { A: 'kontonummer' }) + sheetRow(2, { A: cell }) }), OPTIONS)

  test.each([
    ['written short in CSV', () => convertTable(service, utf8('kontonummer\n"1,23457E+15"\n'), OPTIONS), 6],
    ['rounded in a workbook', () => inSheet('<c><v>1.23456789012345E+15</v></c>'), 15],
  ] as const)('%s, it is never taken for an account', (_, made, digits) => {
    const conversion = made()
    expect(found(conversion)).toEqual([['T04', 'A2', 'rounded']])
    const [finding] = conversion.report.findings
    if (!finding) throw new Error('no finding')
    expect(findingText(finding, 'sv', service.id)).toContain(`${digits} siffror`)
    expect(findingText(finding, 'en', service.id)).toContain(`${digits} of its digits`)
  })

  test('fifteen digits, and sixteen as text, are as they were written', () => {
    expect(only(inSheet('<c><v>123456789012345</v></c>'))).toEqual({ 'konto/kontonummer#1': '123456789012345' })
    expect(only(inSheet('1234567890123456'))).toEqual({ 'konto/kontonummer#1': '1234567890123456' })
  })

  test('its sample breaks the rule by length', () => {
    const sample = new TextDecoder().decode(makeSample(service, { code: 'T04', format: 'xml' }, NOW))
    expect(sample).toContain(`<kontonummer>${'1'.repeat(17)}</kontonummer>`)
    expect(() => makeSample(service, { code: 'T03', format: 'xml' }, NOW)).toThrow(
      'teach SPOILS.T03 in lib/samples/spoil-draft.ts',
    )
  })
})

test.each(['=1+1', '+46', '-7', '@SUM(A1)', '=cmd|x!A0'])('%s is text', (text) => {
  const conversion = convert(table(`${PERSON};2026-11-05;${text}`))
  expect(conversion.report.findings).toEqual([])
  expect(only(conversion)['sjukfall/referens#1']).toBe(text)
})

test('signs of XML are written so that they stay what they were', () => {
  const conversion = convert(table(`${PERSON};2026-11-05;"<a> & ""b"" ]]>"`))
  expect(conversion.report.findings).toEqual([])
  expect(xmlOf(conversion)).toContain('<referens>&lt;a&gt; &amp; &quot;b&quot; ]]&gt;</referens>')
})

test('what a payroll system’s XML holds, its table holds too', () => {
  const source = [...sampleXml({ now: NOW, records: 500 })].join('')
  const casesIn = (text: string) =>
    [...text.matchAll(/<(personnummer|sjuklonFrom|referens)>([^<]*)</g)].map(([, name, value]) => `${name} ${value}`)
  const rows = [
    ...source.matchAll(/<personnummer>(.*)<\/personnummer>\s*<sjuklonFrom>(.*)<\/sjuklonFrom>\s*<referens>(.*)<\/referens>/g),
  ]
  const conversion = convert(table(...rows.map(([, ...cells]) => cells.join(';'))))
  expect(conversion.report).toMatchObject({ poster: 500, stop: 0, varning: 0 })
  expect(casesIn(xmlOf(conversion))).toEqual(casesIn(source))
})

test('an e-service that is described today has a table today', () => {
  const text: FieldType = { kind: 'text', max: 20 }
  const part = (name: string, role: Part['role'], content: Part['content']): Part => ({
    name,
    role,
    min: 1,
    max: Number.POSITIVE_INFINITY,
    attributes: [],
    order: 'sequence',
    content,
  })
  const field = (name: string, type: FieldType): Field => ({ name, type, min: 1, max: 1 })
  const cykel = part('cykel', 'case', [
    field('ramnummer', text),
    field('kopt', { kind: 'date' }),
    field('pris', { kind: 'number', min: 0, max: 9999, decimals: 2, code: 'T04' }),
  ])
  const service: Service = {
    ...sjukanmalan,
    id: 'cykelregister',
    root: part('cyklar', 'file', [cykel]),
    xml: { encodings: ['UTF-8'], doctype: null, namespace: null },
    fixed: null,
    caseRules: [],
    table: { columns: ['ramnummer', 'kopt', 'pris'].map((name) => ({ field: `cykel/${name}`, titles: { sv: [], en: [] } })) },
  }
  const { xml, report } = convertTable(service, utf8('kopt,pris,ramnummer\n1/5 2026,"99,50",A 1\n'), OPTIONS)
  expect(report.findings).toEqual([])
  expect(new TextDecoder().decode(xml)).toContain(
    '<cyklar>\n  <cykel>\n    <ramnummer>A 1</ramnummer>\n    <kopt>2026-05-01</kopt>\n    <pris>99.50</pris>\n  </cykel>\n</cyklar>',
  )
})

test('whatever the cells hold, the XML holds it, in whichever of the ways it was written', () => {
  const text = fc.stringMatching(/^[A-Za-zÅÄÖåäö0-9<>&";,'=+@|#-]{1,20}$/).filter((each) => !/^["'=]|["]$/.test(each))
  fc.assert(
    fc.property(
      fc.array(text, { minLength: 1, maxLength: 8 }),
      fc.constantFrom(';', ',', '\t'),
      fc.boolean(),
      (texts, delimiter, quoted) => {
        const cell = (each: string) =>
          quoted || /["\r\n]/.test(each) || each.includes(delimiter) ? `"${each.replaceAll('"', '""')}"` : each
        const lines = [HEADINGS.split(';'), ...texts.map((each) => [PERSON, '2026-11-05', each])]
        const conversion = convert(lines.map((cells) => cells.map(cell).join(delimiter)).join('\n'))
        expect(conversion.rows.map(({ values }) => values['sjukfall/referens#1'])).toEqual(texts)
        const written = [...xmlOf(conversion).matchAll(/<referens>(.*)<\/referens>/g)].map(([, inner = '']) =>
          inner.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&quot;', '"').replaceAll('&amp;', '&'),
        )
        expect(written).toEqual(texts)
      },
    ),
    { numRuns: 200 },
  )
})
