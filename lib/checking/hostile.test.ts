import { describe, expect, test } from 'vitest'
import {
  fixed,
  latin1,
  lines,
  NOW,
  sjukfall,
  startRecord,
  utf8,
  xml,
  xmlCase,
  xmlEmployer,
  xmlWithCases,
} from '#e2e/fixtures/checking/build.ts'
import { LIMITS } from '#lib/limits.ts'
import { sjukanmalan } from '#lib/services/sjukanmalan.ts'
import { startCheck } from './check.ts'
import type { Report } from './report.ts'

const MILLION = 1_000_000

function check(...chunks: (Uint8Array | string)[]): Report {
  const running = startCheck({ service: sjukanmalan, now: NOW, environment: 'test' })
  for (const chunk of chunks) running.push(typeof chunk === 'string' ? utf8(chunk) : chunk)
  return running.finish()
}

/** The same piece again and again: a large file that is never held whole. */
function checkLong({ head, piece, times, tail }: { head: string; piece: string; times: number; tail: string }): Report {
  const running = startCheck({ service: sjukanmalan, now: NOW, environment: 'test' })
  const perChunk = Math.min(times, Math.max(1, Math.floor(100_000 / piece.length)))
  const chunk = utf8(piece.repeat(perChunk))
  running.push(utf8(head))
  for (let done = 0; done < times; done += perChunk) running.push(chunk)
  running.push(utf8(tail))
  return running.finish()
}

const [HEAD = '', TAIL = ''] = xml({ employers: xmlEmployer({ cases: '#' }) }).split('#')
/** sjukanmalan and arbetsgivare. */
const OPEN_IN_HEAD = 2
const codes = (report: Report) => Object.keys(report.counts)
const first = ({ findings }: Report) => ({ code: findings[0]?.code, case: findings[0]?.params.case })

