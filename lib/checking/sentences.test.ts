// Sentences name what is in the file and what should be, so that it can be corrected at once.
import { describe, expect, test } from 'vitest'
import {
  agi,
  latin1,
  NOW,
  PERSON,
  uppgift,
  utf8,
  xml,
  xmlCase,
  xmlEmployer,
  xmlSender,
  xmlWithCases,
} from '#e2e/fixtures/checking/build.ts'
import { makeSample, samplesOf } from '#lib/samples/samples.ts'
import { FIXED, type Service } from '#lib/services/description.ts'
import { franvarouppgift } from '#lib/services/franvarouppgift.ts'
import { sjukanmalan } from '#lib/services/sjukanmalan.ts'
import { convertTable } from '#lib/tables/convert/convert-table.ts'
import { brokenOff } from '#lib/text/broken-off.ts'
import { findingText } from '#lib/text/findings.ts'
import { startCheck } from './check.ts'
import type { Report } from './report.ts'

function check(bytes: Uint8Array, service: Service = sjukanmalan): Report {
  const running = startCheck({ service, now: NOW, environment: 'test' })
  running.push(bytes)
  return running.finish()
}

function sample(format: typeof FIXED | 'csv'): Buffer {
  const found = samplesOf(sjukanmalan).find((each) => each.format === format)
  if (!found) throw new Error(`no sample in ${format}`)
  const made = makeSample(sjukanmalan, found, NOW)
  return typeof made === 'string' ? Buffer.from(made) : Buffer.from(made)
}

const told = ({ findings, tjanst }: Report) => findings.map((finding) => findingText(finding, 'sv', tjanst))

describe('XML that is not well-formed', () => {
  test.each<[string, string, string]>([
    [
      'a misspelt end tag',
      xml().replace('</sjukfall>', '</sjukfal>'),
      'Sluttaggen ”sjukfal” passar inte: det är ”sjukfall” (från rad',
    ],
    ['a tag cut by a line break', xml().replace('<personnummer>', '<person\nnummer>'), 'I taggen ”person” (från rad'],
    ['a processing instruction that is none', xml().replace('<?xml ', '<?x60'), 'Det som börjar med <? är felskrivet.'],
    ['a loose <', xml().replace('Åkes', 'Å <5 kes'), 'Här står ett < i en text. Skriv &lt; för det.'],
    ['the end of a CDATA section that never began', xml().replace('Åkes', 'Å ]]> kes'), 'Här står tecknen ]]> i en text'],
    ['hyphens in a comment', xml().replace('<sjukfall>', '<!-- a -- b --><sjukfall>'), 'två bindestreck'],
    ['attributes without space', xml().replace('version="1.0" skapad', 'version="1.0"skapad'), 'utan mellanslag'],
  ])('%s', (_, file, sentence) => {
    const report = check(utf8(file))
    expect(told(report)).toEqual([expect.stringContaining(sentence)])
    expect(report).not.toHaveProperty('avbruten')
  })

  test('what is missing is told with the place where it belongs', () => {
    const without = (name: string) => told(check(utf8(xml().replace(new RegExp(`<${name}>[^<]*</${name}>`), ''))))
    expect(without('namn')).toContain('”namn” saknas i ”avsandare”. Lägg till det efter ”organisationsnummer”.')
    expect(without('personnummer')).toContain('”personnummer” saknas i ”sjukfall”. Lägg till det före ”sjuklonFrom”.')
  })

  test('a misspelt name is told by the one that is meant, and a strange one is not', () => {
    const misspelt = xml().replaceAll('sjuklonFrom>', 'sjuklonform>')
    expect(told(check(utf8(misspelt)))[0]).toContain('Det ska troligen vara ”sjuklonFrom”: rätta stavningen.')
    const strange = xml().replace('<sjukfall>', '<sjukfall><lön>1</lön>')
    expect(told(check(utf8(strange)))[0]).toContain('Vad som står i det är inte kontrollerat.')
  })

  test('bytes of another encoding are one fault, told where the first stands, in words that fit how many there are', () => {
    const one = Buffer.from(utf8(xml()))
    one[one.indexOf('Å')] = 0x80
    expect(told(check(one))).toEqual([
      expect.stringMatching(/^Filen blandar teckensätt: 2 tecken .* \(första gången i ”\?\?kes Lön AB”, rad 4\)/),
    ])
    const bytes = latin1(xmlWithCases(xmlCase({ rest: '<referens>Ek & Söner</referens>' }), xmlCase({ first: '2026-11-31' })))
    const all = check(bytes)
    expect(told(all)).toEqual([
      expect.stringMatching(/^Å, ä och ö är sparade i ett annat teckensätt .* \(första gången i ”\?kes L\?n AB”, rad 4\)/),
      expect.stringContaining('Skriv &amp; för tecknet &.'),
      expect.stringContaining('Första sjukdagen'),
    ])
    expect(all.findings[0]?.at).toMatchObject({ line: 4, column: 71 })
    // Each byte that cannot be read counts as one.
    expect(all.findings[2]?.at.byte).toBe(Buffer.from(bytes).indexOf('2026-11-31'))
    const neither = Buffer.from(utf8(xml().replaceAll(/[Åö]/g, 'a').replace('Lan AB', 'L#n AB')))
    neither[neither.indexOf('#')] = 0x81
    expect(told(check(neither))).toEqual([
      expect.stringContaining('ett tecken (värdet 81) som är skrivet i en annan teckenkodning än UTF-8'),
    ])
  })

  test('a bare & in a name is told at its own place, as an editor shows it, and the rest of the file is read', () => {
    for (const [encoding, encode] of [
      ['UTF-8', utf8],
      ['ISO-8859-1', latin1],
    ] as const) {
      const file = xml({
        declaration: `<?xml version="1.0" encoding="${encoding}"?>\n`,
        sender: xmlSender('<organisationsnummer>5599001236</organisationsnummer><namn>Åke & Öre AB</namn>'),
        employers: xmlEmployer({ cases: xmlCase({ first: '2026-11-31', rest: '<referens>A &amp; B</referens>' }) }),
      })
      const report = check(encode(file))
      const line = file.split('\n')[3] ?? ''
      expect(report.findings.map(({ code, at }) => [code, at.line, at.column])).toEqual([
        ['F04', 4, line.indexOf('&') + 1],
        ['D02', 6, expect.any(Number)],
      ])
      expect(told(report)[0]).toBe('Här står ett &-tecken som inte inleder en giltig beteckning. Skriv &amp; för tecknet &.')
      expect(report.poster).toBe(1)
    }
  })

  test('a file without its end says in what it ends', () => {
    expect(told(check(utf8(xml().replace(/<sjuklonFrom>[\s\S]*/, ''))))).toEqual([
      expect.stringMatching(/^Filen slutar mitt i: ”sjukfall” \(från rad 6\) är inte avslutad\./),
    ])
  })

  test('a value that may be damaged is not asked for its form, and the report says how many were not checked', () => {
    const report = check(utf8(xmlWithCases(xmlCase({ first: '2026-11&05' }), xmlCase({ person: '19900102<2384' }))))
    expect(report.findings.map(({ params }) => params.case)).toEqual(['entity', 'less'])
    expect(report.overhoppat).toBe(2)
    expect(brokenOff(report, 'sv')).toContain('På 2 ställen')
    expect(brokenOff(check(utf8(xml())), 'sv')).toBeUndefined()
  })
})

