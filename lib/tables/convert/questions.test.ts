// Nothing about a table is guessed in silence: what is asked, what stops the file where nobody is asked, and what an answer does.
import { strToU8 } from 'fflate'
import { describe, expect, test } from 'vitest'
import { OTHER_PERSON, PERSON } from '#e2e/fixtures/checking/build.ts'
import { convert, found, only, table, xmlOf } from '#e2e/fixtures/checking/table.ts'
import { sheetRow, workbook } from '#e2e/fixtures/checking/workbook.ts'
import { sjukanmalan } from '#lib/services/sjukanmalan.ts'
import { findingText } from '#lib/text/findings.ts'
import type { Conversion } from './conversion.ts'
import { conversionSteps } from './conversion-steps.ts'
import { layoutOf } from './fit-layout.ts'

const FIRST = 'sjukfall/sjuklonFrom#1'
const WHO = 'sjukfall/personnummer#1'
/** As a payroll office has it: titles, headings of its own, a sum. */
const LIST = `Sjuklista november;;;\n\nPnr;Namn;Frånvaro fr.o.m.;T.o.m.\n${PERSON};Anna;2026-11-05;2026-11-18\nAntal;;1;\n`
const ANSWERS = { leaveOutSumRows: true, columns: { 3: FIRST, 4: null } }
const asked = ({ reading }: Conversion) => reading?.questions
const said = ({ report }: Conversion) => report.findings.map((finding) => findingText(finding, 'sv', report.tjanst))

describe('a heading that may mean a field is asked', () => {
  test('each thing once, and nothing is sent until it is answered', () => {
    const conversion = convert(LIST)
    expect(asked(conversion)).toEqual([
      { kind: 'column', column: 3, heading: 'Frånvaro fr.o.m.', mayBe: [FIRST, 'tidigarePeriod/from#1'], missing: FIRST },
      { kind: 'column', column: 4, heading: 'T.o.m.', mayBe: ['tidigarePeriod/tom#1', 'sjukfall/anstallningUpphord#1'] },
      { kind: 'sum-rows', row: 5, found: 'Antal, 1', count: 1 },
    ])
    expect(conversion.xml).toBeUndefined()
    expect(found(conversion)).toEqual([
      ['F06', 'C3', 'ambiguousColumn'],
      ['F06', 'D3', 'ambiguousColumn'],
      ['F06', 'A5', 'sumRow'],
    ])
    expect(said(conversion)[0]).toMatch(/^Vi hittar ingen kolumn för uppgiften: Första sjuk.*Är det ”Frånvaro fr.o.m.”\?/)
    expect(said(conversion)[2]).toMatch(/^Rad 5 \(Antal, 1\) ser ut som en summarad\./)
  })

  test('a sum whose number stands under such a heading is asked in the same round, and one under a heading of no case is not', () => {
    const rows = (heading: string) => `Anställd;Pnr;${heading};Timmar\nAnna;${PERSON};2026-11-05;8\nSumma;;4;\n`
    expect(asked(convert(rows('Frånvaro fr.o.m.')))?.map(({ kind }) => kind)).toEqual(['column', 'sum-rows'])
    const hours = rows('Första sjukdag').replace('Summa;;4;', 'Summa;;;8')
    expect(found(convert(hours))).toEqual([['F16', 'A3', 'leftOut']])
  })

  test('what is answered is done, told and counted', () => {
    const conversion = convert(LIST, { answers: ANSWERS })
    expect(found(conversion)).toEqual([['F16', 'A5', 'leftOut']])
    expect(conversion.report).toMatchObject({ poster: 1, stop: 0 })
    expect(only(conversion)).toMatchObject({ [WHO]: PERSON, [FIRST]: '2026-11-05' })
    expect(xmlOf(conversion)).not.toContain('2026-11-18')
    expect(conversionSteps(conversion)).toEqual([
      { kind: 'column', count: 1, from: 'Frånvaro fr.o.m.', to: FIRST },
      { kind: 'left-out-row', count: 1 },
      { kind: 'rows-above', count: 1 },
      { kind: 'unknown-column', count: 2 },
      { kind: 'filled-in', count: expect.any(Number) },
    ])
  })

  test.each([
    ['by the column’s dates', 'Pnr;Borta\n', '2026-11-05', 2],
    ['by words, where the column is empty', 'Pnr;Första frånvarodagen\n', '', 2],
    ['by the persons in it', 'Första sjukdag;Anställd\n', PERSON, 2],
  ])('%s', (_, headings, value, column) => {
    const rows = headings.startsWith('Pnr') ? `${PERSON};${value}` : `2026-11-05;${value}`
    expect(asked(convert(`${headings}${rows}\n`))?.[0]).toMatchObject({ kind: 'column', column, missing: expect.any(String) })
  })

  test.each([
    ['a name is no person’s number', 'Personnamn;Första sjukdag\n', 'Anna;2026-11-05', WHO],
    ['a date that is another field’s by its heading', 'Pnr;Anställning upphörd\n', `${PERSON};2026-11-05`, FIRST],
    ['nor is an amount', 'Pnr;Belopp\n', `${PERSON};12 000`, FIRST],
  ])('%s: then it is chosen by hand', (_, headings, row, field) => {
    const conversion = convert(`${headings}${row}\n`)
    expect(asked(conversion)).toContainEqual({ kind: 'missing', field })
    expect(found(conversion)).toContainEqual(['F06', 'A1', 'missingColumn'])
  })

  test('one that is nearly a field’s own, though the field need not be there', () => {
    const conversion = convert(`Pnr;Första sjukdag;Refrens\n${PERSON};2026-11-05;A\n`)
    expect(asked(conversion)).toMatchObject([{ kind: 'column', column: 3, mayBe: ['sjukfall/referens#1'] }])
    expect(found(conversion)).toEqual([['F06', 'C1', 'likeColumn']])
    expect(asked(convert(`Pnr;Första sjukdag;Namnet\n${PERSON};2026-11-05;Anna\n`))).toEqual([])
  })

  test('no payroll system is known by name', () => {
    expect(asked(convert(`Pnr;Första sjukdag;Hogia ${'x'.repeat(200)}\n${PERSON};2026-11-05;A\n`))).toEqual([])
  })
})

