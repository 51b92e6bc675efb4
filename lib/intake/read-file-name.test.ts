import { describe, expect, test } from 'vitest'
import { cleanFileName, readFileName } from './read-file-name.ts'

test.each<[string, string | Uint8Array, string]>([
  ['percent-encoded', 'l%C3%B6n%20nov.xml', 'lön nov.xml'],
  ['percent-encoded in Windows-1252', 'l%F6n%96.xml', 'lön–.xml'],
  ['a header with its bytes as they are', 'l\u00c3\u00b6n.xml', 'lön.xml'],
  ['a header in Windows-1252', 'l\u00f6n.xml', 'lön.xml'],
  ['bytes in UTF-8', Buffer.from('lön%20.xml'), 'lön%20.xml'],
  ['bytes in Windows-1252', Buffer.from('sjuk\u00e5.xml', 'latin1'), 'sjukå.xml'],
])('%s', (_title, name, clean) => {
  expect(readFileName(name)).toBe(clean)
})

test.each<[string, string | Uint8Array]>([
  ['a path', '..%2F..%2Fx.xml'],
  ['a broken escape', '%E0%A4%A'],
  ['a line break', 'a.xml%0D%0AX-Evil: 1'],
  ['a line break in bytes', Buffer.from('a.xml\r\nX-Evil: 1')],
  ['nothing', ''],
  ['a byte that Windows-1252 lacks', Buffer.from([0x81, 0x2e, 0x78])],
])('%s is refused', (_title, name) => {
  expect(() => readFileName(name)).toThrow(expect.objectContaining({ code: 'invalid', detail: 'file_name' }))
})

const REFUSED = { code: 'invalid', detail: 'file_name' }

describe('a name that is not what it looks like is refused', () => {
  test.each([
    ['a path upwards', '../../etc/passwd'],
    ['a path', 'lön/sjuk.xml'],
    ['a Windows path', 'C:\\fakepath\\sjuk.xml'],
    ['an override of the reading direction', 'sjuk\u202elmx.exe'],
    ['an isolate', 'sjuk\u2066.xml'],
    ['a mark of direction', 'sjuk\u200f.xml'],
    ['a NUL', 'sjuk.xml\u0000.exe'],
    ['a line break', 'sjuk\r\nX-Header: 1.xml'],
    ['a line separator', 'sjuk\u2028.xml'],
    ['half a surrogate pair', 'sjuk\ud800.xml'],
    ['nothing', ''],
    ['nothing visible', ' \u200b\u00a0'],
    ['dots', '..'],
  ])('%s', (_title, name) => {
    expect(() => cleanFileName(name)).toThrow(expect.objectContaining(REFUSED))
  })
})

describe('an honest name stays, put right where that is harmless', () => {
  test.each([
    ['sjuk_november 2026.xml', 'sjuk_november 2026.xml'],
    ['Löner – Åre & Co (3).XML', 'Löner – Åre & Co (3).XML'],
    ['a\u030are.xml', 'åre.xml'],
    ['  sjuk\t.xml '.replace('\t', ' '), 'sjuk .xml'],
    ['sjuk\u00a0\u00a0nov.xml', 'sjuk nov.xml'],
    ['sj\u00aduk\ufeff.xml', 'sjuk.xml'],
    ['.profil', '.profil'],
    ['..fil.xml', '..fil.xml'],
    ['%2e%2e%2fx.xml', '%2e%2e%2fx.xml'],
    ['<script>.xml', '<script>.xml'],
    ['utan', 'utan'],
    ['sjuk\ufffd.xml', 'sjuk_.xml'],
  ])('%s', (name, clean) => {
    expect(cleanFileName(name)).toBe(clean)
  })

  test('a long one is cut to 120 signs and keeps its extension', () => {
    expect(cleanFileName(`${'å'.repeat(300)}.xml`)).toBe(`${'å'.repeat(116)}.xml`)
    expect(cleanFileName('x'.repeat(120))).toBe('x'.repeat(120))
    expect(cleanFileName(`${'😀'.repeat(200)}.txt`)).toBe(`${'😀'.repeat(116)}.txt`)
    expect(cleanFileName(`x.${'y'.repeat(300)}`)).toBe(`x.${'y'.repeat(118)}`)
  })
})
