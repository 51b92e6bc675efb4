import { expect, test } from 'vitest'
import { readFileName } from './read-file-name.ts'

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
