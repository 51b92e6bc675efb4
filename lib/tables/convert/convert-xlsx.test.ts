import fc from 'fast-check'
import { strToU8, zipSync } from 'fflate'
import { describe, expect, test } from 'vitest'
import { NOW, OTHER_PERSON, PERSON, utf8 } from '#e2e/fixtures/checking/build.ts'
import { sheetRow, workbook } from '#e2e/fixtures/checking/workbook.ts'
import { sjukanmalan } from '#lib/services/sjukanmalan.ts'
import { writeXlsx } from '../xlsx/write-xlsx.ts'
import type { Conversion, ConvertOptions } from './conversion.ts'
import { convertTable } from './convert-table.ts'

const OPTIONS: ConvertOptions = { now: NOW, environment: 'test', employer: { identity: '165599001236', name: 'Åkes Lön AB' } }
const convert = (bytes: Uint8Array): Conversion => convertTable(sjukanmalan, bytes, OPTIONS)
const HEADINGS = sheetRow(1, { A: 'Personnummer', B: 'Första sjukdag', C: 'Referens' })
const number = (value: number | string, style = 0) => `<c s="${style}"><v>${value}</v></c>`
const one = (cells: Record<string, string>) => workbook({ rows: HEADINGS + sheetRow(2, cells) })
const values = ({ rows, report }: Conversion) => {
  const [row] = rows
  if (!row) throw new Error(JSON.stringify(report.findings))
  return row.values
}
const found = ({ report }: Conversion) => report.findings.map(({ code, at, params }) => [code, at.cell, params.case])

const RIGHT = { A: PERSON, B: '2026-11-05', C: 'A1' }
const EXPECTED = { 'sjukfall/personnummer#1': PERSON, 'sjukfall/sjuklonFrom#1': '2026-11-05', 'sjukfall/referens#1': 'A1' }

describe('cells as spreadsheets keep them', () => {
  test.each([
    ['texts', RIGHT],
    ['numbers', { ...RIGHT, A: number(PERSON) }],
    ['a long number as computers write it', { ...RIGHT, A: number('1.99001012385E11') }],
    ['a date of the built-in kind', { ...RIGHT, B: number(46_331, 1) }],
    ['a date in a form of one’s own', { ...RIGHT, B: number(46_331, 2) }],
    ['a date with midnight', { ...RIGHT, B: number('46331.0', 1) }],
    ['a date in ISO', { ...RIGHT, B: '<c t="d"><v>2026-11-05T00:00:00</v></c>' }],
    ['a date that lost its form', { ...RIGHT, B: number(46_331) }],
    ['eight digits as a number', { ...RIGHT, B: number(20_261_105) }],
    ['what a formula gives', { ...RIGHT, C: '<c t="str"><f>"A"&amp;1</f><v>A1</v></c>' }],
    ['formatted text', { ...RIGHT, C: '<c t="inlineStr"><is><r><t>A</t></r><r><t>1</t></r></is></c>' }],
  ])('%s', (_, cells) => {
    const conversion = convert(one(cells))
    expect(conversion.report.findings).toEqual([])
    expect(conversion.report).toMatchObject({ format: 'xlsx', poster: 1, stop: 0 })
    expect(values(conversion)).toMatchObject(EXPECTED)
  })

  test('shared texts, with their runs joined and their reading aloud left out', () => {
    const shared = [`<t>${PERSON}</t>`, '<r><t>20261</t></r><r><t>105</t></r><rPh sb="0" eb="1"><t>x</t></rPh>']
    const rows = HEADINGS + sheetRow(2, { A: '<c t="s"><v>0</v></c>', B: '<c t="s"><v>1</v></c>', C: 'A1' })
    expect(values(convert(workbook({ rows, shared })))).toMatchObject(EXPECTED)
  })

  test('a personnummer whose leading zero is lost gets it back, and it is told', () => {
    const conversion = convert(one({ ...RIGHT, A: number(101_012_383) }))
    expect(values(conversion)['sjukfall/personnummer#1']).toBe('200101012383')
    expect(conversion.repairs).toContainEqual({
      kind: 'leading-zero',
      row: 2,
      column: 1,
      field: 'personnummer',
      from: '101012383',
      to: '0101012383',
    })
  })

  test('days counted from 1904', () => {
    const rows = HEADINGS + sheetRow(2, { ...RIGHT, B: number(46_331 - 1462, 1) })
    expect(values(convert(workbook({ rows, properties: '<workbookPr date1904="1"/>' })))).toMatchObject(EXPECTED)
  })

  test('a date that can be read in two ways is not guessed', () => {
    expect(found(convert(one({ ...RIGHT, B: '05/11/2026' })))).toEqual([['D02', 'B2', 'ambiguous']])
  })

  test('a sign that XML cannot hold is told where it stands', () => {
    expect(found(convert(one({ ...RIGHT, C: 'A_x0007_1' })))).toEqual([['T02', 'C2', 'replacement']])
  })
})