describe('answers', () => {
  test('a column that stood for the field before is asked about, and two answers for one field are one too many', () => {
    const file = `Pnr;Id;Första sjukdag\n${PERSON};${OTHER_PERSON};2026-11-05\n`
    const conversion = convert(file, { answers: { columns: { 2: WHO } } })
    expect(found(conversion)).toEqual([['F06', 'A1', 'repeatedColumn']])
    expect(asked(conversion)).toEqual([{ kind: 'column', column: 1, heading: 'Pnr', mayBe: [] }])
    const both = convert(file, { answers: { columns: { 1: WHO, 2: WHO } } })
    expect(found(both)).toEqual([['F06', 'B1', 'repeatedColumn']])
    expect(only(convert(file, { answers: { columns: { 1: null, 2: WHO } } }))[WHO]).toBe(OTHER_PERSON)
  })

  test('fields that repeat are numbered from left to right', () => {
    const file = `Pnr;Första sjukdag;A;B;C;D\n${PERSON};2026-11-05;2026-10-01;2026-10-02;2026-10-28;2026-11-02\n`
    const [from, tom] = ['tidigarePeriod/from#1', 'tidigarePeriod/tom#1']
    const xml = xmlOf(convert(file, { answers: { columns: { 3: from, 4: tom, 5: from, 6: tom } } }))
    expect(xml).toContain('<tidigarePeriod from="2026-10-01" tom="2026-10-02"/>')
    expect(xml).toContain('<tidigarePeriod from="2026-10-28" tom="2026-11-02"/>')
  })

  test('a second period without a first is sent', () => {
    const file = `Pnr;Första sjukdag;Tidigare från 2;Tidigare till 2\n${PERSON};2026-11-05;2026-10-28;2026-11-02\n`
    expect(xmlOf(convert(file))).toContain('<tidigarePeriod from="2026-10-28" tom="2026-11-02"/>')
  })

  test.each([{ 9: WHO }, { 1: 'sjukfall/lon#1' }, { 1: '__proto__' }, { 3: 'sjukfall/referens#2' }])(
    '%j changes nothing',
    (columns) => {
      const file = table(`${PERSON};2026-11-05;A`)
      expect(xmlOf(convert(file, { answers: { columns } }))).toBe(xmlOf(convert(file)))
    },
  )

  test('sum rows may be cases after all: then they stop as such', () => {
    const conversion = convert(table(`${PERSON};2026-11-05;A`, 'Antal;1;'), { answers: { leaveOutSumRows: false } })
    expect(conversion.report).toMatchObject({ poster: 2, counts: { I02: 1, D02: 1 } })
  })

  test.each([
    ['05/11/26', ['dmy', 'mdy', 'ymd'], 'dmy', '2026-11-05'],
    ['13/11/26', ['dmy', 'ymd'], 'dmy', '2026-11-13'],
    ['11-05-2026', ['dmy', 'mdy'], 'mdy', '2026-11-05'],
    ['261105', ['dmy', 'ymd'], 'ymd', '2026-11-05'],
  ] as const)('a date such as %s is read as it is said to be written', (date, forms, form, day) => {
    const file = table(`${PERSON};${date};A`)
    expect(asked(convert(file))).toEqual([{ kind: 'date-form', forms, example: date }])
    const conversion = convert(file, { answers: { dateForm: form } })
    expect(asked(conversion)).toEqual([])
    expect(only(conversion)[FIRST]).toBe(day)
  })

  test('a date in another order than was said is none', () => {
    const conversion = convert(table(`${PERSON};11/25/2026;A`), { answers: { dateForm: 'dmy' } })
    expect(found(conversion)).toEqual([['D02', 'B2', 'table']])
  })
})

