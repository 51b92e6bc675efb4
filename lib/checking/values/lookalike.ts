/** Hyphens, dashes and minus signs that are not the hyphen of a keyboard; the soft hyphen is one that is shown at line ends alone. */
const HYPHENS = /[\u00ad\u2010-\u2015\u2212\u2e3a\u2e3b\ufe58\ufe63\uff0d]/g
/** Spaces that are not the space of a keyboard. */
const SPACES = /[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]/g
/** Signs without width. */
const NOTHINGS = /[\u200b-\u200f\u2060\ufeff]/g
const PLAIN = /^[\n -~]*$/

/** The first sign that looks like a hyphen or a space, or like nothing, as `U+2013`. For values that hold no text, such as dates. */
export function lookalikeIn(text: string): string | undefined {
  if (PLAIN.test(text)) return undefined
  const sign = [...text].find((each) => withoutLookalikes(each) !== each)
  return sign && `U+${sign.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}`
}

/** With the signs of a keyboard instead. */
export function withoutLookalikes(text: string): string {
  return PLAIN.test(text) ? text : text.replace(HYPHENS, '-').replace(SPACES, ' ').replace(NOTHINGS, '')
}
