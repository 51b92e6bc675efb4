import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate'
import { describe, expect, test } from 'vitest'
import { NOW, PERSON } from '#e2e/fixtures/checking/build.ts'
import { services } from '#lib/services/catalogue.ts'
import { sjukanmalan } from '#lib/services/sjukanmalan.ts'
import { convertTable } from '#lib/tables/convert/convert-table.ts'
import { makeTemplate } from './template.ts'

const company = { identity: '165599001236', name: 'Åkes Lön & Bokföring AB' }
/** As Excel counts days. */
const dayNumberOf = (day: string) => Date.parse(day) / 86_400_000 + 25_569
const SHEET = 'xl/worksheets/sheet1.xml'
const text = (cell: string, value: string) => `<c r="${cell}" s="1" t="inlineStr"><is><t>${value}</t></is></c>`

/** As Excel saves what somebody writes: text in cells of text, a number that is shown as a day in cells of days. */
function filledIn(template: Uint8Array, rows: readonly { person: string; day: number; reference: string }[]): Uint8Array {
  const files = unzipSync(template)
  const sheet = strFromU8(files[SHEET] ?? new Uint8Array())
  const written = rows.reduce((xml, { person, day, reference }, i) => {
    const r = i + 2
    const cells = `${text(`A${r}`, person)}<c r="B${r}" s="3"><v>${day}</v></c><c r="C${r}" s="3"/>${text(`D${r}`, reference)}`
    const kept = new RegExp(`(<row r="${r}">)(?:<c r="[A-N]${r}"[^>]*/>)*`)
    return kept.test(xml)
      ? xml.replace(kept, `$1${cells}`)
      : xml.replace('</sheetData>', `<row r="${r}">${cells}</row></sheetData>`)
  }, sheet)
  return zipSync({ ...files, [SHEET]: strToU8(written) })
}

const convert = (bytes: Uint8Array) =>
  convertTable(sjukanmalan, bytes, { now: NOW, environment: 'test', employers: [company.identity], employer: company })

describe.each(['sv', 'en'] as const)('a template in %s', (locale) => {
  test.each([
    ['for a company', company],
    ['for nobody', undefined],
  ] as const)('%s, filled in, passes the check with nothing to mend', (_, of) => {
    const template = makeTemplate(sjukanmalan, { company: of, locale }) ?? new Uint8Array()
    const rows = [
      { person: PERSON, day: dayNumberOf('2026-11-05'), reference: 'ANST-0017' },
      { person: PERSON, day: dayNumberOf('2026-10-05'), reference: '0018' },
    ]
    const { report, xml, repairCounts, reading } = convert(filledIn(template, rows))
    expect(report.findings.filter(({ severity }) => severity === 'stop')).toEqual([])
    expect(report.poster).toBe(2)
    expect(Object.keys(repairCounts).filter((kind) => kind !== 'filled-in')).toEqual([])
    if (of) expect(repairCounts).toEqual({ 'filled-in': expect.any(Number) })
    expect(reading?.questions).toEqual([])
    const sent = Buffer.from(xml ?? []).toString()
    expect(sent).toContain('<sjuklonFrom>2026-11-05</sjuklonFrom>')
    expect(sent).toContain('<referens>0018</referens>')
    expect(sent).toContain('<identitet>5599001236</identitet>')
    expect(sent).toContain('<namn>Åkes Lön &amp; Bokföring AB</namn>')
  })

  test('has each heading known, its help and a day’s format, on one sheet', () => {
    const files = unzipSync(makeTemplate(sjukanmalan, { company, locale }) ?? new Uint8Array())
    expect(Object.keys(files).filter((name) => name.includes('worksheets'))).toEqual([SHEET])
    const sheet = strFromU8(files[SHEET] ?? new Uint8Array())
    const headings = [...sheet.matchAll(/<c r="[A-Z]+1"/g)].length
    expect([...sheet.matchAll(/<dataValidation [^>]*prompt="[^"]+/g)]).toHaveLength(headings)
    expect(sheet.indexOf('<dataValidations')).toBeGreaterThan(sheet.indexOf('</sheetData>'))
    expect([...sheet.matchAll(/<col [^>]*style="3"/g)].length).toBeGreaterThanOrEqual(2)
    expect(sheet).toContain('Åkes Lön &amp; Bokföring AB')
  })
})

test('one that nobody has written in holds no case and says nothing of its empty rows', () => {
  const { report, repairCounts } = convert(makeTemplate(sjukanmalan, { company, locale: 'sv' }) ?? new Uint8Array())
  expect([report.poster, report.stop > 0, repairCounts['row-without-case']]).toEqual([0, true, undefined])
})

test('of an e-service without tables there is none', () => {
  for (const service of services) expect(makeTemplate(service, { locale: 'sv' }) === undefined).toBe(service.table === null)
})
