import { hasBom } from '#lib/checking/detect.ts'
import { hexOf } from '#lib/checking/redact.ts'
import { utf8Prefix } from '#lib/checking/utf8.ts'
import { TableFault } from '../table.ts'
import { thirdEncoding } from './third-encoding.ts'

export type CsvText = { bom: boolean; encoding: 'UTF-8' | 'Windows-1252'; decode(from: number, to: number): string }

const utf8 = new TextDecoder('utf-8', { ignoreBOM: true })
const windows1252 = new TextDecoder('windows-1252')

/** The encoding: UTF-8 when all bytes are, else Windows-1252, as Excel in Swedish writes. Refuses control characters, UTF-16 and third encodings. */
export function csvText(bytes: Uint8Array): CsvText {
  const bom = hasBom(bytes)
  if ((bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff))
    throw new TableFault('F03', { case: 'utf16' })
  const valid = utf8Prefix(bytes)
  if (bom && valid < bytes.length)
    throw new TableFault('F03', { case: 'notUtf8Table', byte: hexOf(bytes[valid]) }, placeOf(bytes, valid, 'UTF-8'))
  const encoding = valid === bytes.length ? 'UTF-8' : 'Windows-1252'
  const control = bytes.findIndex((byte) => byte < 32 && byte !== 9 && byte !== 10 && byte !== 13)
  if (control >= 0) {
    const sign = bytes[control] as number
    throw new TableFault('F03', { case: sign === 0 ? 'nul' : 'control', sign: hexOf(sign) }, placeOf(bytes, control, encoding))
  }
  const third = encoding === 'UTF-8' ? undefined : thirdEncoding(bytes)
  if (third)
    throw new TableFault(
      'F03',
      { case: 'thirdEncoding', of: third.of, byte: hexOf(bytes[third.at]) },
      placeOf(bytes, third.at, encoding),
    )
  const decoder = encoding === 'UTF-8' ? utf8 : windows1252
  return { bom, encoding, decode: (from, to) => decoder.decode(bytes.subarray(from, to)) }
}

/** Line and column (code points) of a byte. */
export function placeOf(
  bytes: Uint8Array,
  byte: number,
  encoding: CsvText['encoding'],
  from = { line: 1, byte: hasBom(bytes) ? 3 : 0 },
): { line: number; column: number; byte: number } {
  let { line } = from
  let start = from.byte
  for (let i = from.byte; i < byte; i++) {
    const isEnd = bytes[i] === 10 || (bytes[i] === 13 && bytes[i + 1] !== 10)
    if (!isEnd) continue
    line++
    start = i + 1
  }
  let column = 1
  for (let i = start; i < byte; i++) if (encoding !== 'UTF-8' || ((bytes[i] as number) & 0xc0) !== 0x80) column++
  return { line, column, byte }
}
