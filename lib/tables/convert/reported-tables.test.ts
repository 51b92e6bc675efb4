// Tables that were sent as something else than what Excel shows, each with others of its kind. The workbooks are written by hand,
// as spreadsheet programs write them.
import { strToU8, unzipSync, zipSync } from 'fflate'
import { describe, expect, test } from 'vitest'
import { latin1, OTHER_PERSON, PERSON } from '#e2e/fixtures/checking/build.ts'
import { convert, found, HEADINGS, only, table } from '#e2e/fixtures/checking/table.ts'
import { sheetRow, workbook } from '#e2e/fixtures/checking/workbook.ts'
import { findingText } from '#lib/text/findings.ts'
import type { Conversion } from './conversion.ts'

const HEAD = sheetRow(1, { A: 'Personnummer', B: 'Första sjukdag', C: 'Referens', D: 'Kontaktperson' })
const RIGHT = { A: PERSON, B: '2026-11-05', C: 'A1' }
const styles = (...codes: string[]) => {
  const formats = codes.map((code, i) => `<numFmt numFmtId="${200 + i}" formatCode="${code}"/>`)
  const cells = codes.map((_, i) => `<xf numFmtId="${200 + i}"/>`)
  return strToU8(
    `<styleSheet><numFmts>${formats.join('')}</numFmts><cellXfs><xf numFmtId="0"/>${cells.join('')}</cellXfs></styleSheet>`,
  )
}
/** The workbook with one case; `code`: the format of style 1. */
const one = (cells: Record<string, string>, { code = 'yyyy\\-mm\\-dd', properties = '' } = {}) =>
  workbook({
    rows: HEAD + sheetRow(2, { ...RIGHT, ...cells }),
    properties,
    files: { 'xl/styles.xml': styles(code.replaceAll('"', '&quot;')) },
  })
const number = (value: number | string, style = 0) => `<c s="${style}"><v>${value}</v></c>`
const sentValue = (conversion: Conversion, name: string) => only(conversion)[`sjukfall/${name}#1`]
const said = ({ report }: Conversion) => report.findings.map((finding) => findingText(finding, 'sv', report.tjanst)).join('\n')

describe('a formula whose result is not in the file stops its cell', () => {
  test.each([
    ['no value', '<c><f>TODAY()-10</f></c>'],
    ['an empty value', '<c><f>TODAY()-10</f><v></v></c>'],
    ['an empty element', '<c s="1"><f>TODAY()-10</f><v/></c>'],
    ['a shared formula', '<c><f t="shared" si="0"/></c>'],
  ])('%s', (_, cell) => {
    const conversion = convert(one({ B: cell }))
    expect(found(conversion)).toEqual([['F06', 'B2', 'uncalculated']])
    expect(conversion.report).toMatchObject({ stop: 1, counts: { F06: 1 } })
  })

  test('a whole row of them does not vanish', () => {
    const rows = HEAD + sheetRow(2, RIGHT) + sheetRow(3, { A: '<c><f>A2</f></c>', B: '<c><f>B2</f></c>' })
    expect(found(convert(workbook({ rows })))).toEqual([
      ['F06', 'A3', 'uncalculated'],
      ['F06', 'B3', 'uncalculated'],
    ])
  })

  test('nor is a result counted by a program that left counting to Excel', () => {
    const conversion = convert(one({ C: '<c><f>A1</f><v>0</v></c>' }, { properties: '<calcPr fullCalcOnLoad="1"/>' }))
    expect(found(conversion)).toEqual([['F06', 'C2', 'uncalculated']])
  })

  test('a formula that gives an empty text has a result', () => {
    expect(convert(one({ C: '<c t="str"><f>""</f><v></v></c>' })).report.findings).toEqual([])
  })
})

