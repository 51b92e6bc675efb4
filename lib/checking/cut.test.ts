// What is found, and where, depends on the bytes alone: not on how they came, nor on where blocks were cut.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { agiFiles } from '#e2e/fixtures/checking/agi-files.ts'
import { NOW } from '#e2e/fixtures/checking/build.ts'
import { fixedFiles } from '#e2e/fixtures/checking/fixed-files.ts'
import type { RuleFile } from '#e2e/fixtures/checking/rule-file.ts'
import { xmlFiles } from '#e2e/fixtures/checking/xml-files.ts'
import { serviceById } from '#lib/services/catalogue.ts'
import type { Service } from '#lib/services/description.ts'
import { findingText } from '#lib/text/findings.ts'
import { startCheck } from './check.ts'
import type { Report } from './report.ts'

const files = [...xmlFiles, ...fixedFiles, ...agiFiles]
const aFile = fc.constantFrom(...files)
const options = ({ service, options: asked }: RuleFile) => ({
  service: serviceById(service) as Service,
  now: NOW,
  environment: 'test' as const,
  ...asked,
})

function whole(file: RuleFile, bytes: Uint8Array): Report {
  const check = startCheck(options(file))
  check.push(bytes)
  return check.finish()
}

/** Line and column of a byte, worked out from the file's beginning. */
function placeOf(bytes: Uint8Array, byte: number, utf8: boolean): { line: number; column: number } {
  const bom = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf && byte > 0 ? 3 : 0
  const before = Buffer.from(bytes.subarray(bom, byte)).toString(utf8 ? 'utf8' : 'latin1')
  const lines = before.split(/\r\n|\r|\n/)
  return { line: lines.length, column: [...(lines.at(-1) ?? '')].length + 1 }
}

test('however a file is cut into chunks, the report is the same', () => {
  fc.assert(
    fc.property(aFile, fc.infiniteStream(fc.integer({ min: 0, max: 400 })), (file, sizes) => {
      const check = startCheck(options(file))
      for (let from = 0; from < file.fail.length; ) {
        const size = sizes.next().value
        check.push(file.fail.subarray(from, from + size))
        from += size
      }
      expect(check.finish()).toEqual(whole(file, file.fail))
    }),
    { numRuns: 300 },
  )
})

test('wherever blocks are cut, the report is the same', () => {
  fc.assert(
    fc.property(aFile, fc.integer({ min: 150, max: 700 }), fc.boolean(), (file, blockBytes, crlf) => {
      const text = Buffer.from(file.fail).toString('latin1')
      const bytes = crlf && file.format === 'xml' ? new Uint8Array(Buffer.from(text.replace(/\n/g, '\r\n'), 'latin1')) : file.fail
      const check = startCheck({ ...options(file), maxBytes: file.options?.maxBytes ?? 1e6, blockBytes })
      check.push(bytes)
      const normal = startCheck({ ...options(file), maxBytes: file.options?.maxBytes ?? 1e6 })
      normal.push(bytes)
      expect(check.finish()).toEqual(normal.finish())
    }),
    { numRuns: 300 },
  )
})

test('line and column are those of the byte', () => {
  for (const file of files) {
    const utf8 = !/encoding="ISO-8859-1"/.test(Buffer.from(file.fail.subarray(0, 60)).toString('latin1')) && file.format === 'xml'
    for (const { at } of whole(file, file.fail).findings) {
      expect({ line: at.line, column: at.column }, file.about).toEqual(placeOf(file.fail, at.byte, utf8))
    }
  }
})

