// Whether text that is not UTF-8 can be Windows-1252, as Excel in Swedish writes. MS-DOS (437, 850, 865) and Macintosh have their
// Swedish letters where Windows-1252 has quotation marks and signs: "Lön" becomes "L”n". It is never guessed which it is.

/** Bytes that Windows-1252 leaves undefined. */
const UNDEFINED = new Set([0x81, 0x8d, 0x8f, 0x90, 0x9d])
/** Å Ä Ö å ä ö and É é Ü ü in Windows-1252: what shows that it is. */
const SWEDISH = new Set([0xc5, 0xc4, 0xd6, 0xe5, 0xe4, 0xf6, 0xc9, 0xe9, 0xdc, 0xfc])
/** Letters of Windows-1252 among its signs: ƒ Š Œ Ž š œ ž Ÿ. Macintosh has å ä ö é ü there. */
const RARE_LETTERS = new Set([0x83, 0x8a, 0x8c, 0x8e, 0x9a, 0x9c, 0x9e, 0x9f])
/** What may stand inside a word: ‘ ’ – — ´ · and a soft hyphen or space. */
const INSIDE = new Set([0x91, 0x92, 0x96, 0x97, 0xa0, 0xad, 0xb4, 0xb7])
/** What may follow a letter: closing quotation marks, … † ‡ ‰ ™ ›; what may stand before one: opening quotation marks, ‹ •. */
const AFTER = new Set([0x85, 0x86, 0x87, 0x89, 0x92, 0x93, 0x94, 0x96, 0x97, 0x99, 0x9b])
const BEFORE = new Set([0x82, 0x84, 0x8b, 0x91, 0x92, 0x93, 0x94, 0x95, 0x96, 0x97])

const DOS = new Set([0x84, 0x86, 0x8e, 0x8f, 0x94, 0x99, 0x82, 0x81])
const MACINTOSH = new Set([0x80, 0x81, 0x85, 0x8a, 0x8c, 0x9a, 0x8e, 0x9f])

export type ThirdEncoding = { at: number; of: 'dos' | 'mac' | 'unknown' }

/** The first byte that shows that the text is not Windows-1252; undefined when it may be. */
export function thirdEncoding(bytes: Uint8Array): ThirdEncoding | undefined {
  const at = foreignAt(
    bytes,
    bytes.some((byte) => SWEDISH.has(byte)),
  )
  if (at < 0) return undefined
  const count = (signs: ReadonlySet<number>) => bytes.reduce((sum, byte) => sum + (byte >= 0x80 && signs.has(byte) ? 1 : 0), 0)
  const [dos, mac] = [count(DOS), count(MACINTOSH)]
  return { at, of: dos > mac ? 'dos' : mac > dos ? 'mac' : 'unknown' }
}

function foreignAt(bytes: Uint8Array, hasSwedish: boolean): number {
  for (let at = 0; at < bytes.length; at++) {
    const byte = bytes[at] as number
    if (byte < 0x80 || byte >= 0xc0) continue
    if (UNDEFINED.has(byte)) return at
    const before = isLetter(bytes[at - 1])
    const after = isLetter(bytes[at + 1])
    if (!before && !after) continue
    if (RARE_LETTERS.has(byte)) {
      // Without any Swedish letter that is one of Windows-1252's they may be another encoding's; a capital inside a word is.
      if (!hasSwedish || (byte < 0x90 && isSmall(bytes[at - 1]))) return at
      continue
    }
    if (before && after && !INSIDE.has(byte)) return at
    if (hasSwedish || byte >= 0xa0) continue
    // A quotation mark alone: its pair would show what it is.
    if ((byte === 0x84 || byte === 0x94) && !hasPair(bytes, at)) return at
    if ((before && !AFTER.has(byte)) || (after && !BEFORE.has(byte))) return at
  }
  return -1
}

/** Whether another quotation mark stands in the same line. */
function hasPair(bytes: Uint8Array, at: number): boolean {
  const isMark = (byte: number | undefined) => byte === 0x84 || byte === 0x93 || byte === 0x94
  const isEnd = (byte: number | undefined) => byte === undefined || byte === 10 || byte === 13
  for (let i = at - 1; !isEnd(bytes[i]); i--) if (isMark(bytes[i])) return true
  for (let i = at + 1; !isEnd(bytes[i]); i++) if (isMark(bytes[i])) return true
  return false
}

/** å ä ö of MS-DOS among them: two in a row are a word's, quotation marks are not. */
function isLetter(byte: number | undefined): boolean {
  if (byte === 0x84 || byte === 0x86 || byte === 0x94) return true
  return byte !== undefined && ((byte >= 65 && byte <= 90) || isSmall(byte))
}

function isSmall(byte: number | undefined): boolean {
  return byte !== undefined && byte >= 97 && byte <= 122
}