describe('a formula that gives something else each day stops its cell', () => {
  test.each([
    ['TODAY()-10', 'volatile'],
    ['now()', 'volatile'],
    ['DATE(2026,11,RANDBETWEEN(1,5))', 'volatile'],
    ['IF(A1="TODAY()",1,B9)', undefined],
    ['MYTODAY(1)', undefined],
  ])('%s', (formula, kind) => {
    const conversion = convert(one({ B: `<c s="1"><f>${formula.replaceAll('"', '&quot;')}</f><v>46331</v></c>` }))
    expect(found(conversion)).toEqual(kind ? [['F06', 'B2', kind]] : [])
  })

  test('also where it is shared', () => {
    const cell = (inner: string) => `<c s="1"><f t="shared" si="4"${inner}</f><v>46331</v></c>`
    const rows =
      HEAD + sheetRow(2, { ...RIGHT, B: cell(' ref="B2:B3">TODAY()') }) + sheetRow(3, { A: OTHER_PERSON, B: cell('>'), C: '2' })
    const styled = workbook({ rows, files: { 'xl/styles.xml': styles('yyyy\\-mm\\-dd') } })
    expect(found(convert(styled))).toEqual([
      ['F06', 'B2', 'volatile'],
      ['F06', 'B3', 'volatile'],
    ])
  })
})

test.each([
  ['A2:A3', [['F06', 'A2', 'merged']]],
  ['C2:F3', [['F06', 'C2', 'merged']]],
  ['E2:E3', []],
  ['A2:B2', []],
])('merged cells %s', (ref, faults) => {
  const rows = HEAD + sheetRow(2, RIGHT) + sheetRow(3, { ...RIGHT, A: ref === 'A2:A3' ? '' : OTHER_PERSON, C: '' })
  const sheet = `<worksheet><sheetData>${rows}</sheetData><mergeCells><mergeCell ref="${ref}"/></mergeCells></worksheet>`
  expect(found(convert(workbook({ rows: '', files: { 'xl/worksheets/sheet1.xml': strToU8(sheet) } })))).toEqual(faults)
})

describe('an error value stops its cell', () => {
  test.each(['#N/A', '#REF!', '#DIV/0!', '#VALUE!', '#NAME?', '#NUM!', '#NULL!', '#SPILL!', '#NEWKIND!'])('%s', (error) => {
    const conversion = convert(one({ C: `<c t="e"><f>X</f><v>${error}</v></c>`, D: `<c t="e"><v>${error}</v></c>` }))
    expect(found(conversion)).toEqual([
      ['F06', 'C2', 'errorValue'],
      ['F06', 'D2', 'errorValue'],
    ])
    expect(said(conversion)).toContain(`innehåller felet ${error}.`)
  })

  test.each(['#N/A', '#SAKNAS!', '#REFERENS!', '#VÄRDEFEL!', 'Err:502'])(
    '%s typed where a date or a number should be',
    (error) => {
      expect(found(convert(one({ B: error })))).toEqual([['F06', 'B2', 'errorValue']])
      expect(found(convert(table(`${error};2026-11-05;A`)))).toEqual([['F06', 'A2', 'errorValue']])
    },
  )

  test('in CSV in a text too; a text that only begins so is a text', () => {
    expect(found(convert(table(`${PERSON};2026-11-05;#SAKNAS!`)))).toEqual([['F06', 'C2', 'errorValue']])
    expect(found(convert(table(`${PERSON};2026-11-05;#N/A 12`)))).toEqual([])
    expect(found(convert(one({ C: '#1' })))).toEqual([])
  })

  test('number signs of a column that was too narrow', () => {
    expect(found(convert(table(`${PERSON};########;A`)))).toEqual([['F06', 'B2', 'tooWide']])
  })
})

