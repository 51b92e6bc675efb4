// Each kind of file that is not the e-service's is named for what it is by its content, and one that only resembles it is not.
// By every way: the stream of the server, gateway and folder agent, and the table road of page and command.
import { strToU8, zipSync } from 'fflate'
import { describe, expect, test } from 'vitest'
import { latin1, NOW, PERSON, utf8, xml } from '#e2e/fixtures/checking/build.ts'
import { workbook } from '#e2e/fixtures/checking/workbook.ts'
import { franvarouppgift } from '#lib/services/franvarouppgift.ts'
import { sjukanmalan } from '#lib/services/sjukanmalan.ts'
import { convertTable } from '#lib/tables/convert/convert-table.ts'
import { isTable } from '#lib/tables/is-table.ts'
import { findingText } from '#lib/text/findings.ts'
import { startCheck } from '../check.ts'
import type { Report } from '../report.ts'

function streamed(bytes: Uint8Array, { size = bytes.length, service = sjukanmalan } = {}): Report {
  const check = startCheck({ service, now: NOW, environment: 'test' })
  for (let at = 0; at < bytes.length; at += Math.max(1, size)) check.push(bytes.subarray(at, at + size))
  return check.finish()
}

/** As page and command do it. */
function asTable(bytes: Uint8Array): Report {
  if (!isTable(sjukanmalan, bytes.subarray(0, 8192))) return streamed(bytes)
  return convertTable(sjukanmalan, bytes, { now: NOW, environment: 'test' }).report
}

const kinds = ({ findings }: Report) => findings.map(({ code, params }) => [code, params.case])

/** The kind, which every way must give alike. */
function kindOf(bytes: Uint8Array): unknown {
  const whole = kinds(streamed(bytes))
  expect(kinds(streamed(bytes, { size: 777 }))).toEqual(whole)
  expect(kinds(asTable(bytes))).toEqual(whole)
  return whole
}

const utf16 = (text: string) => new Uint8Array(Buffer.from(`\ufeff${text}`, 'utf16le'))
const DECLARATION = '<?xml version="1.0" encoding="ISO-8859-1"?>\n<!-- från lönesystemet -->\n'
const SKV = 'http://xmls.skatteverket.se/se/skatteverket'

/** Texts by their kind. */
const TEXTS: Record<string, string[]> = {
  paxml: [
    `${DECLARATION}<paxml xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:noNamespaceSchemaLocation="http://www.paxml.se/2.0/paxml.xsd"><header/></paxml>`,
    '<paxml><lonetransaktioner/></paxml>',
  ],
  skatteverket: [`<Skatteverket omrade="Skattekonto" xmlns="${SKV}/sk/1.0"/>`],
  ku: [
    `<Skatteverket xmlns="${SKV}/ai/instans/infoForBeskattning/7.0" omrade="Kontrolluppgifter"><Avsandare/></Skatteverket>`,
    `<ku:Skatteverket xmlns:ku="${SKV}/ai/instans/infoForBeskattning/7.0"/>`,
  ],
  bankFile: ['<Document xmlns="urn:iso:std:iso:20022:tech:xsd:pain.001.001.03"><CstmrCdtTrfInitn/></Document>'],
  sie: [
    '#FLAGGA 0\r\n#PROGRAM "Lön" 1.0\r\n#FORMAT PC8\r\n#SIETYP 4\r\n',
    '#PROGRAM "Lön" 1\n#FORMAT PC8\n#FNAMN "Bolaget"\n',
    '<sie:Sie xmlns:sie="http://www.sie.se/sie5"/>',
  ],
  sru: ['#DATABESKRIVNING_START\r\n#PRODUKT SRU\r\n', '#BLANKETT KU10\r\n#IDENTITET 199001012385\r\n'],
  json: ['{"sjukfall": [{"personnummer": "1"}]}', '[\n {"a": 1},\n {"a": 2}]', '[["a","b"],["c","d"]]'],
  webTable: [
    '<html xmlns:x="urn:schemas-microsoft-com:office:excel"><body></body></html>',
    '<!DOCTYPE html><html><body><table><tr><td>Personnummer;Första sjukdag</td></tr></table></body></html>',
    '<table><tr><td>Lön</td></tr></table>',
    'MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary="x"\r\n\r\n--x\r\n<html xmlns:x="urn:schemas-microsoft-com:office:excel">',
  ],
  webPage: ['<!doctype html>\n<html><body>Logga in</body></html>'],
  xmlExcel: [
    '<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>',
  ],
  mail: [
    'Received: from a by b;\r\n\tTue, 1 Dec 2026\r\nFrom: lon@example.se\r\nSubject: Sjuk; nov\r\n\r\nHej, se filen',
    'From anna@example.se Tue Dec 1\nFrom: anna@example.se\nTo: lon@example.se\n\nHej',
  ],
  document: ['{\\rtf1\\ansi Sjuka, november}'],
  pdf: ['%PDF-1.7\n1 0 obj'],
}