describe('sheets and rows', () => {
  const HEAD = { A: 'Anställd', B: 'Borta', C: 'Nr' }
  const sheet = (rows: string) => strToU8(`<worksheet><dimension ref="A1:XFD1048576"/><sheetData>${rows}</sheetData></worksheet>`)
  const book = (first: string, second: string) =>
    workbook({
      rows: first,
      sheets: '<sheet name="Instruktion" r:id="rId1"/><sheet name="Sjuk" r:id="rId4"/>',
      files: { 'xl/worksheets/sheet2.xml': sheet(second) },
    })
  const cases = sheetRow(1, HEAD) + sheetRow(2, { A: PERSON, B: '2026-11-05', C: 'A' })
  const instructions = sheetRow(1, { A: 'Så här gör du' }) + sheetRow(2, { A: `Fråga ${PERSON}` })
  const columns = { 1: WHO, 2: FIRST, 3: null }

  test('without known headings it is asked where they are, and which sheet was read is said', () => {
    const conversion = convert(book(instructions, cases))
    expect(found(conversion)).toEqual([['F02', undefined, 'noHeadings']])
    expect(said(conversion)[0]).toMatch(/^Vi läste bladet ”Instruktion” \(1 av 2\)\. Ingen rad/)
    expect(conversion.reading).toMatchObject({
      sheet: { name: 'Instruktion', nth: 1, of: 2, others: ['Sjuk'] },
      questions: [{ kind: 'header-row' }],
      firstRows: [{ row: 1 }, { row: 2, text: `Fråga ${PERSON.slice(0, 8)}****` }],
    })
  })

  test('another sheet and its headings are chosen, though the workbook lies about its size', () => {
    const chosen = convert(book(instructions, cases), { answers: { sheet: 'Sjuk', headerRow: 1, columns } })
    expect(found(chosen)).toEqual([['F16', 'A1', 'sheet']])
    expect(only(chosen)).toMatchObject({ [WHO]: PERSON, [FIRST]: '2026-11-05' })
    expect(conversionSteps(chosen).slice(0, 3)).toEqual([
      { kind: 'sheet', count: 1, from: 'Sjuk' },
      { kind: 'header-row', count: 1 },
      { kind: 'column', count: 1, from: 'Anställd', to: WHO },
    ])
  })

  test('a sheet or a row that is not there changes nothing', () => {
    const file = table(`${PERSON};2026-11-05;A`)
    expect(xmlOf(convert(file, { answers: { sheet: 'Sjuk', headerRow: 99, delimiter: '"' } }))).toBe(xmlOf(convert(file)))
  })
})