describe('dates of numbers are made in one place', () => {
  test.each([
    ['from 1904 without a format', number(46_331 - 1462), 'General', '<workbookPr date1904="true"/>'],
    ['from 1904 with one', number(46_331 - 1462, 1), 'yyyy\\-mm\\-dd', '<workbookPr date1904="1"/>'],
    ['without a format', number(46_331), 'General', ''],
    ['with a clock that is not shown', number(46_331.35, 1), 'yyyy\\-mm\\-dd', ''],
    ['with a clock that is shown', number(46_331.35, 1), 'yyyy-mm-dd\\ hh:mm', ''],
    ['a second before midnight', number(46_331.999_98, 1), 'yyyy-mm-dd', ''],
    ['what is left of a sum', number('46330.9999999999', 1), 'yyyy-mm-dd', ''],
    ['with a language and a colour', number(46_331, 1), '[Red][$-41D]d\\ mmmm\\ yyyy;@', ''],
    ['with words in it', number(46_331, 1), '"den "d/m yyyy', ''],
    ['the long date of Windows', number(46_331, 1), '[$-F800]dddd\\,\\ mmmm\\ dd\\,\\ yyyy', ''],
    ['a clock typed after it', '2026-11-05 08:24', '', ''],
    ['an ISO date with a clock', '<c t="d" s="1"><v>2026-11-05T23:30:00</v></c>', 'yyyy-mm-dd', ''],
  ])('%s', (_, cell, code, properties) => {
    const conversion = convert(one({ B: cell }, { code, properties }))
    expect(conversion.report.findings).toEqual([])
    expect(sentValue(conversion, 'sjuklonFrom')).toBe('2026-11-05')
  })

  test.each([
    ['a clock alone is no date', number(0.35, 1), 'hh:mm'],
    ['nor a day of which the clock is shown', number(46_331.35, 1), 'h:mm'],
    ['nor one of which the day is not', number(46_331, 1), 'mmm\\-yy'],
    ['nor as a percentage', number(46_331, 1), '0%'],
    ['a date that a format hides', number(46_331, 1), ';;;'],
  ])('%s', (_, cell, code) => {
    const kinds = found(convert(one({ B: cell }, { code })))
    expect(kinds).toEqual([['F06', 'B2', expect.stringMatching(/^(unseen|invisible)$/)]])
  })

  test('a time with a zone may be another day here', () => {
    expect(found(convert(table(`${PERSON};2026-11-05T23:30:00Z;A`)))).toEqual([['D02', 'B2', 'table']])
  })
})

describe('a number in a text is sent as it is shown, or stops', () => {
  test.each([
    [12, 'General', '12'],
    [12, '0000', '0012'],
    [12, '"A"0000', 'A0012'],
    [1234567, '000\\-0000', '123-4567'],
    [7, '#', '7'],
    [2.6, '0', '3'],
    [-5, '0', '-5'],
    [5, '0 "dagar"', '5 dagar'],
    [5, '0;-0;"noll"', '5'],
  ])('%d as %s', (value, code, shown) => {
    const conversion = convert(one({ C: number(value, 1) }, { code }))
    expect(conversion.report.findings).toEqual([])
    expect(sentValue(conversion, 'referens')).toBe(shown)
  })

  test.each([
    [46_331, 'd/m yyyy', 'madeDate'],
    [1.5, 'General', 'local'],
    [1234, '#,##0', 'local'],
    [123_456_789_012, 'General', 'shortened'],
    [0.5, '0%', 'unseen'],
    [1234, '0.0E+00', 'unseen'],
    [0.5, '# ?/?', 'unseen'],
    [5, '[&gt;3]"många";0', 'unseen'],
    [5, '0,', 'unseen'],
    [-5, '0;', 'unseen'],
    [5, ';;;', 'invisible'],
  ])('%d as %s', (value, code, kind) => {
    expect(found(convert(one({ C: number(value, 1) }, { code })))).toEqual([['F06', 'C2', kind]])
  })

  test('a truth value is shown in the language of the computer', () => {
    expect(found(convert(one({ C: '<c t="b"><v>1</v></c>' })))).toEqual([['F06', 'C2', 'unseen']])
  })

  test('the digits of a personnummer are certain however they are shown', () => {
    for (const code of ['General', '0', '0.00E+00', '000000\\-0000', '00000000\\-0000']) {
      const conversion = convert(one({ A: number(PERSON, 1) }, { code }))
      expect([code, conversion.report.findings, sentValue(conversion, 'personnummer')]).toEqual([code, [], PERSON])
    }
  })
})