describe('XML', () => {
  test('entities that multiply are refused before any is read', () => {
    const lol = Array.from({ length: 10 }, (_, i) => `<!ENTITY l${i + 1} "${`&l${i};`.repeat(10)}">`).join('')
    const report = check(`<!DOCTYPE sjukanmalan [<!ENTITY l0 "lol">${lol}]><sjukanmalan>&l10;</sjukanmalan>`)
    expect(report.counts).toEqual({ F05: 1 })
  })

  test.each([
    ['cut off', '<!DOCTYPE sjukanmalan [<!ENTITY a "b"'],
    ['malformed', '<!DOCTYPE sjukanmalan [<!-- a -- b -->]><sjukanmalan/>'],
    ['after a comment', '<!-- x -->\n<!DOCTYPE sjukanmalan [\n'],
  ])('an internal subset that is %s is still an internal subset', (_, text) => {
    expect(check(text).counts).toEqual({ F05: 1 })
  })

  test('an external entity is never asked for', () => {
    const report = check('<!DOCTYPE sjukanmalan SYSTEM "file:///etc/passwd"><sjukanmalan>&a;</sjukanmalan>')
    expect(codes(report)).toContain('F05')
    expect(codes(report)).toContain('F04')
  })

  test('elements in a hundred thousand levels', () => {
    expect(first(checkLong({ head: HEAD, piece: '<a>', times: 100_000, tail: '' }))).toEqual({ code: 'F06', case: 'unknown' })
    expect(codes(checkLong({ head: HEAD, piece: '<a>', times: 100_000, tail: '' }))).toEqual(['F06', 'F04'])
  })

  test.each([
    ['an attribute', '<sjukfall x="', 'a'],
    ['a comment', '<!--', 'a'],
    ['a text', '<sjukfall><personnummer>', '1'],
    ['a tag name', '<', 'a'],
    ['an entity', '<sjukfall>&', 'a'],
    ['a CDATA section', '<sjukfall><![CDATA[', 'a'],
    ['a processing instruction', '<?a ', 'a'],
    ['white space', '', ' '],
  ])('%s of ten million signs is refused, not kept', (_, begin, piece) => {
    const report = checkLong({ head: HEAD + begin, piece: piece.repeat(100), times: 100_000, tail: '' })
    expect(report.findings.find(({ code }) => code === 'F04')?.params.case).toBe('long')
  })

  test('a DOCTYPE of ten million signs', () => {
    const report = checkLong({ head: '<!DOCTYPE sjukanmalan [', piece: '<!ENTITY a "b">', times: 700_000, tail: '' })
    expect(report.counts).toEqual({ F05: 1 })
  })

  test('a tag with a hundred thousand attributes', () => {
    const many = Array.from({ length: 100_000 }, (_, i) => ` a${i}="1"`).join('')
    const report = check(`${HEAD}<sjukfall${many}>`)
    expect(report.counts).toMatchObject({ F04: 1 })
  })

  test.each([
    ['deep', LIMITS.xmlLevels - OPEN_IN_HEAD, (levels: number) => '<a>'.repeat(levels)],
    [
      'attributes',
      LIMITS.xmlAttributes,
      (count: number) => `<a${Array.from({ length: count }, (_, i) => ` a${i}="1"`).join('')}>`,
    ],
  ])('the limit of %s: as many pass, one more is refused', (limit, most, text) => {
    const refusedFor = (count: number) => check(`${HEAD}${text(count)}`).findings.map(({ params }) => params.case)
    expect(refusedFor(most)).not.toContain(limit)
    expect(refusedFor(most + 1)).toContain(limit)
  })

  test('a stretch as long as the limit is read', () => {
    const file = xmlWithCases(xmlCase({ rest: `<!--${'a'.repeat(LIMITS.xmlStretchCharacters - '<!---->'.length)}-->` }))
    expect(check(file).findings).toEqual([])
  })

  test('a million < ', () => {
    expect(codes(checkLong({ head: HEAD, piece: '<', times: MILLION, tail: '' }))).toEqual(['F04'])
  })

  test.each([
    ['bare &', '<sjukfall><referens>&</referens></sjukfall>'],
    ['crossing tags', '<sjukfall><referens></sjukfall></referens>'],
    ['tags without an end', '<sjukfall<referens'],
    ['comments that are not closed', '<sjukfall><!-- '],
    ['control characters', '\u0001'],
  ])('a million faults of syntax, %s: a hundred are told, and that there may be more', (_, piece) => {
    const report = checkLong({ head: HEAD, piece, times: MILLION, tail: TAIL })
    const told = report.findings.filter(({ code }) => code === 'F03' || code === 'F04')
    expect(told.length).toBeGreaterThan(0)
    expect(told.length).toBeLessThanOrEqual(LIMITS.xmlFaults)
    expect(told.length === LIMITS.xmlFaults ? report.avbruten : (report.overhoppat ?? 0) > 0).toBeTruthy()
  })

  test('a million faults are counted, and ten thousand shown, one of each kind among them', () => {
    const report = checkLong({ head: HEAD, piece: '<x/>', times: MILLION, tail: xmlCase({ first: '2026-11-31' }) + TAIL })
    expect(report.counts).toEqual({ F06: Math.ceil(MILLION / 25_000) * 25_000, D02: 1 })
    expect(report.findings).toHaveLength(10_000)
    expect(report.findings.at(-1)?.code).toBe('D02')
  })

  test('a case with a hundred thousand fields keeps one reference and a few marks', () => {
    const report = checkLong({
      head: `${HEAD}<sjukfall><personnummer>199001012385</personnummer><sjuklonFrom>2026-11-05</sjuklonFrom><referens>A</referens>`,
      piece: '<tidigarePeriod from="2026-11-01" tom="2026-11-02"/>',
      times: 100_000,
      tail: `</sjukfall>${TAIL}`,
    })
    expect(report.poster).toBe(1)
    expect(report.findings.every(({ referens }) => referens === 'A')).toBe(true)
  })

  test('text in a million pieces', () => {
    const report = checkLong({
      head: `${HEAD}<sjukfall><personnummer>`,
      piece: '<![CDATA[1]]><!---->',
      times: MILLION,
      tail: `</personnummer><sjuklonFrom>2026-11-05</sjuklonFrom></sjukfall>${TAIL}`,
    })
    expect(report.counts).toEqual({ I02: 1 })
  })

  test.each([
    ['UTF-7', '<?xml version="1.0" encoding="UTF-7"?>+ADw-sjukanmalan+AD4-'],
    ['UTF-16 in name only', xml({ declaration: '<?xml version="1.0" encoding="UTF-16"?>' })],
    ['Windows-1252', xml({ declaration: '<?xml version="1.0" encoding="windows-1252"?>' })],
    ['an unknown one', xml({ declaration: '<?xml version="1.0" encoding="x"?>' })],
  ])('a declaration of %s is refused', (_, text) => {
    expect(check(text).counts).toEqual({ F03: 1 })
  })

  test.each(['utf16le', 'ucs2'] as const)('%s without a byte order mark is refused', (encoding) => {
    expect(check(new Uint8Array(Buffer.from(xml(), encoding))).counts).toEqual({ F03: 1 })
  })

  test('UTF-32 and EBCDIC are refused', () => {
    expect(check(new Uint8Array([0, 0, 0, 60, 0, 0, 0, 63])).counts).toEqual({ F03: 1 })
    expect(check(new Uint8Array([0x4c, 0x6f, 0xa7, 0x94, 0x93])).counts).toEqual({ F02: 1 })
  })

  test('UTF-8 with a byte order mark is UTF-8, and bytes are counted from the mark', () => {
    const bytes = Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), utf8(xmlWithCases(xmlCase({ first: '2026-11-31' })))])
    const [finding] = check(new Uint8Array(bytes)).findings
    expect(finding?.code).toBe('D02')
    expect(bytes.subarray(finding?.at.byte).toString().startsWith('2026-11-31')).toBe(true)
  })

  test('a byte order mark and a declared ISO-8859-1 disagree', () => {
    expect(check(`\ufeff${xml({ declaration: '<?xml version="1.0" encoding="ISO-8859-1"?>' })}`).counts).toEqual({ F03: 1 })
  })

  test('single quotes, white space and small letters in the declaration change nothing', () => {
    expect(check(xml({ declaration: "<?xml  version='1.0'\n encoding = 'utf-8' standalone='yes' ?>\n" })).counts).toEqual({})
    expect(check(xml({ declaration: '' })).counts).toEqual({})
  })

  test('XML 1.1 is refused: it has other line ends', () => {
    expect(first(check(xml({ declaration: '<?xml version="1.1" encoding="UTF-8"?>' })))).toEqual({ code: 'F04', case: 'version' })
  })

  test('a processing instruction, a comment and CDATA are read past', () => {
    const cases = `<?pi x?><!-- <sjukfall> -->${xmlCase({ person: '<![CDATA[1990]]>0101<!-- - -->2385' })}`
    expect(check(xmlWithCases(cases)).counts).toEqual({})
  })

  test.each(['&#0;', '&#x1F;', '&#xD800;', '&#x110000;', '&#xFFFE;', '&#;', '&#x;'])('%s is no character', (reference) => {
    expect(check(xmlWithCases(xmlCase({ rest: `<referens>${reference}</referens>` }))).counts).toEqual({ F04: 1 })
  })

  test('a number said with character references is that number', () => {
    expect(check(xmlWithCases(xmlCase({ person: '&#49;99001012385' }))).counts).toEqual({})
  })

  test('names that every object has are not fields', () => {
    const odd = ['constructor', '__proto__', 'toString', 'hasOwnProperty']
    const report = check(xmlWithCases(xmlCase({ rest: odd.map((name) => `<${name} ${name}="1">1</${name}>`).join('') })))
    expect(report.counts).toEqual({ F06: odd.length })
  })
})

describe('fixed positions', () => {
  test('a line of ten million signs', () => {
    const report = checkLong({ head: lines(startRecord()), piece: 'x'.repeat(100), times: 100_000, tail: '\r\n' })
    expect(report.findings.find(({ code }) => code === 'F04')?.params).toMatchObject({ case: 'tooLong', length: 10_000_000 })
  })

  test('a million empty lines', () => {
    expect(checkLong({ head: lines(startRecord()), piece: '\r\n', times: MILLION, tail: '' }).counts).toMatchObject({ F06: 1 })
  })

  test('a truncated file says so', () => {
    const text = fixed(sjukfall())
    expect(codes(check(latin1(text.slice(0, 300)))).sort()).toEqual(['F04', 'F06'])
  })

  test('the last line needs no line end', () => {
    expect(check(latin1(fixed().trimEnd().padEnd(0))).counts).toEqual({ F04: 1 })
    expect(check(latin1(fixed().slice(0, -2))).counts).toEqual({})
  })

  test('LF alone is as good as CRLF', () => {
    expect(check(latin1(fixed().replaceAll('\r\n', '\n'))).counts).toEqual({})
  })
})
