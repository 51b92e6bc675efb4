import fc from 'fast-check'
import { createTranslator } from 'use-intl/core'
import { describe, expect, test } from 'vitest'
import {
  employer,
  endRecord,
  fixed,
  latin1,
  lines,
  NOW,
  OTHER_PERSON,
  PERSON,
  period,
  sjukfall,
  startRecord,
  utf8,
  xml,
  xmlCase,
  xmlEmployer,
  xmlPeriod,
  xmlSender,
  xmlWithCases,
} from '#e2e/fixtures/checking/build.ts'
import { fixedValues } from '#lib/anonymise/fixed-values.ts'
import type { FoundValue } from '#lib/anonymise/values.ts'
import { xmlValues } from '#lib/anonymise/xml-values.ts'
import { startCheck } from '#lib/checking/check.ts'
import { sjukanmalan } from '#lib/services/sjukanmalan.ts'
import { mendingTexts, UNSAID_OF_MEND } from '#lib/text/mending.ts'
import type { MendKind } from './mend-kinds.ts'
import { applyMends, MEND_KINDS, offerMends } from './mends.ts'

const options = { service: sjukanmalan, now: NOW, environment: 'test' } as const

function check(bytes: Uint8Array) {
  const running = startCheck(options)
  running.push(bytes)
  return running.finish()
}

const offers = (bytes: Uint8Array) =>
  offerMends({ bytes, report: check(bytes), options }).map(({ kind, sure, count }) => `${kind} ${sure} ${count}`)
const mended = (bytes: Uint8Array) => applyMends(bytes, options, MEND_KINDS).bytes
const asText = (bytes: Uint8Array) => Buffer.from(bytes).toString('latin1')

const named = (rest: string) => xml({ employers: xmlEmployer({ rest: `<namn>${rest}</namn>` }) })
const LATIN1 = '<?xml version="1.0" encoding="ISO-8859-1"?>\n'
const declaredAs = (name: string) => xml({ declaration: `<?xml version="1.0" encoding="${name}"?>\n` })
const bom = (bytes: Uint8Array) => new Uint8Array(Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), bytes]))
const utf16 = (text: string) => new Uint8Array(Buffer.from(`\ufeff${text}`, 'utf16le'))
const stripped = (text: string) => text.replace(/ +(?=\r\n)/g, '')
const CASE = '<sjuklonFrom>2026-11-05</sjuklonFrom><personnummer>199001012385</personnummer>'
const misplaced = (inner: string) => xml({ employers: xmlEmployer({ cases: `<sjukfall>${inner}</sjukfall>` }) })
const counted = (cases: string) => xml({ control: `<kontroll antalArbetsgivare="1" antalSjukfall="${cases}"/>` })

/** Throws where a sentence cannot be read, or lacks what it is filled in with. */
function sentence(locale: 'sv' | 'en', key: `kinds.${MendKind}`, values: Record<string, string | number>): string {
  const onError = (error: Error) => {
    throw error
  }
  const messages: Record<'kinds', Record<MendKind, string>> = mendingTexts[locale]
  const say: (key: `kinds.${MendKind}`, values: Record<string, string | number>) => string = createTranslator({
    locale,
    messages,
    onError,
  })
  return say(key, { ...UNSAID_OF_MEND, ...values })
}

