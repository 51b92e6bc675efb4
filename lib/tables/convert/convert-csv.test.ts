import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { latin1, OTHER_PERSON, PERSON, utf8 } from '#e2e/fixtures/checking/build.ts'
import { dueFor } from '#e2e/fixtures/checking/due-days.ts'
import { convert, EMPLOYER, found, HEADINGS, only, table, xmlOf } from '#e2e/fixtures/checking/table.ts'
import { sheetRow, workbook } from '#e2e/fixtures/checking/workbook.ts'
import type { Conversion } from './conversion.ts'

test('a plain table becomes XML that can be sent, with the company that is logged in as sender and employer', () => {
  const conversion = convert(table(`${PERSON};2026-11-05;A1`))
  expect(conversion.report.findings).toEqual([])
  expect(conversion.report).toMatchObject({ format: 'csv', poster: 1, stop: 0, employers: [{ ...EMPLOYER, poster: 1 }] })
  expect(xmlOf(conversion)).toBe(`<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE sjukanmalan SYSTEM "sjukanmalan-1.0.dtd">
<sjukanmalan version="1.0" skapad="2026-11-21T12:00:00">
  <avsandare>
    <organisationsnummer>5599001236</organisationsnummer>
    <namn>Åkes Lön AB</namn>
  </avsandare>
  <arbetsgivare>
    <identitet>5599001236</identitet>
    <namn>Åkes Lön AB</namn>
    <sjukfall>
      <personnummer>${PERSON}</personnummer>
      <sjuklonFrom>2026-11-05</sjuklonFrom>
      <referens>A1</referens>
    </sjukfall>
  </arbetsgivare>
  <kontroll antalArbetsgivare="1" antalSjukfall="1"/>
</sjukanmalan>
`)
})

describe('how the table is written', () => {
  const inOrder = `${HEADINGS}\n${PERSON};2026-11-05;Å1\n`
  const expected = { 'sjukfall/personnummer#1': PERSON, 'sjukfall/sjuklonFrom#1': '2026-11-05', 'sjukfall/referens#1': 'Å1' }

  test.each([
    ['semicolons', inOrder],
    ['commas', inOrder.replaceAll(';', ',')],
    ['tabs', inOrder.replaceAll(';', '\t')],
    ['a sep= line', `sep=,\r\n${inOrder.replaceAll(';', ',')}`],
    ['a sep= line with a bar', `sep=|\n${inOrder.replaceAll(';', '|')}`],
    ['CR alone', inOrder.replaceAll('\n', '\r')],
    ['CRLF', inOrder.replaceAll('\n', '\r\n')],
    ['every cell in quotes', inOrder.replace(/[^;\n]+/g, '"$&"')],
    ['empty columns and rows at the end', `${inOrder.replaceAll('\n', ';;;\n')};;;;;\n\n;;;;;\n`],
    ['no line end last', inOrder.trimEnd()],
    ['file names of the fields', inOrder.replace(HEADINGS, 'personnummer;sjuklonFrom;referens')],
    ['capitals and spaces', inOrder.replace(HEADINGS, 'PERSON NUMMER ; sjuklon_from;REFERENS')],
    ['titles in English', inOrder.replace(HEADINGS, 'Personal identity number;First sick day;Own reference')],
    ['another order', `Referens;Första sjukdag;Personnummer\nÅ1;2026-11-05;${PERSON}\n`],
  ])('%s', (_, file) => {
    const conversion = convert(file)
    expect(conversion.report.findings).toEqual([])
    expect(only(conversion)).toMatchObject(expected)
  })

  test('Windows-1252 is read and told', () => {
    const conversion = convert(latin1(inOrder))
    expect(only(conversion)).toMatchObject(expected)
    expect(conversion.repairs).toContainEqual({ kind: 'encoding', row: 0, column: 0, from: 'Windows-1252', to: 'UTF-8' })
  })

  test('a byte order mark is taken away and told, and moves no column', () => {
    const conversion = convert(`\ufeff${table('1;2026-11-05;A')}`)
    expect(conversion.repairCounts.bom).toBe(1)
    expect(conversion.report.findings[0]?.at).toMatchObject({ line: 2, column: 1, cell: 'A2' })
  })

  test('titles above the headings are passed over and told', () => {
    const conversion = convert(`Sjuklista november;;\n\n${inOrder}`)
    expect(only(conversion)).toMatchObject(expected)
    expect(conversion.repairs).toContainEqual({ kind: 'rows-above', row: 3, column: 0, from: '1', to: '' })
  })

  test('a line break inside a cell moves the rows below in the file, not in the spreadsheet', () => {
    const conversion = convert(table(`${PERSON};2026-11-05;"A\r\n1"`, 'x;2026-11-05;B'))
    expect(conversion.repairCounts['line-break']).toBe(1)
    expect(xmlOf(conversion)).toContain('<referens>A 1</referens>')
    const [finding] = conversion.report.findings
    expect(finding).toMatchObject({ code: 'I02', referens: 'B', at: { line: 4, column: 1, cell: 'A3', record: 2 } })
  })

  test('line, column and byte point at the cell', () => {
    const file = table(`${PERSON};2026-11-05;Å1`, `"${OTHER_PERSON}";2026-02-30;Å2`)
    const [finding] = convert(file).report.findings
    expect(finding?.at).toMatchObject({ line: 3, column: 16, cell: 'B3', field: 'sjuklonFrom', record: 2 })
    expect(new TextDecoder().decode(utf8(file).subarray(finding?.at.byte)).startsWith('2026-02-30')).toBe(true)
  })
})