test('rows and columns are those of the sheet, however many are empty between', () => {
  const rows =
    sheetRow(3, { C: 'Personnummer', E: 'Första sjukdag' }) +
    sheetRow(7, { C: PERSON, E: '2026-11-05' }) +
    sheetRow(900, { C: '12', E: '2026-11-05' })
  const conversion = convert(workbook({ rows }))
  expect(conversion.report.findings.map(({ at }) => at)).toEqual([
    { line: 900, column: 3, byte: 0, record: 2, field: 'personnummer', cell: 'C900' },
  ])
})

test('the first sheet that can be seen is read', () => {
  const sheets =
    '<sheet name="Dold" state="hidden" r:id="rId4"/><sheet name="Sedd" r:id="rId1"/><sheet name="Annan" r:id="rId4"/>'
  const other = strToU8('<worksheet><sheetData><row r="1"><c r="A1" t="str"><v>annat</v></c></row></sheetData></worksheet>')
  const bytes = workbook({ rows: HEADINGS + sheetRow(2, RIGHT), sheets, files: { 'xl/worksheets/sheet2.xml': other } })
  expect(found(convert(bytes))).toEqual([['F16', 'A1', 'sheet']])
})

test('what we write ourselves we read', () => {
  const text = fc.stringMatching(/^[A-Za-zÅÄÖåäö0-9<>&";,'=+@|#_-]{1,30}$/).filter((each) => !/^["'=]|["]$/.test(each))
  fc.assert(
    fc.property(fc.array(text, { minLength: 1, maxLength: 10 }), (texts) => {
      const rows = [['Personnummer', 'Första sjukdag', 'Referens'], ...texts.map((each) => [PERSON, '2026-11-05', each])]
      const conversion = convert(writeXlsx([{ name: 'Sjukfall', rows }]))
      expect(conversion.rows.map((row) => row.values['sjukfall/referens#1'])).toEqual(texts)
    }),
    { numRuns: 100 },
  )
})

describe('workbooks that cannot be read', () => {
  const ole = (name: string) => {
    const entry = Buffer.alloc(128)
    entry.write(name, 'utf16le')
    entry.writeUInt16LE(name.length * 2 + 2, 64)
    entry[66] = 2
    return Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(504), entry])
  }

  test.each([
    ['an older Excel file', ole('Workbook'), 'F02', 'oldExcel'],
    ['one with a password', ole('EncryptedPackage'), 'F02', 'lockedExcel'],
    ['a binary one', workbook({ rows: '', files: { 'xl/workbook.bin': utf8('x') } }), 'F02', 'binaryExcel'],
    [
      'an OpenDocument one',
      zipSync({ mimetype: utf8('application/vnd.oasis.opendocument.spreadsheet'), 'content.xml': utf8('<x/>') }),
      'F02',
      'openDocument',
    ],
    ['another archive', zipSync({ 'sjuk.xml': utf8('<x/>') }), 'F02', 'otherZip'],
    ['one cut off', one(RIGHT).slice(0, 700), 'F02', 'brokenExcel'],
    ['one with broken XML', workbook({ rows: '<row><c></row>' }), 'F02', 'brokenExcel'],
    [
      'one with a DOCTYPE',
      workbook({ rows: '', files: { 'xl/workbook.xml': utf8('<!DOCTYPE a [<!ENTITY b "c">]><a/>') } }),
      'F02',
      'brokenExcel',
    ],
    ['one without a sheet', workbook({ rows: '', sheets: '' }), 'F02', 'brokenExcel'],
    ['one with too many columns', one({ ...RIGHT, ALM: 'x' }), 'F04', 'columns'],
    ['an empty sheet', workbook({ rows: '' }), 'F02', 'noHeadings'],
    ['more than 20 MB', new Uint8Array([0x50, 0x4b, 3, 4, ...new Uint8Array(20_000_000)]), 'F07', undefined],
  ])('%s', (_, bytes, code, kind) => {
    const { report, xml } = convert(bytes)
    expect(report.findings.map((finding) => [finding.code, finding.params.case])).toEqual([[code, kind]])
    expect(xml).toBeUndefined()
  })

  test('a small archive that unpacks to more than memory holds is refused before it has', () => {
    // 201 MB of blanks inside a sheet, whatever the archive says of its size.
    const bytes = workbook({ rows: '', files: { 'xl/worksheets/sheet1.xml': new Uint8Array(201_000_000).fill(32) } })
    expect(bytes.length).toBeLessThan(1_000_000)
    const { report } = convert(bytes)
    expect(report.findings.map(({ code, params }) => [code, params.case])).toEqual([['F07', 'unpacked']])
  })

  test('any damage ends in a report', () => {
    const sound = one({ ...RIGHT, A: OTHER_PERSON })
    fc.assert(
      fc.property(fc.nat(sound.length - 1), fc.nat(255), fc.boolean(), (at, byte, cut) => {
        const bytes = cut ? sound.slice(0, Math.max(4, at)) : sound.slice()
        if (at >= 4 && !cut) bytes[at] = byte
        const { report, xml } = convert(bytes)
        expect(report.stop > 0 || xml !== undefined).toBe(true)
      }),
      { numRuns: 500 },
    )
  })
})
