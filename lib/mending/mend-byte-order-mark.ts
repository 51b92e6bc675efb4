import { utf8Prefix } from '#lib/checking/utf8.ts'
import type { Mender } from './mend-kinds.ts'
import { lettersOf, withoutMark } from './text-bytes.ts'

/** The mark of UTF-8 before text that is in ISO-8859-1. Where the text is UTF-8, mendEncoding says so and takes the mark with it. */
export const mendByteOrderMark: Mender = ({ bytes, kind, options }) => {
  const { body, marked } = withoutMark(bytes)
  if (!marked) return undefined
  const isUtf8 = utf8Prefix(body) === body.length
  if (kind === 'fixed') {
    const isAscii = isUtf8 && lettersOf(body).count === 0
    return isUtf8 && !isAscii ? undefined : mended(body)
  }
  const declared = /^<\?xml[^>]*?encoding\s*=\s*["']([^"']+)["']/.exec(String.fromCharCode(...body.subarray(0, 400)))?.[1]
  const isSingle = declared?.toUpperCase() === 'ISO-8859-1' && options.service.xml.encodings.includes('ISO-8859-1')
  return isSingle && !isUtf8 ? mended(body) : undefined
}

function mended(body: Uint8Array): ReturnType<Mender> {
  const { swedish, signs, count } = lettersOf(body)
  return { bytes: body.slice(), sure: count === 0 || (swedish > 0 && signs === 0) ? 'certain' : 'perhaps', count: 1, params: {} }
}
