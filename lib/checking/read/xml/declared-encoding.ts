import type { Encoding } from '#lib/services/description.ts'
import { decodeLatin1 } from './decoder.ts'

/** What the XML declaration says, of the two that our files can be in; UTF-8 when it says nothing. */
export function declaredEncoding(bytes: Uint8Array): Encoding {
  const [, declared = ''] = /^<\?xml[^>]*?encoding\s*=\s*["']([^"']+)["']/.exec(decodeLatin1(bytes.subarray(0, 400))) ?? []
  return declared.toUpperCase() === 'ISO-8859-1' ? 'ISO-8859-1' : 'UTF-8'
}