describe.each(Object.entries(TEXTS))('%s', (kind, texts) => {
  test.each(texts.map((text) => [text.slice(0, 40), text]))('%s', (_, text) => {
    for (const bytes of [utf8(text), latin1(text), utf8(`\ufeff${text}`), utf8(`\r\n${text}`)]) {
      expect(kindOf(bytes)).toEqual([['F02', kind]])
    }
    if (kind !== 'pdf') expect(kindOf(utf16(text))).toEqual([['F02', kind]])
  })
})

const NAMED = [...Object.keys(TEXTS), 'oldExcel', 'otherZip', 'gzip', 'archive', 'picture']

test.each([
  ['<paxmlx><header/></paxmlx>'],
  ['<Skattekonto/>'],
  ['<Document xmlns="urn:example:pain"><a/></Document>'],
  ['<Sie xmlns="urn:example"/>'],
  ['<Workbook/>'],
  [xml().replace('<sjukanmalan', '<!-- <paxml> <html> #FLAGGA 0 --><sjukanmalan')],
  ['#FLAGGA;#PROGRAM;#FORMAT\n1;2;3\n'],
  ['#1;Lön\n#2;Lön\n'],
  ['{person};Första sjukdag\n1;2\n'],
  ['[1];Första sjukdag\n1;2\n'],
  ['From: Anna;To: Bertil\n1;2\n'],
  ['From;To;Subject\n1;2;3\n'],
  ['Date: 2026-11-05\nReferens;Personnummer\n'],
  ['Subject: sjuka i november\n\nReferens;Personnummer\n'],
  ['Html är ett språk; %PDF-1.7 ett annat\n'],
  ['table;html;head\n1;2;3\n'],
  ['Rar och zip; 7z\n'],
])('%s is none of them', (text) => {
  for (const report of [streamed(utf8(text)), asTable(utf8(text))]) {
    for (const [, kind] of kinds(report)) expect(NAMED).not.toContain(kind)
  }
})

test('of its own e-service the arbetsgivardeklaration is read; kontrolluppgifter are not taken for it', () => {
  const agi = `${DECLARATION.replace('ISO-8859-1', 'UTF-8')}<Skatteverket omrade="Arbetsgivardeklaration" xmlns="${SKV}/da/instans/schema/1.1"/>`
  const [ku = ''] = TEXTS.ku ?? []
  expect(kinds(streamed(utf8(agi), { service: franvarouppgift }))).not.toContainEqual(['F02', expect.anything()])
  expect(kinds(streamed(utf8(ku), { service: franvarouppgift }))).toEqual([['F02', 'ku']])
  const [finding] = streamed(utf8(agi)).findings
  expect(finding?.params).toMatchObject({ case: 'otherService', other: 'franvarouppgift' })
  expect(finding && findingText(finding, 'sv', 'sjukanmalan')).toContain('Filen är en arbetsgivardeklaration (AGI)')
})

test('no text makes the naming slow: each is read a step at a time', () => {
  for (const part of [
    '<!---->',
    '<a ',
    ' ',
    '<?x?>',
    'multipart/related ',
    '"',
    'From: ',
    '#FLAGGA 0',
    '[{',
    '<!DOCTYPE a [',
    ';199001',
  ]) {
    const text = `<${part.repeat(Math.ceil(65_000 / part.length))}`
    expect(streamed(utf8(text)).stop + streamed(utf8(text.slice(1))).stop).toBeGreaterThan(0)
  }
})

const EMPTY = strToU8('<x/>')
const zip = (...names: string[]) => zipSync(Object.fromEntries(names.map((name) => [name, EMPTY])))
const office = (...names: string[]) => zip('[Content_Types].xml', '_rels/.rels', ...names)
/** A compound file with a directory of these names (MS-CFB 2.6.1). */
function ole(...names: string[]): Uint8Array {
  const slots = ['Root Entry', ...names].map((name, i) => {
    const slot = Buffer.alloc(128)
    slot.write(name, 'utf16le')
    slot.writeUInt16LE(name.length * 2 + 2, 64)
    slot[66] = i === 0 ? 5 : 2
    return slot
  })
  return Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(504 + 512), ...slots, Buffer.alloc(512)])
}