/** Offered, and after it a file that can be sent. */
const MENDED: [string, Uint8Array, string[]][] = [
  ['XML in ISO-8859-1 that says UTF-8', latin1(xml()), ['encoding certain 2']],
  ['XML in Windows-1252 with its own signs', latin1(named('\u0096 \u00c5re')), ['encoding perhaps 4']],
  ['XML in UTF-8 that says ISO-8859-1', utf8(xml({ declaration: LATIN1 })), ['encoding certain 1']],
  ['XML that says windows-1252', latin1(declaredAs('windows-1252')), ['encoding certain 2']],
  ['XML that says utf8', utf8(declaredAs('utf8')), ['encoding certain 1']],
  ['XML in UTF-16', utf16(declaredAs('UTF-16')), ['encoding certain 1']],
  ['XML in UTF-8 with its mark that says ISO-8859-1', bom(utf8(xml({ declaration: LATIN1 }))), ['encoding certain 1']],
  ['XML in ISO-8859-1 with the mark of UTF-8', bom(latin1(xml({ declaration: LATIN1 }))), ['bom certain 1']],
  ['positions in UTF-8', utf8(fixed()), ['encoding certain 3']],
  ['positions in UTF-8 with its mark', bom(utf8(fixed())), ['encoding certain 3']],
  ['positions in UTF-16', utf16(fixed()), ['encoding certain 1']],
  ['positions with a mark of UTF-8', bom(latin1(fixed())), ['bom certain 1']],
  ['mixed line ends', latin1(fixed().replace('\r\n', '\n')), ['line-ends certain 1']],
  ['two CR before each LF', latin1(fixed().replaceAll('\r\n', '\r\r\n')), ['line-ends certain 4']],
  ['line ends of an old Macintosh', latin1(fixed().replaceAll('\r\n', '\r')), ['line-ends certain 4']],
  ['empty lines at the end, and a Ctrl-Z', latin1(`${fixed()}\r\n\r\n\u001a`), ['line-ends certain 2']],
  ['blanks at line ends stripped', latin1(stripped(fixed(sjukfall(), period('20261030', '20261101')))), ['padding certain 5']],
  ['blanks too many', latin1(fixed().replaceAll('\r\n', '   \r\n')), ['padding certain 4']],
  ['stripped, in UTF-8 with its mark', bom(utf8(stripped(fixed()))), ['encoding certain 3', 'padding certain 4']],
  ['a bare & in a name', utf8(named('H&M & Co &amp; R&D')), ['ampersand certain 3']],
  ['a bare & and the wrong encoding', latin1(named('Åre & Co')), ['encoding certain 3', 'ampersand certain 1']],
  ['elements of a case in another order', utf8(misplaced(CASE)), ['order certain 1']],
  ['parts of the file in another order', utf8(xml({ sender: xmlEmployer(), employers: xmlSender() })), ['order certain 1']],
  ['another number of cases', utf8(counted('2')), ['counts perhaps 1']],
  ['both counts', utf8(xml({ control: '<kontroll antalArbetsgivare="4" antalSjukfall="0"/>' })), ['counts perhaps 2']],
  ['the right count, written otherwise', utf8(counted(' 1,0')), ['counts certain 1']],
  ['the count of an end record', latin1(lines(startRecord(), employer(), sjukfall(), endRecord(1, 3))), ['counts perhaps 1']],
]

