import type { Encoding } from '#lib/services/description.ts'
import { utf8Prefix } from '../../utf8.ts'

/** `badAt`: index in the bytes given of the first one that cannot be; `text` is what came before it. */
export type DecodedText = { text: string; badAt?: number }

export function decode(bytes: Uint8Array, encoding: Encoding): DecodedText {
  return encoding === 'UTF-8' ? decodeUtf8(bytes) : { text: decodeLatin1(bytes) }
}

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })
/** Below this a decoder costs more than it saves. */
const SHORT = 256
const windows1252 = new TextDecoder('windows-1252')

function decodeUtf8(bytes: Uint8Array): DecodedText {
  try {
    return { text: utf8.decode(bytes) }
  } catch {
    const badAt = utf8Prefix(bytes)
    return { text: utf8.decode(bytes.subarray(0, badAt)), badAt }
  }
}

/** ISO-8859-1 by its own table: a browser's decoder of that name is windows-1252, which agrees outside 80–9F. */
export function decodeLatin1(bytes: Uint8Array): string {
  if (bytes.length <= SHORT) return byNumber(bytes)
  if (!hasC1(bytes)) return windows1252.decode(bytes)
  let text = ''
  for (let i = 0; i < bytes.length; i += 4096) text += byNumber(bytes.subarray(i, i + 4096))
  return text
}

/** Function.apply takes whatever has a length and numbers; spreading the bytes instead is ten times slower. */
function byNumber(bytes: Uint8Array): string {
  return String.fromCharCode.apply(null, bytes as unknown as number[])
}

function hasC1(bytes: Uint8Array): boolean {
  for (let i = 0; i < bytes.length; i++) if (((bytes[i] as number) & 0xe0) === 0x80) return true
  return false
}

/** What the XML declaration says, of the two that our files can be in; UTF-8 when it says nothing. */
export function declaredEncoding(bytes: Uint8Array): Encoding {
  const [, declared = ''] = /^<\?xml[^>]*?encoding\s*=\s*["']([^"']+)["']/.exec(decodeLatin1(bytes.subarray(0, 400))) ?? []
  return declared.toUpperCase() === 'ISO-8859-1' ? 'ISO-8859-1' : 'UTF-8'
}