describe('containers are named by what is inside', () => {
  test.each([
    ['Word', office('word/document.xml', 'word/embeddings/Microsoft_Excel_Sheet.xlsx'), 'document', 'Word (.docx)'],
    ['Word as in the case', zip('[Content_Types].xml', 'word/document.xml'), 'document', 'Word (.docx)'],
    ['PowerPoint', office('ppt/presentation.xml'), 'document', 'PowerPoint (.pptx)'],
    ['binary Excel', office('xl/workbook.bin'), 'binaryExcel', undefined],
    [
      'OpenDocument text',
      zipSync({ mimetype: [strToU8('application/vnd.oasis.opendocument.text'), { level: 0 }], 'content.xml': EMPTY }),
      'document',
      'OpenDocument',
    ],
    [
      'an OpenDocument spreadsheet',
      zipSync({ mimetype: [strToU8('application/vnd.oasis.opendocument.spreadsheet'), { level: 0 }], 'content.xml': EMPTY }),
      'openDocument',
      undefined,
    ],
    ['Numbers', zip('Index/Document.iwa', 'Metadata/Properties.plist'), 'document', 'Numbers, Pages, Keynote'],
    [
      'an archive with a workbook, packed or not',
      zipSync({ 'sjuk.xlsx': [workbook({ rows: '' }), { level: 0 }] }),
      'otherZip',
      'sjuk.xlsx',
    ],
    ['an archive whose folder is called word', zip('word/document.xml'), 'otherZip', 'document.xml'],
    ['an empty archive', zipSync({}), 'otherZip', ''],
    ['old Excel', ole('Workbook', 'WordDocument'), 'oldExcel', undefined],
    ['older Excel', ole('Book'), 'oldExcel', undefined],
    ['Excel before there were containers', new Uint8Array([9, 8, 8, 0, 0, 5, 5, 0, 1, 2, 3]), 'oldExcel', undefined],
    ['old Word', ole('WordDocument', 'Workbook'), 'document', 'Word (.doc)'],
    ['Outlook with a workbook attached', ole('Workbook', '__properties_version1.0'), 'mail', undefined],
    ['one with a password', ole('EncryptionInfo', 'EncryptedPackage'), 'lockedExcel', undefined],
    ['another program’s', ole('Workbook2', 'Contents'), 'document', 'Office'],
    ['gzip', new Uint8Array([0x1f, 0x8b, 8, 0, 1, 2]), 'gzip', undefined],
    ['7z', new Uint8Array([0x37, 0x7a, 0xbc, 0xaf, 0x27, 0x1c, 0, 4]), 'archive', undefined],
    ['a picture', new Uint8Array([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10]), 'picture', undefined],
  ])('%s', (_, bytes, kind, found) => {
    expect(kindOf(bytes)).toEqual([['F02', kind]])
    expect(streamed(bytes).findings[0]?.params.found).toBe(found)
  })

  test('a large file is named once, by what stands at its end', () => {
    const large = zipSync({
      'a.bin': [Uint8Array.from({ length: 3_000_000 }, (_, i) => (i * 7919) % 251), { level: 0 }],
      'Anna 199001012385.xml': EMPTY,
    })
    expect(kindOf(large)).toEqual([['F02', 'otherZip']])
    expect(streamed(large).findings[0]?.params).toEqual({ case: 'otherZip', count: 2, found: 'a.bin, Anna 19900101****.xml' })
    expect(kinds(streamed(Buffer.concat([utf8('%PDF-1.4'), Buffer.alloc(200_000)])))).toEqual([['F02', 'pdf']])
  })

  test('cut off, an archive is named by how it begins', () => {
    expect(kinds(asTable(office('word/document.xml').slice(0, -30)))).toEqual([['F02', 'document']])
    expect(kinds(asTable(zip('sjuk.xml').slice(0, -30)))).toEqual([['F02', 'otherZip']])
  })

  test('an e-service without tables says that it takes none', () => {
    for (const bytes of [workbook({ rows: '' }), ole('Workbook'), utf8(TEXTS.webTable?.[2] ?? '')]) {
      expect(kinds(streamed(bytes, { service: franvarouppgift }))).toEqual([['F02', 'excel']])
    }
  })
})

describe('a table without headings', () => {
  test.each([
    [`${PERSON};2026-11-15;R1\r\n${PERSON};2026-11-14;R2\r\n`],
    [`2026-11-15,19900101-2385\n`],
    [`R1\t900101\u20132385\t2026-11-15\n`],
    [`"${PERSON}";"2026-11-15"\n`],
  ])('%j', (text) => {
    const report = asTable(utf8(text))
    expect(kinds(report)).toEqual([['F02', 'headless']])
    expect(findingText(report.findings[0] as Report['findings'][number], 'sv', 'sjukanmalan')).toContain(
      'Personnummer och Första sjukdag',
    )
    expect(kinds(streamed(utf8(text)))).toEqual([['F02', 'table']])
  })

  test('one with headings that nobody knows is not one', () => {
    expect(kinds(asTable(utf8('Anställd;Datum\nA1;2026-11-15\n')))).toEqual([['F02', 'noHeadings']])
  })
})

test.each(['sv', 'en'])('every kind has a sentence of its own in %s', (locale) => {
  const all = [...NAMED, 'headless', 'excel', 'lockedExcel', 'binaryExcel', 'openDocument', 'brokenExcel']
  const said = all.map((kind) => {
    const params = { case: kind, found: 'x', count: 1, other: 'franvarouppgift' }
    return findingText({ code: 'F02', at: { line: 1, column: 1, byte: 0 }, params }, locale, 'sjukanmalan')
  })
  expect(new Set(said).size).toBe(all.length)
  const general = findingText({ code: 'F02', at: { line: 1, column: 1, byte: 0 }, params: {} }, locale, 'sjukanmalan')
  expect(said).not.toContain(general)
})