/** Near one of them, and not for certain the same: nothing is offered. */
const LEFT: [string, Uint8Array][] = [
  [
    'XML in ISO-8859-1 and UTF-8 mixed',
    new Uint8Array(Buffer.concat([utf8(named('Åre').slice(0, 300)), latin1(named('Åre').slice(300))])),
  ],
  ['XML in MS-DOS encoding', latin1(named('S\u0094ren L\u0094\u0094f').replace('Åkes', 'Ake'))],
  ['XML that says an encoding that nobody can guess', latin1(declaredAs('KOI8-R'))],
  [
    'positions in UTF-8 that were counted in bytes',
    utf8(
      lines(
        startRecord({ 39: 'Akes' }),
        employer({ 15: `${'Åre AB'.padEnd(49)}`, 65: '12345678' }).slice(0, 119),
        sjukfall(),
        endRecord(),
      ),
    ),
  ],
  ['positions in UTF-8 with a sign that ISO-8859-1 has not', utf8(fixed().replace('Åre AB ', 'Åre – A'))],
  ['a CR inside a record', latin1(fixed().replace('Åre AB', 'Åre\rAB'))],
  ['a sign lost inside a record', latin1(fixed().replace('19900101', '1990101'))],
  [
    'a sign lost in a name, with numbers after it',
    latin1(lines(startRecord(), employer({ 65: '12345678' }).replace('Åre', 'Åe').trimEnd(), sjukfall(), endRecord())),
  ],
  ['a record cut off in a date', latin1(fixed().replace(/20261105 +/, '202611'))],
  ['a record that lacks one blank of many', latin1(fixed().replace(/ \r\n20/, '\r\n20'))],
  ['an entity of a web page', utf8(named('Caf&eacute;'))],
  ['a reference without its semicolon', utf8(named('H&amp M'))],
  ['an & in a comment', utf8(named('Åre<!-- & -->').replace('199001012385', '199001012386'))],
  ['a misspelt element among those in another order', utf8(misplaced(CASE.replaceAll('personnummer', 'personumer')))],
  ['elements in another order, one of them twice', utf8(misplaced(`${CASE}<personnummer>199001012385</personnummer>`))],
  ['a wrong count in a file that is cut off', utf8(counted('2').replace('</sjukanmalan>', ''))],
  ['a wrong count beside a misspelt case', utf8(counted('2').replace('</sjukfall>', '</sjukfall><sjukfal/>'))],
  ['another e-service', utf8('<Skatteverket>H&M</Skatteverket>')],
]

