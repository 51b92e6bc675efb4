import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { fixed, latin1, NOW, PERSON, sjukfall, utf8, xml, xmlCase, xmlWithCases } from '#e2e/fixtures/checking/build.ts'
import { fixedFiles } from '#e2e/fixtures/checking/fixed-files.ts'
import { sheetRow, workbook } from '#e2e/fixtures/checking/workbook.ts'
import { xmlFiles } from '#e2e/fixtures/checking/xml-files.ts'
import { type CheckOptions, startCheck } from '#lib/checking/check.ts'
import type { Report } from '#lib/checking/report.ts'
import { FIXED } from '#lib/services/description.ts'
import { sjukanmalan } from '#lib/services/sjukanmalan.ts'
import { convertTable } from '#lib/tables/convert/convert-table.ts'
import { readXlsx } from '#lib/tables/xlsx/read-xlsx.ts'
import { markedFile } from './marked-file.ts'

const OPTIONS = { now: NOW, environment: 'test' as const }

function check(bytes: Uint8Array, options: Partial<CheckOptions> = {}): Report {
  const running = startCheck({ service: sjukanmalan, ...OPTIONS, ...options })
  running.push(bytes)
  return running.finish()
}

function marked(bytes: Uint8Array, report: Report): Uint8Array {
  const file = markedFile(sjukanmalan, { bytes, report }, 'sv')
  if (!file) throw new Error('nothing is marked')
  return file.bytes
}

const textOf = (bytes: Uint8Array) => new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes)
const codes = ({ findings }: Report) => findings.map(({ code }) => code)

describe('XML', () => {
  test('a comment stands on a line of its own before the faulty element’s', () => {
    const file = xmlWithCases(xmlCase(), `  ${xmlCase({ person: '199001012386' })}`)
    const lines = textOf(marked(utf8(file), check(utf8(file)))).split('\n')
    const at = lines.findIndex((line) => line.includes('<!--'))
    expect(lines[at]).toBe(
      '  <!-- I04 Hindrar: Personnumret (personnummer) har fel kontrollsiffra: någon siffra är fel. Kontrollera numret mot din källa. I filen står det ”19900101****”. -->',
    )
    expect(lines[at + 1]).toBe(`  ${xmlCase({ person: '199001012386' })}`)
    expect(lines.filter((_, i) => i !== at).join('\n')).toBe(file)
  })

  test('in a file of one line it stands before the element, and nothing before the declaration', () => {
    const file = xmlWithCases(xmlCase({ person: '199001012386' })).replaceAll('\n', '')
    const text = textOf(marked(utf8(file), check(utf8(file))))
    expect(text).toMatch(/^<\?xml [^>]*\?><!DOCTYPE.*-->?<personnummer>199001012386/)
    expect(text.replace(/<!--.*?-->/g, '')).toBe(file)
  })

  test('in ISO-8859-1 the file stays ISO-8859-1', () => {
    const file = latin1(
      xml({ declaration: '<?xml version="1.0" encoding="ISO-8859-1"?>\n', root: 'version="2.0" skapad="2026-11-20T10:00:00"' }),
    )
    const bytes = marked(file, check(file))
    expect(Buffer.from(bytes).toString('latin1')).toContain(
      "<!-- F06 Hindrar: Versionen (version) är '2.0'. Tillåtet är: 1.0. -->",
    )
    expect(codes(check(bytes))).toEqual(['F06'])
  })

  // F15 is about the file's name, of which nothing stands in the file.
  const unmarked = ['F07', 'F15']
  const broken = xmlFiles.filter(
    (file) => file.format === 'xml' && file.service === 'sjukanmalan' && !unmarked.includes(file.code),
  )
  test.each(broken.map((file) => [`${file.code} · ${file.about}`, file] as const))(
    '%s: the same faults after marking as before',
    (_, { fail, options }) => {
      const before = check(fail, options)
      const after = check(marked(fail, before), options)
      expect(after.counts).toEqual(before.counts)
    },
  )

  test('however a file is cut or changed, what was well-formed stays so and no fault goes', () => {
    const whole = utf8(
      xmlWithCases(
        xmlCase({ person: '199001012386' }),
        xmlCase({ first: '2026-02-30' }),
        '<sjukfall/>',
        '<!-- a -->',
        '<x y="&lt;"/>',
      ),
    )
    fc.assert(
      fc.property(fc.nat(whole.length - 1), fc.constantFrom(...'<>"\'-!?&/ a1]['), (at, sign) => {
        const bytes = whole.slice()
        bytes[at] = sign.charCodeAt(0)
        const before = check(bytes)
        if (before.format !== 'xml') return
        const after = check(marked(bytes, before))
        expect(after.counts.F04 ?? 0).toBe(before.counts.F04 ?? 0)
        expect(after.counts).toEqual(before.counts)
      }),
      // A part that should be empty, left open: its white space is one fault, with comments in it or without.
      { numRuns: 500, examples: [[601, ' ']] },
    )
  })
})

