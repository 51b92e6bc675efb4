/** Text as the font can draw it; `isWhole`: nothing is left out or replaced. */
export type Printable = { text: string; isWhole: boolean }
export type HasGlyph = (codePoint: number) => boolean

/** Stands for a sign that the font has no glyph for, such as Arabic, Hebrew and Chinese ones: never an empty box. */
const REPLACEMENT = '?'

/** Control signs and marks of direction are left out: they have no looks. What the font lacks is replaced. */
export function printable(given: string, hasGlyph: HasGlyph): Printable {
  const bare = given.normalize('NFC').replaceAll(/[\p{Cc}\p{Cf}]/gu, ' ')
  let isWhole = true
  const text = [...bare].map((sign) => {
    if (hasGlyph(sign.codePointAt(0) ?? 0)) return sign
    isWhole = false
    return REPLACEMENT
  })
  return { text: text.join('').trim(), isWhole }
}