describe('what Excel hides is sent and said', () => {
  const hidden = (row: string, attribute: string) => row.replace('<row ', `<row ${attribute} `)
  const second = sheetRow(3, { A: OTHER_PERSON, B: '2026-11-04', C: 'A2' })

  test.each(['hidden="1"', 'hidden="true"', 'ht="0" customHeight="1"'])('a row with %s', (attribute) => {
    const conversion = convert(workbook({ rows: HEAD + sheetRow(2, RIGHT) + hidden(second, attribute) }))
    expect(found(conversion)).toEqual([['F16', 'A3', 'rows']])
    expect(conversion.report).toMatchObject({ poster: 2, stop: 0, varning: 1 })
    expect(said(conversion)).toContain('En dold rad tas med och skickas.')
  })

  test('a hidden row without a case is not said to be sent', () => {
    expect(found(convert(workbook({ rows: HEAD + sheetRow(2, RIGHT) + hidden('<row r="3"></row>', 'hidden="1"') })))).toEqual([])
  })

  test.each(['hidden="1"', 'width="0" customWidth="1"'])('a column with %s', (attribute) => {
    const sheet = (cols: string) =>
      strToU8(`<worksheet><cols>${cols}</cols><sheetData>${HEAD}${sheetRow(2, RIGHT)}</sheetData></worksheet>`)
    const kinds = (cols: string) => found(convert(workbook({ rows: '', files: { 'xl/worksheets/sheet1.xml': sheet(cols) } })))
    expect(kinds(`<col min="2" max="3" ${attribute}/>`)).toEqual([['F16', 'B1', 'columns']])
    expect(kinds(`<col min="9" max="16384" ${attribute}/>`)).toEqual([])
  })

  test.each([['Summa;;2'], ['Totalt;;'], ['Antal;2;'], [';;Delsumma 2']])('a row with a sum, %s, is left out and said', (row) => {
    const conversion = convert(table(`${PERSON};2026-11-05;A`, row), { answers: { leaveOutSumRows: true } })
    expect(conversion.report).toMatchObject({ poster: 1, stop: 0, varning: 1 })
    expect(found(conversion)).toEqual([['F16', 'A3', 'leftOut']])
    expect(conversion.reading?.sumRows).toBe(1)
    expect(said(conversion)).toMatch(/^Rad 3 tas inte med/)
  })

  test('a case with such a word in it is a case', () => {
    expect(convert(table(`${PERSON};2026-11-05;Summa`)).report).toMatchObject({ poster: 1, varning: 0 })
    expect(convert(table(`;2026-11-05;Summa`)).report).toMatchObject({ poster: 1, stop: 1 })
  })
})

describe('the sheet that is read is the first with a table, and is named', () => {
  const RELATIONS = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
  const related = (type: string) =>
    strToU8(
      `<Relationships><Relationship Id="rId1" Type="${RELATIONS}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId4" Type="${RELATIONS}/${type}" Target="${type}s/sheet2.xml"/></Relationships>`,
    )
  const sheets = '<sheet name="Först" r:id="rId4"/><sheet name="Sjuk" r:id="rId1"/>'
  const book = (type: string, second: string) =>
    workbook({
      rows: HEAD + sheetRow(2, RIGHT),
      sheets,
      files: { 'xl/_rels/workbook.xml.rels': related(type), [`xl/${type}s/sheet2.xml`]: strToU8(second) },
    })

  test.each([
    ['chart sheet', 'chartsheet', '<chartsheet><sheetViews/></chartsheet>'],
    ['dialog sheet', 'dialogsheet', '<dialogsheet/>'],
    ['empty sheet', 'worksheet', '<worksheet><sheetData/></worksheet>'],
    [
      'sheet of instructions',
      'worksheet',
      `<worksheet><sheetData>${sheetRow(1, { A: 'Så här gör du' })}${sheetRow(2, { A: 'Referens' })}</sheetData></worksheet>`,
    ],
  ])('after a %s', (_, type, second) => {
    const conversion = convert(book(type, second))
    expect(sentValue(conversion, 'referens')).toBe('A1')
    expect(found(conversion)).toEqual([['F16', 'A1', 'sheet']])
    expect(said(conversion)).toContain('Vi läste bladet ”Sjuk” (2 av 2).')
  })
})

