import { describe, expect, test } from 'vitest'
import { NOW, PERSON, utf8, xml, xmlCase, xmlWithCases } from '#e2e/fixtures/checking/build.ts'
import { startCheck } from '#lib/checking/check.ts'
import type { Finding, Report } from '#lib/checking/report.ts'
import { sjukanmalan } from '#lib/services/sjukanmalan.ts'
import { readTable } from '#lib/tables/read-table.ts'
import { readXlsx } from '#lib/tables/xlsx/read-xlsx.ts'
import { Archive } from '#lib/tables/xlsx/unzip.ts'
import { reportCsv, reportXlsx } from './report-file.ts'
import { reportJson } from './report-json.ts'
import { safeCell } from './safe-cell.ts'

function check(file: string): Report {
  const running = startCheck({ service: sjukanmalan, now: NOW, environment: 'test' })
  running.push(utf8(file))
  return running.finish()
}

const FAULTY = xmlWithCases(
  xmlCase({ person: '199001012386', rest: '<referens>=1+1;"x"</referens>' }),
  xmlCase({ first: '2026-02-30', rest: '<referens>0007</referens>' }),
)
const report = check(FAULTY)
const textOf = (bytes: Uint8Array) => new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes)
const cellsOf = (bytes: Uint8Array) =>
  [...readXlsx(bytes, { columns: [] }).rows()].map(({ cells }) => cells.map(({ text }) => text))

describe('the report as a workbook', () => {
  const bytes = reportXlsx(report, 'sv')

  test('one finding a row, the case first', () => {
    expect(cellsOf(bytes)[0]).toEqual([
      'Nivå',
      'Egen referens',
      'Post',
      'Vad som är fel och vad du gör',
      'Rad',
      'Kolumn',
      'Cell',
      'Fält',
      'Regel',
      'Regelns namn',
      'Står i filen',
      'Ska vara',
      'Ställen',
    ])
    expect(cellsOf(bytes)[1]?.slice(0, 4)).toEqual([
      'Hindrar',
      '=1+1;"x"',
      '1',
      'Personnumret (personnummer) har fel kontrollsiffra: någon siffra är fel. Kontrollera numret mot din källa. I filen står det ”19900101****”.',
    ])
    expect(cellsOf(bytes)[1]?.slice(-3)).toEqual(['19900101****', '', '1'])
    expect(cellsOf(bytes)[2]?.[1]).toBe('0007')
    expect(cellsOf(bytes)[2]?.slice(-3)).toEqual(['2026-02-30', 'ÅÅÅÅ-MM-DD', '1'])
  })

  test('every cell is text, the headings stay in sight, columns are as wide as what they hold', () => {
    const sheet = new Archive(bytes, 1e7).text('xl/worksheets/sheet1.xml')
    expect(sheet).toContain('<pane ySplit="1"')
    expect(sheet).not.toMatch(/<f>|<v>/)
    const cells = [...sheet.matchAll(/<c [^>]*>/g)].map(([tag]) => tag)
    expect(cells.every((tag) => / s="[12]"/.test(tag) && (/ t="inlineStr"/.test(tag) || tag.endsWith('/>')))).toBe(true)
    expect(/<col min="4"[^>]*width="(\d+)"/.exec(sheet)?.[1]).toBe('90')
    expect(new Archive(bytes, 1e7).text('xl/styles.xml')).toContain('numFmtId="49"')
  })

  test('counts stand on a sheet of their own', () => {
    const sheet = new Archive(bytes, 1e7).text('xl/worksheets/sheet2.xml')
    expect([...sheet.matchAll(/<t[^>]*>([^<]*)<\/t>/g)].map(([, text]) => text)).toEqual([
      'Regel',
      'Nivå',
      'Regelns namn',
      'Antal',
      'D02',
      'Hindrar',
      'Ogiltigt datum',
      '1',
      'I04',
      'Hindrar',
      'Fel kontrollsiffra',
      '1',
      'Alla',
      '2',
    ])
  })

  test('the same report gives the same bytes', () => {
    expect(reportXlsx(report, 'sv')).toEqual(bytes)
  })

  test('in English too', () => {
    expect(cellsOf(reportXlsx(report, 'en'))[0]?.slice(0, 3)).toEqual(['Level', 'Own reference', 'Record'])
  })
})

describe('the report as CSV', () => {
  const text = textOf(reportCsv(report, 'sv'))

  test('opens in Excel: byte order mark, semicolons, CRLF', () => {
    expect(text.startsWith('\ufeff"Nivå";"Egen referens";')).toBe(true)
    expect(text.trimEnd().split('\r\n')).toHaveLength(3)
  })

  test('holds what it was given, and nothing is a formula', () => {
    expect(text).toContain(`"'=1+1;""x""";"1";`)
    const table = readTable(
      { ...sjukanmalan, table: { columns: [{ field: 'sjukfall/referens', titles: { sv: ['Egen referens'], en: [] } }] } },
      reportCsv(report, 'sv'),
    )
    expect([...table.rows()].map(({ cells }) => cells.length)).toEqual([13, 13, 13])
  })

  test.each(['=1', '+1', '-1', '@x', '\tx', '\rx', '＝1'])('a cell that begins like %j is no formula', (cell) => {
    expect(safeCell(cell)).toBe(`"'${cell}"`)
  })
})

test('the report as JSON is the command line’s', () => {
  const told = JSON.parse(reportJson(report, { locale: 'sv', sha256: 'ab' }))
  expect(told).toMatchObject({ tjanst: 'sjukanmalan', format: 'xml', sha256: 'ab', poster: 2, stop: 2, varning: 0 })
  expect(told.findings[0]).toMatchObject({ code: 'I04', at: { line: 6 }, text: expect.stringContaining('kontrollsiffra') })
})

test('findings that were counted but not kept are told of', () => {
  const many: Report = { ...report, stop: 50_000 }
  expect(cellsOf(reportXlsx(many, 'sv')).at(-1)?.[3]).toBe('Av 50000 fynd visas de 2 första.')
})

test('no personnummer stands in a report', () => {
  const doubled = check(xmlWithCases(xmlCase(), xmlCase()))
  expect((doubled.findings[0] as Finding).code).toBe('C01')
  const files = [reportCsv(doubled, 'sv'), utf8(reportJson(doubled, { locale: 'sv', sha256: '' }))].map(textOf)
  files.push(new Archive(reportXlsx(doubled, 'sv'), 1e7).text('xl/worksheets/sheet1.xml'))
  for (const file of files) {
    expect(file).not.toContain(PERSON)
    expect(file).toContain('19900101-****')
  }
})

test('a clean file’s report has headings alone', () => {
  expect(cellsOf(reportXlsx(check(xml()), 'sv'))).toHaveLength(1)
})