describe('who sends and who employs', () => {
  const other = '5569999997'

  test('rows of one employer stand together, in the order of the table', () => {
    const rows = [
      `${PERSON};2026-11-05;5599001236`,
      `${OTHER_PERSON};2026-11-05;${other}`,
      `${OTHER_PERSON};2026-10-12;559900-1236`,
    ]
    const conversion = convert(`Personnummer;Första sjukdag;Orgnr\n${rows.join('\n')}\n`)
    expect(conversion.report.employers.map(({ poster }) => poster)).toEqual([2, 1])
    expect(conversion.rows.map(({ row, record }) => [row, record])).toEqual([
      [2, 1],
      [3, 3],
      [4, 2],
    ])
  })

  test('an employer that the sender may not act for is found in its cell', () => {
    const rows = `Personnummer;Första sjukdag;Arbetsgivare\n${PERSON};2026-11-05;${other}\n`
    expect(found(convert(rows, { employers: [EMPLOYER.identity] }))).toEqual([['F12', 'C2', undefined]])
  })

  test('a name without its part belongs to the heading before it', () => {
    const conversion = convert(
      `organisationsnummer;namn;identitet;namn;personnummer;namn;sjuklonFrom\n5599001236;Byrån;5599001236;Bolaget;${PERSON};Anna;2026-11-05\n`,
    )
    expect(only(conversion)).toMatchObject({ 'avsandare/namn#1': 'Byrån', 'arbetsgivare/namn#1': 'Bolaget' })
    expect(xmlOf(conversion)).not.toContain('Anna')
    expect(conversion.repairs).toContainEqual({ kind: 'unknown-column', row: 1, column: 6, from: 'namn', to: '' })
  })

  test('two senders in one table are not one file', () => {
    const rows = `Personnummer;Första sjukdag;Avsändare\n${PERSON};2026-11-05;Byrån\n${OTHER_PERSON};2026-11-05;Bolaget\n`
    expect(found(convert(rows))).toEqual([['F06', 'C3', 'varies']])
  })
})

test('earlier periods stand in numbered columns or in pairs', () => {
  const rows = `${PERSON};2026-11-05;2026-10-31;2026-11-01;2026-10-27;2026-10-28\n`
  for (const headings of [
    'tidigarePeriod.from;tidigarePeriod.tom;tidigarePeriod.from;tidigarePeriod.tom',
    'Tidigare period f.o.m.;Tidigare sjukperiod t.o.m.;Tidigare sjukperiod fr.o.m.;Tidigare period t.o.m.',
    'Tidigare sjukperiod från 1;Tidigare sjukperiod till 1;tidigarePeriod2.from;tidigarePeriod2.tom',
  ]) {
    const conversion = convert(`personnummer;sjuklonFrom;${headings}\n${rows}`)
    expect(conversion.report.findings).toEqual([])
    expect(xmlOf(conversion)).toContain(
      '<tidigarePeriod from="2026-10-31" tom="2026-11-01"/>\n      <tidigarePeriod from="2026-10-27" tom="2026-10-28"/>',
    )
  }
})