describe('part names and records as the standards have them', () => {
  const files = unzipSync(one({}))
  const renamed = (names: Record<string, string>) =>
    zipSync(Object.fromEntries(Object.entries(files).map(([name, bytes]) => [names[name] ?? name, bytes])))
  const retargeted = (target: string) =>
    zipSync({
      ...files,
      'xl/_rels/workbook.xml.rels': strToU8(
        new TextDecoder().decode(files['xl/_rels/workbook.xml.rels']).replace('worksheets/sheet1.xml', target),
      ),
    })

  test.each([
    [
      'in another case',
      renamed({ 'xl/worksheets/sheet1.xml': 'xl/Worksheets/Sheet1.xml', '[Content_Types].xml': '[content_types].XML' }),
    ],
    ['with a slash first', renamed({ 'xl/worksheets/sheet1.xml': '/xl/worksheets/sheet1.xml' })],
    ['with backslashes', renamed({ 'xl/worksheets/sheet1.xml': 'xl\\worksheets\\sheet1.xml' })],
    ['percent-encoded', renamed({ 'xl/worksheets/sheet1.xml': 'xl/worksheets/%73heet1.xml' })],
    ['a target from the root', retargeted('/xl/worksheets/sheet1.xml')],
    ['a target with steps', retargeted('../xl/./worksheets/sheet1.xml')],
    ['a target that is percent-encoded', retargeted('worksheets/sheet%31.xml')],
  ])('%s', (_, bytes) => {
    expect(sentValue(convert(bytes), 'referens')).toBe('A1')
  })

  test('two parts of one name: nobody can say which is meant', () => {
    const bytes = zipSync({ ...files, 'xl/worksheets/SHEET1.xml': files['xl/worksheets/sheet1.xml'] as Uint8Array })
    expect(found(convert(bytes))).toEqual([['F02', 'A1', 'brokenExcel']].map(([code, , kind]) => [code, undefined, kind]))
  })

  test('64-bit records', () => {
    expect(sentValue(convert(in64Bits(one({}))), 'referens')).toBe('A1')
  })

  test('a comment that looks like the end record', () => {
    const bytes = one({})
    const comment = Buffer.concat([Buffer.from('PK\u0005\u0006'), Buffer.alloc(18, 1)])
    const commented = Buffer.concat([bytes, comment])
    commented.writeUInt16LE(comment.length, bytes.length - 2)
    expect(sentValue(convert(commented), 'referens')).toBe('A1')
  })
})

describe('signs that look like a hyphen or a space', () => {
  const [born, last] = [PERSON.slice(0, 8), PERSON.slice(8)]
  test.each(['\u2010', '\u2011', '\u2012', '\u2013', '\u2014', '\u2212', '\u00ad', '\ufe63', '\uff0d'])('%j', (sign) => {
    const conversion = convert(table(`${born}${sign}${last};2026${sign}11${sign}05;A`))
    expect(conversion.report.findings).toEqual([])
    expect([sentValue(conversion, 'personnummer'), sentValue(conversion, 'sjuklonFrom')]).toEqual([PERSON, '2026-11-05'])
    expect(conversion.repairCounts.signs).toBe(2)
    const inSheet = convert(one({ A: `${born}${sign}${last}`, B: `2026${sign}11${sign}05` }))
    expect([inSheet.report.findings, inSheet.repairCounts.signs]).toEqual([[], 2])
  })

  test.each(['\u00a0', '\u2007', '\u2009', '\u202f', '\u3000', '\u200b', '\u2060'])('%j', (sign) => {
    const conversion = convert(table(`${born}${sign}${last};5${sign}/11 2026;A`.replace(`5${sign}/`, `${sign}5/`)))
    expect(conversion.report.findings).toEqual([])
    expect(sentValue(conversion, 'personnummer')).toBe(PERSON)
  })

  test('the dash of Windows-1252, and a dash in a text, which stays', () => {
    const file = latin1(`${HEADINGS}\r\n${born}\u0096${last};2026-11-05;A\r\n`)
    expect(sentValue(convert(file), 'personnummer')).toBe(PERSON)
    const text = convert(table(`${PERSON};2026-11-05;A \u2013 B`))
    expect([sentValue(text, 'referens'), text.repairCounts.signs]).toEqual(['A \u2013 B', undefined])
  })
})

