import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { decodeLatin1 } from './read/xml/decoder.ts'
import { DisguisedUtf8, unfinishedTail, utf8Prefix } from './utf8.ts'

describe('bytes and characters', () => {
  test('our UTF-8 rules are the decoder’s', () => {
    const nearUtf8 = fc.array(
      fc.oneof(fc.nat({ max: 255 }), fc.constantFrom(0x80, 0xbf, 0xc1, 0xc2, 0xe0, 0xa0, 0xed, 0x9f, 0xf0, 0x90, 0xf4, 0x8f)),
    )
    fc.assert(
      fc.property(nearUtf8, (numbers) => {
        const bytes = new Uint8Array(numbers)
        const good = utf8Prefix(bytes)
        expect(() => new TextDecoder('utf-8', { fatal: true }).decode(bytes.subarray(0, good))).not.toThrow()
        const isWhole = good === bytes.length
        const decode = () => new TextDecoder('utf-8', { fatal: true }).decode(bytes)
        if (isWhole) expect(decode).not.toThrow()
        else expect(decode).toThrow()
      }),
      { numRuns: 3000 },
    )
  })

  test('a sequence that is cut by a block is held back, and only that', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.nat(), (text, where) => {
        const bytes = Buffer.from(text)
        const cut = bytes.subarray(0, bytes.length === 0 ? 0 : where % bytes.length)
        expect(utf8Prefix(cut.subarray(0, cut.length - unfinishedTail(cut)))).toBe(cut.length - unfinishedTail(cut))
      }),
    )
  })

  test('every byte of ISO-8859-1 is the character of the same number', () => {
    const bytes = Uint8Array.from({ length: 256 }, (_, i) => i)
    expect(decodeLatin1(bytes)).toBe(String.fromCharCode(...bytes))
    expect(decodeLatin1(bytes.subarray(0xa0))).toBe(String.fromCharCode(...bytes.subarray(0xa0)))
  })

  test('one å in UTF-8 may be two signs of ISO-8859-1; two are no accident; a lone å makes it honest', () => {
    const sees = (...parts: Buffer[]) => {
      const disguise = new DisguisedUtf8()
      parts.forEach((part, i) => {
        disguise.see(part, 0, i === parts.length - 1)
      })
      return disguise.isUtf8
    }
    expect(sees(Buffer.from('Åke'))).toBe(false)
    expect(sees(Buffer.from('Åke Öberg'))).toBe(true)
    expect(sees(Buffer.from([0xc3]), Buffer.from([0x85, 0xc3, 0x96]))).toBe(true)
    expect(sees(Buffer.from('Åke Öberg'), Buffer.from('å', 'latin1'))).toBe(false)
    expect(sees(Buffer.from('Åke Öberg, Malmö', 'latin1'))).toBe(false)
  })
})
