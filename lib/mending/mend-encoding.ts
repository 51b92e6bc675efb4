import type { Params } from '#lib/checking/findings.ts'
import { utf8Prefix } from '#lib/checking/utf8.ts'
import { thirdEncoding } from '#lib/tables/csv/third-encoding.ts'
import type { Mender } from './mend-kinds.ts'
import { latin1Bytes } from './replace-bytes.ts'
import { lettersOf, sequencesIn, withoutMark } from './text-bytes.ts'

type Encoded = ReturnType<Mender>

/** Files in UTF-16, UTF-8 and Windows-1252 that should have been, or say that they are, something else. MS-DOS and Macintosh are never guessed. */
export const mendEncoding: Mender = ({ bytes, kind, options }) => {
  const wide = utf16Text(bytes)
  if (kind === 'fixed') return fixed(bytes, wide, options.service.fixed?.length ?? 0)
  return wide === undefined ? xml(bytes, options.service.xml.encodings) : fromUtf16(wide)
}

/** The text of a file that begins with the mark of UTF-16; undefined for any other, and where it is damaged. */
export function utf16Text(bytes: Uint8Array): string | undefined {
  const [a, b] = bytes
  const isLittle = a === 0xff && b === 0xfe
  if (!isLittle && !(a === 0xfe && b === 0xff)) return undefined
  try {
    return new TextDecoder(isLittle ? 'utf-16le' : 'utf-16be', { fatal: true }).decode(bytes)
  } catch {
    return undefined
  }
}

function fixed(bytes: Uint8Array, wide: string | undefined, length: number): Encoded {
  const to = 'ISO-8859-1'
  if (wide !== undefined) return whole(latin1Bytes(wide), { sure: 'certain', from: 'UTF-16', to })
  const { body, marked } = withoutMark(bytes)
  const sequences = sequencesIn(body)
  if (sequences === 0 || utf8Prefix(body) < body.length) return undefined
  const text = new TextDecoder().decode(body)
  const lines = text.split(/\r*\n|\r/).map((line) => ({ signs: line.length, bytes: new TextEncoder().encode(line).length }))
  const wider = lines.filter(({ signs, bytes: size }) => size > signs)
  // Positions were counted in bytes: in ISO-8859-1 what follows the letter would move.
  if (wider.some(({ bytes: size }) => size === length)) return undefined
  const fits = marked || sequences >= 2 || wider.some(({ signs }) => signs === length)
  return whole(latin1Bytes(text), { sure: fits ? 'certain' : 'perhaps', from: 'UTF-8', to, count: sequences })
}

type Change = { sure: 'certain' | 'perhaps'; from: string; to: string; count?: number; of?: 'name' }

function whole(bytes: Uint8Array | undefined, { sure, count = 1, from, to, of }: Change): Encoded {
  const params: Params = { from, to, of: of ?? (to === 'UTF-8' ? 'utf' : '') }
  return bytes && { bytes, sure, count, params }
}