describe('a heading that may mean several fields is taken for none of them', () => {
  const period = `${PERSON};2026-11-05;2026-10-24;2026-11-04\n`
  const ambiguous = (conversion: Conversion) =>
    conversion.report.findings.map(({ code, at, params }) => [code, at.cell, params.case, params.columns])
  const FIRST_DAYS = 'sjukfall/sjuklonFrom tidigarePeriod/from'
  const LAST_DAYS = 'tidigarePeriod/tom sjukfall/anstallningUpphord'

  test.each([
    ['Fr.o.m.', 'T.o.m.'],
    ['from', 'tom'],
    ['fr o m', 't o m'],
    ['fom', 'tom'],
    ['Från och med', 'Till och med'],
    ['FRÅN', 'TILL'],
    ['from1', 'tom1'],
    ['Från 1', 'Till 1'],
    ['Frånvaro fr.o.m.', 'T.o.m.'],
    ['From date', 'To date'],
  ])('%s and %s', (from, to) => {
    for (const delimiter of [';', ',', '\t']) {
      const file = `Personnummer;Första sjukdag;${from};${to}\n${period}`.replaceAll(';', delimiter)
      const conversion = convert(file)
      expect(ambiguous(conversion)).toEqual([
        ['F06', 'C1', 'ambiguousColumn', FIRST_DAYS],
        ['F06', 'D1', 'ambiguousColumn', LAST_DAYS],
      ])
      expect(conversion.report.stop).toBe(2)
      expect(xmlOf(conversion)).not.toContain('tidigarePeriod')
      expect(conversion.columns.slice(2).map(({ key }) => key)).toEqual([undefined, undefined])
      expect(conversion.repairCounts['unknown-column']).toBeUndefined()
    }
  })

  test('in a workbook too', () => {
    const headings = sheetRow(1, { A: 'Personnummer', B: 'Första sjukdag', C: 'Fr.o.m.', D: 'T.o.m.' })
    const rows = headings + sheetRow(2, { A: PERSON, B: '2026-11-05', C: '2026-10-24', D: '2026-11-04' })
    expect(ambiguous(convert(workbook({ rows })))).toEqual([
      ['F06', 'C1', 'ambiguousColumn', FIRST_DAYS],
      ['F06', 'D1', 'ambiguousColumn', LAST_DAYS],
    ])
  })

  test('where it may be the column that is missing, one fault says both', () => {
    const conversion = convert(`Sjuklista;;\nPersonnummer;Fr.o.m.;Referens\n${PERSON};2026-11-05;A\n`)
    expect(ambiguous(conversion)).toEqual([['F06', 'B2', 'ambiguousColumn', FIRST_DAYS]])
    expect(conversion.xml).toBeUndefined()
  })

  test('beside columns that say which period they are about, for what stands in it may be a second one', () => {
    const conversion = convert(
      `Personnummer;Första sjukdag;Tidigare period från;Tidigare period till;Fr.o.m.\n${PERSON};2026-11-05;2026-10-31;2026-11-01;2026-10-01\n`,
    )
    expect(ambiguous(conversion)).toEqual([['F06', 'E1', 'ambiguousColumn', FIRST_DAYS]])
    expect(xmlOf(conversion)).toContain('<tidigarePeriod from="2026-10-31" tom="2026-11-01"/>')
  })

  test('what is wrong in the rows is told in the same round', () => {
    expect(found(convert(`Personnummer;Första sjukdag;T.o.m.\n${PERSON};2026-02-30;2026-11-04\n`))).toEqual([
      ['F06', 'C1', 'ambiguousColumn'],
      ['D02', 'B2', 'date'],
    ])
  })

  test.each([
    [
      'after a number that stands for the employer',
      `Orgnr;Namn;Personnummer;Första sjukdag\n5599001236;Anna;${PERSON};2026-11-05\n`,
    ],
    ['after a title', `Arbetsgivare;Namn;Personnummer;Första sjukdag\n5599001236;Anna;${PERSON};2026-11-05\n`],
  ])('Namn %s', (_, file) => {
    const conversion = convert(file)
    expect(ambiguous(conversion)).toEqual([['F06', 'B1', 'ambiguousColumn', 'arbetsgivare/namn avsandare/namn']])
    expect(xmlOf(conversion)).not.toContain('Anna')
  })

  test('Namn beside a column that is passed over is the employee’s, and is passed over', () => {
    const conversion = convert(`Orgnr;Avdelning;Namn;Personnummer;Första sjukdag\n5599001236;Lön;Anna;${PERSON};2026-11-05\n`)
    expect(conversion.report.findings).toEqual([])
    expect(conversion.repairCounts['unknown-column']).toBe(2)
    expect(xmlOf(conversion)).not.toContain('Anna')
  })
})

