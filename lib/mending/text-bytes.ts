import { hasBom } from '#lib/checking/detect.ts'

/** The file without a byte order mark of UTF-8. */
export function withoutMark(bytes: Uint8Array): { body: Uint8Array; marked: boolean } {
  return hasBom(bytes) ? { body: bytes.subarray(3), marked: true } : { body: bytes, marked: false }
}

/** Bytes that begin a character outside ASCII, if the text is UTF-8. */
export function sequencesIn(bytes: Uint8Array): number {
  let count = 0
  for (const byte of bytes) if (byte >= 0xc0) count++
  return count
}

/** Å Ä Ö å ä ö É é Ü ü in ISO-8859-1 and Windows-1252. */
const SWEDISH = new Set([0xc5, 0xc4, 0xd6, 0xe5, 0xe4, 0xf6, 0xc9, 0xe9, 0xdc, 0xfc])

/** Of text in single bytes: Swedish letters, signs where ISO-8859-1 has controls (80–9F), and all characters outside ASCII. */
export function lettersOf(bytes: Uint8Array): { swedish: number; signs: number; count: number } {
  const found = { swedish: 0, signs: 0, count: 0 }
  for (const byte of bytes) {
    if (byte < 0x80) continue
    found.count++
    if (SWEDISH.has(byte)) found.swedish++
    if (byte < 0xa0) found.signs++
  }
  return found
}