const DECLARED = /^(<\?xml[ \t\r\n][^>]*?[ \t\r\n]encoding[ \t\r\n]*=[ \t\r\n]*["'])([A-Za-z0-9._-]+)(?=["'])/
const UTF8_NAMES = ['UTF-8', 'UTF8']
/** Names that are not the description's, of encodings of which the Swedish letters are those of Windows-1252. */
const SINGLE: Readonly<Record<string, string>> = {
  'WINDOWS-1252': 'windows-1252',
  CP1252: 'windows-1252',
  LATIN1: 'windows-1252',
  'LATIN-1': 'windows-1252',
  'ISO8859-1': 'windows-1252',
  'ISO_8859-1': 'windows-1252',
  'ISO-8859-15': 'iso-8859-15',
}

function fromUtf16(text: string): Encoded {
  return whole(new TextEncoder().encode(inUtf8(text)), { sure: 'certain', from: 'UTF-16', to: 'UTF-8' })
}

function xml(bytes: Uint8Array, allowed: readonly string[]): Encoded {
  const { body, marked } = withoutMark(bytes)
  const head = String.fromCharCode(...body.subarray(0, 400))
  const declared = (DECLARED.exec(head)?.[2] ?? 'UTF-8').toUpperCase()
  const isUtf8 = utf8Prefix(body) === body.length
  if (isUtf8) return declared === 'UTF-8' ? undefined : renamed(body, { declared, marked, isAllowed: allowed.includes(declared) })
  if (declared === 'UTF-8') return hasMixed(body) ? undefined : transcoded(body, { label: 'windows-1252', from: 'ISO-8859-1' })
  const label = allowed.includes(declared) ? undefined : SINGLE[declared]
  return label === undefined ? undefined : transcoded(body, { label, from: declared })
}

/** The bytes are UTF-8: the name of the encoding is what is wrong. */
function renamed(body: Uint8Array, { declared, marked, isAllowed }: { declared: string; marked: boolean; isAllowed: boolean }) {
  const sequences = sequencesIn(body)
  if (isAllowed && sequences === 0 && !marked) return undefined
  const isSure = marked || sequences !== 1 || UTF8_NAMES.includes(declared)
  const text = new TextDecoder().decode(body)
  return whole(new TextEncoder().encode(inUtf8(text)), {
    sure: isSure ? 'certain' : 'perhaps',
    from: declared,
    to: 'UTF-8',
    of: 'name',
  })
}

/** Every byte is a character: they become UTF-8. Without a Swedish letter, or with signs that ISO-8859-1 has not, a person must say. */
function transcoded(body: Uint8Array, { label, from }: { label: string; from: string }): Encoded {
  if (thirdEncoding(body) !== undefined) return undefined
  const { swedish, signs, count } = lettersOf(body)
  const isSaid = label === from.toLowerCase()
  const text = inUtf8(new TextDecoder(label).decode(body))
  return whole(new TextEncoder().encode(text), {
    sure: swedish > 0 && (signs === 0 || isSaid) ? 'certain' : 'perhaps',
    from,
    to: 'UTF-8',
    count,
  })
}

/** Whether some characters are UTF-8 in a file of which others are not. */
function hasMixed(body: Uint8Array): boolean {
  for (let at = 0; at < body.length; at++) {
    const byte = body[at] as number
    if (byte >= 0xc2 && byte < 0xf5 && utf8Prefix(body.subarray(at, at + (byte < 0xe0 ? 2 : byte < 0xf0 ? 3 : 4))) > 1)
      return true
  }
  return false
}

function inUtf8(text: string): string {
  return text.replace(DECLARED, '$1UTF-8')
}

/** The mark of UTF-8 before text that is in ISO-8859-1. Where the text is UTF-8, mendEncoding says so and takes the mark with it. */
export const mendByteOrderMark: Mender = ({ bytes, kind, options }) => {
  const { body, marked } = withoutMark(bytes)
  if (!marked) return undefined
  const isUtf8 = utf8Prefix(body) === body.length
  if (kind === 'fixed') {
    const isAscii = isUtf8 && lettersOf(body).count === 0
    return isUtf8 && !isAscii ? undefined : unmarked(body)
  }
  const declared = /^<\?xml[^>]*?encoding\s*=\s*["']([^"']+)["']/.exec(String.fromCharCode(...body.subarray(0, 400)))?.[1]
  const isSingle = declared?.toUpperCase() === 'ISO-8859-1' && options.service.xml.encodings.includes('ISO-8859-1')
  return isSingle && !isUtf8 ? unmarked(body) : undefined
}

function unmarked(body: Uint8Array): ReturnType<Mender> {
  const { swedish, signs, count } = lettersOf(body)
  return { bytes: body.slice(), sure: count === 0 || (swedish > 0 && signs === 0) ? 'certain' : 'perhaps', count: 1, params: {} }
}