describe('tables that cannot be sent', () => {
  test.each([
    ['nothing', '', 'F01', undefined],
    ['blank rows', '\n \n', 'F01', undefined],
    ['no headings', `${PERSON};2026-11-05;A\n`, 'F02', 'headless'],
    ['unknown headings', 'Anställd;Dag\nA;2026-11-05\n', 'F02', 'noHeadings'],
    ['headings alone', `${HEADINGS}\n`, 'F06', 'noRows'],
    ['no column for the person', 'Första sjukdag;Referens\n2026-11-05;A\n', 'F06', 'missingColumn'],
    ['a column twice', `Personnummer;Första sjukdag;Personnr\n${PERSON};2026-11-05;x\n`, 'F06', 'repeatedColumn'],
    ['a cell too many', table(`${PERSON};2026-11-05;A;B`), 'F06', 'extraCell'],
    ['a quotation mark that is never closed', table(`${PERSON};2026-11-05;"A`), 'F04', 'openQuote'],
    ['a NUL', table(`${PERSON};2026-11-05;A\u0000`), 'F03', 'nul'],
    ['a control character', table(`${PERSON};2026-11-05;A\u0007`), 'F03', 'control'],
    ['a million columns', `${HEADINGS}${';x'.repeat(1_000_000)}\n`, 'F04', 'columns'],
  ])('%s', (_, file, code, kind) => {
    const { report } = convert(file)
    expect(report.stop).toBeGreaterThan(0)
    expect(report.findings.map((finding) => [finding.code, finding.params.case])).toContainEqual([code, kind])
  })

  test('UTF-16 is told as the encoding that it is', () => {
    const { report } = convert(new Uint8Array(Buffer.from(`\ufeff${table()}`, 'utf16le')))
    expect(report.findings.map(({ code, params }) => [code, params.case])).toEqual([['F03', 'utf16']])
  })

  test('a file of more than 50 MB is not read', () => {
    const { report } = convert(new Uint8Array(50_000_001).fill(65))
    expect(report.findings.map(({ code }) => code)).toEqual(['F07'])
  })
})

test('without a company the table must say who sends and who employs', () => {
  const bare = convert(table(`${PERSON};2026-11-05;A`), { employer: undefined })
  expect(new Set(bare.report.findings.map(({ at }) => at.field))).toEqual(new Set(['identitet', 'organisationsnummer', 'namn']))
  expect(bare.xml).toBeUndefined()
})

test('a finding about another row names that row', () => {
  const { report } = convert(table(`${PERSON};2026-11-05;"A\n1"`, `${PERSON};2026-11-05;B`))
  expect(report.findings).toMatchObject([{ code: 'C01', at: { cell: 'A3', line: 4 }, params: { otherLine: 2, otherRecord: 1 } }])
})

test('late cases are told by the table’s own lines', () => {
  const { report } = convert(table(`${OTHER_PERSON};2026-11-05;"A\n1"`, `${PERSON};2026-10-01;B`))
  expect(report.due).toMatchObject({
    next: dueFor('2026-11-05'),
    cases: [{ date: dueFor('2026-10-01'), line: 4, record: 2, referens: 'B' }],
  })
})

test('any bytes at all end in a report', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 300 }), fc.boolean(), (bytes, headed) => {
      const file = headed ? new Uint8Array([...utf8(`${HEADINGS}\n`), ...bytes]) : bytes
      const { report, xml } = convert(file)
      expect(report.stop > 0 || xml !== undefined).toBe(true)
    }),
    { numRuns: 1000 },
  )
})