test('signs that only look like a hyphen are named, and a samordningsnummer without a month is a remark', () => {
  const dashed = xml()
    .replace(PERSON, `${PERSON.slice(0, 8)}\u2013${PERSON.slice(8)}`)
    .replace('2026-11-05', '2026\u201111\u201105')
  expect(check(utf8(dashed)).findings.map(({ code, params }) => [code, params.case, params.sign])).toEqual([
    ['I02', 'lookalike', 'U+2013'],
    ['D02', 'lookalike', 'U+2011'],
  ])
  expect(told(check(utf8(dashed)))[0]).toContain('Skriv bara siffrorna')
  const cfar = check(utf8(xml({ employers: xmlEmployer({ rest: '<cfar>1234\u20135678</cfar>' }) })))
  expect(cfar.findings.map(({ code, params }) => [code, params.case, params.sign])).toEqual([['I08', 'sign', 'U+2013']])
  expect(told(cfar)[0]).toContain('Tecknet U+2013 i det liknar bara ett bindestreck')
  const month = check(utf8(agi(uppgift({ RedovisningsPeriod: '2026\u201010' }))), franvarouppgift)
  expect(month.findings.map(({ code, params }) => [code, params.case, params.sign])).toContainEqual([
    'D02',
    'monthSign',
    'U+2010',
  ])
  expect(told(month).join()).toContain('Skriv bara siffrorna, ÅÅÅÅMM')
  const without = check(utf8(xml().replace(PERSON, '191500722390')))
  expect(without).toMatchObject({ stop: 0, counts: { I06: 1 } })
})

test('a record of the wrong length says by how much, and where a sign stands that nobody sees', () => {
  const file = sample(FIXED)
  const lineEnd = file.indexOf('\n') + 1
  const second = file.indexOf('\n', lineEnd)
  const long = Buffer.concat([file.subarray(0, lineEnd + 9), Buffer.from([0xa0]), file.subarray(lineEnd + 9)])
  expect(told(check(long))[0]).toBe(
    'Posten är 121 tecken lång: 1 för mycket. Den ska vara exakt 120 tecken före radslutet. På position 10 står ett tecken som inte syns (byte A0).',
  )
  const short = Buffer.concat([file.subarray(0, second - 4), file.subarray(file[second - 1] === 13 ? second - 1 : second)])
  expect(told(check(short))[0]).toMatch(/^Posten är 11\d tecken lång: \d för lite\./)
})

test('a table whose delimiter is lost says so once, where it is missing', () => {
  const text = `${sample('csv')}`.replace(/^(\ufeff?.*\r?\n)([^;\n]*);([^;\n]*);/, '$1"$2" \t"$3";')
  const { report } = convertTable(sjukanmalan, Buffer.from(text), {
    now: NOW,
    environment: 'test',
    employer: { identity: '165599001236', name: 'Exempelbolaget AB' },
  })
  expect(told(report)).toEqual([expect.stringContaining('Det saknas troligen ett skiljetecken mellan två celler')])
  expect(report.findings[0]?.at.line).toBe(2)
})