describe('what is offered', () => {
  test.each(MENDED)('%s', (_, bytes, wanted) => {
    expect(offers(bytes)).toEqual(wanted)
    for (const locale of ['sv', 'en'] as const)
      for (const { kind, count, params } of offerMends({ bytes, report: check(bytes), options }))
        expect(sentence(locale, `kinds.${kind}`, { ...params, count })).not.toMatch(/undefined|\{/)
    expect(check(mended(bytes))).toMatchObject({ stop: 0 })
  })

  test.each(LEFT)('not of: %s', (_, bytes) => {
    expect(check(bytes).stop).toBeGreaterThan(0)
    expect(offers(bytes)).toEqual([])
  })

  test('nothing of a file that can be sent', () => {
    for (const bytes of [utf8(xml()), latin1(fixed()), latin1(xml({ declaration: LATIN1 }))]) {
      expect(offers(bytes)).toEqual([])
      expect(Buffer.from(mended(bytes)).equals(bytes)).toBe(true)
    }
  })

  test('nothing of one that can be sent, though it may be meant otherwise', () => {
    const sender = xmlSender('<organisationsnummer>5599001236</organisationsnummer><namn>Lon pa nat å</namn>')
    const bytes = utf8(xml({ declaration: LATIN1, sender }))
    expect(check(bytes).stop).toBe(0)
    expect(offers(bytes)).toEqual([])
    expect(applyMends(bytes, options, MEND_KINDS).mends).toMatchObject([{ kind: 'encoding', sure: 'perhaps' }])
  })

  test('only what is accepted is done', () => {
    const broken = utf8(named('Å & B').replace('antalSjukfall="1"', 'antalSjukfall="2"'))
    const { bytes, mends } = applyMends(broken, options, ['ampersand', 'padding'])
    expect(mends.map(({ kind }) => kind)).toEqual(['ampersand'])
    expect(asText(bytes)).toContain('&amp; B')
    expect(asText(bytes)).toContain('antalSjukfall="2"')
  })
})

/** Values of all fields but counts, each with its name, in any order. */
function valuesOf(bytes: Uint8Array): string[] {
  const isXml = asText(bytes.subarray(0, 8)).includes('<')
  const found: Iterable<FoundValue> = isXml ? xmlValues(sjukanmalan, bytes, 'utf8') : fixedValues(sjukanmalan, bytes, 'single')
  return [...found]
    .flatMap((value) => (value.field && value.field.type.kind !== 'count' ? [`${value.field.name} ${value.text}`] : []))
    .sort()
}

const name = fc
  .string({ unit: fc.constantFrom(...'ABCåäöÅÄÖéü &.-'), minLength: 1, maxLength: 30 })
  .map((text) => `Å${text.trim()}.`)
const escaped = (text: string) => text.replaceAll('&', '&amp;')
const right = fc.record({ name, periods: fc.nat(3), cases: fc.integer({ min: 1, max: 3 }) })
const pick = fc.record({ turn: fc.boolean(), encode: fc.nat(2), bare: fc.boolean(), count: fc.boolean() })

describe('no value is changed', () => {
  test('XML that was right and is broken as offices break it is again what it was', () => {
    fc.assert(
      fc.property(right, pick, ({ name, periods, cases }, { turn, encode, bare, count }) => {
        const rest = Array.from({ length: periods }, (_, i) => xmlPeriod(`2026-10-0${i + 1}`, `2026-10-0${i + 1}`)).join('')
        const all = Array.from({ length: cases }, (_, i) =>
          xmlCase({ first: `2026-11-0${i + 5}`, person: i ? OTHER_PERSON : PERSON, rest }),
        )
        const file = xmlWithCases(...all).replace('</identitet>', `</identitet><namn>${escaped(name)}</namn>`)
        const moved = turn ? file.replace(/(<personnummer>.*?<\/personnummer>)(<sjuklonFrom>.*?<\/sjuklonFrom>)/g, '$2$1') : file
        const loose = bare ? moved.replaceAll('&amp;', '&') : moved
        const broken = count ? loose.replace(/antalSjukfall="\d+"/, 'antalSjukfall="9"') : loose
        const bytes = [utf8(broken), latin1(broken), utf8(broken.replace('UTF-8', 'ISO-8859-1'))][encode] as Uint8Array
        expect(valuesOf(mended(bytes))).toEqual(valuesOf(utf8(file)))
        expect(check(mended(bytes)).counts).toEqual(check(utf8(file)).counts)
      }),
      { numRuns: 40 },
    )
  })

  test('fixed positions that were right and are broken as offices break them are again what they were', () => {
    fc.assert(
      fc.property(right, pick, ({ name, cases }, { turn, encode, bare, count }) => {
        const all = Array.from({ length: cases }, (_, i) => sjukfall({ 15: `2026110${i + 5}`, 31: `R ${i}` }))
        const file = lines(startRecord(), employer({ 15: name, 65: '12345678' }), ...all, endRecord(1, count ? 9 : cases))
        const short = bare ? stripped(file) : file
        const broken = turn ? short.replace('\r\n', '\n') : short
        const bytes = [latin1(broken), utf8(broken), bom(utf8(broken))][encode] as Uint8Array
        expect(valuesOf(mended(bytes))).toEqual(valuesOf(latin1(file)))
        expect(check(mended(bytes))).toMatchObject({ stop: 0 })
      }),
      { numRuns: 40 },
    )
  })

  test('whatever byte is lost, doubled or changed', () => {
    const files = [
      utf8(named('Are &amp; Co').replaceAll('Å', 'A')),
      latin1(stripped(fixed(sjukfall(), sjukfall({ 15: '20261112' }))).replaceAll('Å', 'A')),
    ]
    fc.assert(
      fc.property(
        fc.constantFrom(...files),
        fc.nat(),
        fc.constantFrom(-1, 38, 32, 48, 60, 10, 13, 65),
        fc.boolean(),
        (file, where, by, isAdded) => {
          const at = where % file.length
          const bytes = new Uint8Array([
            ...file.subarray(0, at),
            ...(by < 0 ? [] : [by]),
            ...file.subarray(at + (isAdded ? 0 : 1)),
          ])
          const certain = offerMends({ bytes, report: check(bytes), options }).flatMap(({ kind, sure }) =>
            sure === 'certain' ? [kind] : [],
          )
          const { bytes: after } = applyMends(bytes, options, certain)
          if (certain.length > 0 && !certain.includes('line-ends')) expect(valuesOf(after)).toEqual(valuesOf(bytes))
        },
      ),
      { numRuns: 200 },
    )
  })
})