test('records in fixed positions come with marks under what is wrong', () => {
  const bytes = latin1(fixed(sjukfall(), sjukfall({ 3: '199001012386', 31: 'A7' })))
  const text = textOf(marked(bytes, check(bytes)))
  const [heading, record, mark] = text.split('\r\n')
  expect(heading).toBe('\ufeffRad 4, post 2')
  expect(record).toBe(sjukfall({ 3: '199001012386', 31: 'A7' }))
  expect(mark).toMatch(/^ {2}\^ I04 Hindrar: Personnumret/)
})

test.each(
  fixedFiles
    .filter(({ fail, service }) => service === 'sjukanmalan' && fail.length > 0)
    .map((file) => [file.about, file] as const),
)('records with “%s” can be listed', (_, { fail, options }) => {
  const report = check(fail, options)
  if (report.format === FIXED) expect(textOf(marked(fail, report))).toContain(`^ ${report.findings[0]?.code} `)
})

describe('tables', () => {
  const convert = (bytes: Uint8Array) =>
    convertTable(sjukanmalan, bytes, { ...OPTIONS, employer: { identity: '165599001236', name: 'Åre AB' } })

  test('CSV comes back byte for byte, with a column more', () => {
    const file = `Personnummer;Första sjukdag;Referens\r\n${PERSON};2026-11-05;Å1\r\n199001012386;2026-11-05;"Å\r\n2"\r\n\r\n12;x\r\n`
    const bytes = latin1(file)
    const text = Buffer.from(marked(bytes, convert(bytes).report)).toString('latin1')
    expect(text.replace(/;+"[A-Z]\d\d Hindrar:.*"/g, '').replace(';"Fel"', '')).toBe(file)
    expect(text.split('\r\n')[0]).toBe('Personnummer;Första sjukdag;Referens;"Fel"')
    expect(text).toMatch(/\r\n2";"I04 Hindrar: Personnumret/)
    expect(text).toMatch(/\r\n12;x;;"I02 Hindrar: .* D02 Hindrar: /)
  })

  test('and can be read again, with the same faults', () => {
    const file = utf8(
      `\ufeffsep=,\nPersonnummer,Första sjukdag,Referens\n199001012386,2026-11-05,A\n,,\n${PERSON},05/11/2026,"B, C"`,
    )
    const before = convert(file)
    const after = convert(marked(file, before.report))
    expect(after.report.findings.map(({ code, at }) => [code, at.cell])).toEqual(
      before.report.findings.map(({ code, at }) => [code, at.cell]),
    )
  })

  test('a workbook comes back with every row where it stood', () => {
    const rows =
      sheetRow(3, { B: 'Personnummer', C: 'Första sjukdag' }) +
      sheetRow(6, { B: '<c><v>199001012386</v></c>', C: '<c s="1"><v>46331</v></c>' })
    const bytes = workbook({ rows })
    const back = [...readXlsx(marked(bytes, convert(bytes).report), { columns: [] }).rows()]
    expect(back.map(({ row, cells }) => [row, cells.map(({ text }) => text)])).toEqual([
      [3, ['', 'Personnummer', 'Första sjukdag', 'Fel']],
      [6, ['', '199001012386', '2026-11-05', expect.stringMatching(/^I04 Hindrar: /)]],
    ])
    const corrected = markedFile(sjukanmalan, { bytes, report: convert(bytes).report, corrections: { C6: '2026-11-06' } }, 'sv')
    const [, row] = [...readXlsx(corrected?.bytes ?? bytes, { columns: [] }).rows()]
    expect(row?.cells.map(({ text }) => text).slice(1, 3)).toEqual(['199001012386', '2026-11-06'])
  })
})

test('a file without faults, or of another kind, is not marked', () => {
  const clean = utf8(xml())
  expect(markedFile(sjukanmalan, { bytes: clean, report: check(clean) }, 'sv')).toBeUndefined()
  const picture = new Uint8Array([0x89, 0x50, 0x4e, 0x47, 1, 2, 3])
  expect(markedFile(sjukanmalan, { bytes: picture, report: check(picture) }, 'sv')).toBeUndefined()
})