describe('text in a third encoding stops the file, and nobody guesses', () => {
  const DOS = { å: 0x86, ä: 0x84, ö: 0x94, Å: 0x8f, Ä: 0x8e, Ö: 0x99, é: 0x82, ü: 0x81 }
  const MACINTOSH = { å: 0x8c, ä: 0x8a, ö: 0x9a, Å: 0x81, Ä: 0x80, Ö: 0x85, é: 0x8e, ü: 0x9f }
  const inSigns = (text: string, signs: Record<string, number>) =>
    Uint8Array.from(text, (sign) => signs[sign] ?? (sign.charCodeAt(0) < 256 ? sign.charCodeAt(0) : 63))
  const file = (name: string) => `personnummer;sjuklonFrom;referens;kontakt\r\n${PERSON};2026-11-05;1;${name}\r\n`
  const kinds = (bytes: Uint8Array) => convert(bytes).report.findings.map(({ code, params }) => [code, params.case, params.of])

  test.each(['Sören Lööf', 'Åke', 'Örebro', 'Ärlig', 'ärlig', 'Malmö', 'Lönn & Ärt', 'André', 'Müller'])('%s', (name) => {
    expect(kinds(inSigns(file(name), DOS))).toEqual([['F03', 'thirdEncoding', expect.stringMatching(/dos|unknown/)]])
    expect(kinds(inSigns(file(name), MACINTOSH))).toEqual([['F03', 'thirdEncoding', expect.stringMatching(/mac|unknown/)]])
    expect(kinds(latin1(file(name)))).toEqual([])
  })

  test('the place is told, and a letter of Central Europe between others', () => {
    expect(convert(inSigns(file('Lööf'), DOS)).report.findings[0]?.at).toMatchObject({ line: 2, column: 28 })
    expect(kinds(latin1(file('Paw\u00b3owski')))).toEqual([['F03', 'thirdEncoding', 'unknown']])
  })

  test.each([
    'A\u0096B',
    'O\u0092Brien',
    '\u0093Bolaget\u0094',
    '\u0094Bolaget\u0094',
    'och s\u00e5 vidare\u0085',
    'Du\u009aan \u00c5str\u00f6m',
    '\u0080 5',
    'O\u00b4Brien',
    '\u00a75',
  ])('%j is Windows-1252', (name) => {
    expect(kinds(latin1(file(name)))).toEqual([])
  })
})

/** The archive with every number that 64-bit records may hold moved into them (APPNOTE 4.3.14, 4.3.15, 4.5.3). */
function in64Bits(archive: Uint8Array): Uint8Array {
  const bytes = Buffer.from(archive)
  const end = bytes.length - 22
  const count = bytes.readUInt16LE(end + 10)
  let at = bytes.readUInt32LE(end + 16)
  const start = at
  const entries: Buffer[] = []
  for (let i = 0; i < count; i++) {
    const nameEnd = at + 46 + bytes.readUInt16LE(at + 28)
    const entry = Buffer.from(bytes.subarray(at, nameEnd))
    const extra = Buffer.alloc(28)
    extra.writeUInt16LE(1, 0)
    extra.writeUInt16LE(24, 2)
    for (const [i, field] of [24, 20, 42].entries()) {
      extra.writeBigUInt64LE(BigInt(entry.readUInt32LE(field)), 4 + i * 8)
      entry.writeUInt32LE(0xffffffff, field)
    }
    entry.writeUInt16LE(extra.length, 30)
    entry.writeUInt16LE(0, 32)
    entries.push(entry, extra)
    at = nameEnd + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32)
  }
  const directory = Buffer.concat(entries)
  const end64 = Buffer.alloc(56)
  end64.write('PK\u0006\u0006', 'latin1')
  end64.writeBigUInt64LE(44n, 4)
  end64.writeBigUInt64LE(BigInt(count), 24)
  end64.writeBigUInt64LE(BigInt(count), 32)
  end64.writeBigUInt64LE(BigInt(directory.length), 40)
  end64.writeBigUInt64LE(BigInt(start), 48)
  const locator = Buffer.alloc(20)
  locator.write('PK\u0006\u0007', 'latin1')
  locator.writeBigUInt64LE(BigInt(start + directory.length), 8)
  locator.writeUInt32LE(1, 16)
  const last = Buffer.from(bytes.subarray(end))
  last.fill(0xff, 8, 20)
  return Buffer.concat([bytes.subarray(0, start), directory, end64, locator, last])
}