describe('a layout', () => {
  const conversion = convert(LIST, { answers: ANSWERS })
  const layout = layoutOf(sjukanmalan, conversion)
  const read = (file: string | Uint8Array, misfit?: 'stop') => convert(file, { layout, misfit })

  test('is how the table was read, once nothing is to be asked', () => {
    expect(layout).toEqual({
      format: 'csv',
      delimiter: ';',
      headerRow: 3,
      leaveOutSumRows: true,
      columns: [
        { heading: 'Pnr', field: WHO },
        { heading: 'Namn', field: null },
        { heading: 'Frånvaro fr.o.m.', field: FIRST },
        { heading: 'T.o.m.', field: null },
      ],
    })
    expect(layoutOf(sjukanmalan, convert(LIST))).toBeUndefined()
  })

  test('reads the next table without a question, also where its headings stand in another row', () => {
    for (const file of [LIST, LIST.replace('Sjuklista november;;;\n\n', ''), `Rubrik;;;\n${LIST}`]) {
      const next = read(file)
      expect([next.reading?.layout, asked(next), xmlOf(next)]).toEqual(['used', [], xmlOf(conversion)])
      expect(layoutOf(sjukanmalan, next)?.columns).toEqual(layout?.columns)
    }
  })

  test.each([
    ['another heading', LIST.replace('T.o.m.', 'Till och med'), { why: 'headings', added: ['Till och med'], gone: ['T.o.m.'] }],
    ['one more', LIST.replace('T.o.m.', 'T.o.m.;Dagar'), { why: 'headings', added: ['Dagar'], gone: [] }],
    ['another order', LIST.replace('Pnr;Namn', 'Namn;Pnr'), { why: 'headings', added: [], gone: [] }],
    ['another delimiter', LIST.replaceAll(';', ','), { why: 'headings' }],
    ['a workbook', workbook({ rows: sheetRow(1, { A: 'Pnr' }) }), { why: 'format' }],
  ])('%s: it is not used, and asked anew', (_, file, misfit) => {
    const next = read(file)
    expect(next.reading?.layout).toMatchObject(misfit)
    expect(next.reading?.answers).toEqual({ columns: {} })
    expect(next.report.stop).toBeGreaterThan(0)
    expect(said(read(file, 'stop')).join()).toMatch(/Rubrikerna är andra|en annan sorts tabell/)
  })

  test('where the headings are the portal’s own it is not used either, and nothing is asked', () => {
    const own = table(`${PERSON};2026-11-05;A`)
    expect([read(own).report.stop, read(own, 'stop').report.counts]).toEqual([0, { F06: 1 }])
  })

  test('is not made of a row of cases that was taken for the headings', () => {
    const headless = `${PERSON};2026-11-05;A\n${OTHER_PERSON};2026-11-04;B\n`
    const taken = convert(headless, { answers: { headerRow: 1, columns: { 1: WHO, 2: FIRST, 3: null } } })
    expect([taken.reading?.questions, layoutOf(sjukanmalan, taken)]).toEqual([[], undefined])
  })
})

test('sixty thousand columns in twenty megabytes are refused as such', () => {
  const file = `${'Pnr;'.repeat(60_000)}\n${`${'1;'.repeat(60_000)}\n`.repeat(160)}`
  const conversion = convert(file)
  expect(conversion.report.findings.map(({ code, params }) => [code, params.case])).toEqual([['F04', 'columns']])
  expect(conversion.reading).toBeUndefined()
})
