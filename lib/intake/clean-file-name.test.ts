import { describe, expect, test } from 'vitest'
import { cleanFileName } from './clean-file-name.ts'

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
