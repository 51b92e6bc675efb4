import type { Encoding } from '#lib/services/description.ts'
import { utf8Prefix } from '../../utf8.ts'

/** `badAt`: index of the first byte that is not UTF-8; `text` ends before it. */
export type DecodedText = { text: string; badAt?: number }

export function decode(bytes: Uint8Array, encoding: Encoding): DecodedText {
  return encoding === 'UTF-8' ? decodeUtf8(bytes) : { text: decodeLatin1(bytes) }
}

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })
/** Bytes: for shorter texts TextDecoder is slower. */
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

/** True ISO-8859-1. TextDecoder maps that name to windows-1252, which differs in 80–9F. */
export function decodeLatin1(bytes: Uint8Array): string {
  if (bytes.length <= SHORT) return byNumber(bytes)
  if (!hasC1(bytes)) return windows1252.decode(bytes)
  let text = ''
  for (let i = 0; i < bytes.length; i += 4096) text += byNumber(bytes.subarray(i, i + 4096))
  return text
}

/** `apply` accepts typed arrays, which its type does not say; spreading the bytes is ten times slower. */
function byNumber(bytes: Uint8Array): string {
  return String.fromCharCode.apply(null, bytes as unknown as number[])
}

function hasC1(bytes: Uint8Array): boolean {
  for (let i = 0; i < bytes.length; i++) if (((bytes[i] as number) & 0xe0) === 0x80) return true
  return false
}

/** The encoding in the XML declaration: ISO-8859-1, or else UTF-8. */
export function declaredEncoding(bytes: Uint8Array): Encoding {
  const [, declared = ''] = /^<\?xml[^>]*?encoding\s*=\s*["']([^"']+)["']/.exec(decodeLatin1(bytes.subarray(0, 400))) ?? []
  return declared.toUpperCase() === 'ISO-8859-1' ? 'ISO-8859-1' : 'UTF-8'
}