describe('in a file of several blocks', () => {
  const cases = Array.from({ length: 4000 }, (_, i) => {
    const person = i % 7 === 0 ? '199001012386' : '199001012385'
    const note = i % 5 === 0 ? '<!-- Åsa, 𝄞 och é\r\n  -->' : ''
    const attribute = i % 11 === 0 ? `<tidigarePeriod from='20' tom="2026-&#x31;1-01"/>` : ''
    return `<sjukfall>${note}<personnummer\r\n>${person}</personnummer><sjuklonFrom>2026-11-31</sjuklonFrom>${attribute}<referens>A &amp; B ${i}</referens></sjukfall>`
  })
  const text = `<sjukanmalan version="1.0" skapad="2026-11-20T10:00:00">\r\n<avsandare><organisationsnummer>5599001236</organisationsnummer><namn>Å</namn></avsandare><arbetsgivare><identitet>5599001236</identitet>\r${cases.join('\r\n')}</arbetsgivare><kontroll antalArbetsgivare="1" antalSjukfall="4001"/></sjukanmalan>`
  const bytes = new Uint8Array(Buffer.from(text))
  const service = serviceById('sjukanmalan') as Service
  const check = (blockBytes?: number) => {
    const running = startCheck({ service, now: NOW, environment: 'test', blockBytes })
    running.push(bytes)
    return running.finish()
  }

  test('every place is right', () => {
    const report = check()
    expect(report.counts).toEqual({ I04: 572, D02: 4000 + 364, F08: 1 })
    const starts = { I04: '199001012386', D02: '20', F08: '4001' }
    for (const { code, at } of report.findings) {
      const expected = starts[code as keyof typeof starts]
      expect(Buffer.from(bytes.subarray(at.byte, at.byte + expected.length)).toString()).toBe(expected)
    }
    // Every hundredth: working a line out from the beginning is slow.
    for (const { at } of report.findings.filter((_, i) => i % 100 === 0)) {
      expect({ line: at.line, column: at.column }).toEqual(placeOf(bytes, at.byte, true))
    }
  })

  test.each([200, 333, 1024, 65_535, 100_000])('and the same with blocks of %i bytes', (size) => {
    expect(check(size)).toEqual(check())
  })
})

/** A file with some bytes changed, taken away or put in. */
const damaged = fc
  .tuple(
    aFile,
    fc.array(
      fc.tuple(
        fc.nat(),
        fc.nat({ max: 6 }),
        fc.uint8Array({ maxLength: 4 }),
        fc.constantFrom('', '<', '&', '>', ']]>', '<!--', '"'),
      ),
      {
        minLength: 1,
        maxLength: 4,
      },
    ),
  )
  .map(([file, changes]) => {
    let bytes = Buffer.from(file.fail)
    for (const [where, gone, random, text] of changes) {
      const at = bytes.length === 0 ? 0 : where % bytes.length
      const put = text === '' ? Buffer.from(random) : Buffer.from(text)
      bytes = Buffer.concat([bytes.subarray(0, at), put, bytes.subarray(at + gone)])
    }
    return { file, bytes: new Uint8Array(bytes) }
  })

test('a damaged file gives a report, and each finding a sentence and a place in the file', () => {
  fc.assert(
    fc.property(damaged, ({ file, bytes }) => {
      const report = whole(file, bytes)
      for (const finding of report.findings) {
        expect(finding.at.byte).toBeLessThanOrEqual(bytes.length)
        expect(finding.at.line).toBeGreaterThan(0)
        expect(finding.at.column).toBeGreaterThan(0)
        expect(findingText(finding, 'sv', report.tjanst)).not.toBe('')
        expect(findingText(finding, 'en', report.tjanst)).not.toBe('')
      }
      const counted = Object.values(report.counts).reduce((sum, count) => sum + count, 0)
      expect(counted).toBe(report.stop + report.varning)
      expect(report.findings.length).toBe(Math.min(counted, 10_000))
    }),
    { numRuns: 500 },
  )
})

test('a damaged file gives the same report wherever blocks are cut', () => {
  fc.assert(
    fc.property(damaged, fc.integer({ min: 150, max: 700 }), ({ file, bytes }, blockBytes) => {
      const check = startCheck({ ...options(file), blockBytes })
      check.push(bytes)
      expect(check.finish()).toEqual(whole(file, bytes))
    }),
    { numRuns: 500 },
  )
})
