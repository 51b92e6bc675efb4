import type { Encoding } from '#lib/services/description.ts'
import { joinBytes, sequenceLength, unfinishedTail, utf8Prefix } from '../../utf8.ts'

/** `rest`: what follows `text`, from the first byte on that is no UTF-8. */
type DecodedText = { text: string; rest?: string }

/**
 * Decodes a file block by block; a character cut by the end of a block waits for the next one. In UTF-8 a byte that cannot be
 * UTF-8 becomes a low surrogate by itself, U+DC00 and the byte.
 */
export class BlockDecoder {
  private readonly encoding: Encoding
  private tail: Uint8Array = new Uint8Array(0)

  constructor(encoding: Encoding) {
    this.encoding = encoding
  }

  /** Whether bytes of a character wait for the next block. */
  get isWaiting(): boolean {
    return this.tail.length > 0
  }

  /** `bytes`: those decoded now, with what waited from the block before. */
  decode(block: Uint8Array, final: boolean): DecodedText & { bytes: Uint8Array } {
    const all = this.isWaiting ? joinBytes(this.tail, block) : block
    const held = this.encoding === 'UTF-8' && !final ? unfinishedTail(all) : 0
    const bytes = all.subarray(0, all.length - held)
    this.tail = all.slice(all.length - held)
    return { bytes, ...(this.encoding === 'UTF-8' ? decodeUtf8(bytes) : { text: decodeLatin1(bytes) }) }
  }
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
    return { text: utf8.decode(bytes.subarray(0, badAt)), rest: decodeLeniently(bytes.subarray(badAt)) }
  }
}

/** By the table of utf8Prefix, as UTF-16 units. */
function decodeLeniently(bytes: Uint8Array): string {
  const units: number[] = []
  let text = ''
  for (let at = 0; at < bytes.length; ) {
    const length = sequenceLength(bytes, at)
    const lead = bytes[at] as number
    if (length < 1) units.push(0xdc00 + lead)
    else if (length === 1) units.push(lead)
    else {
      let point = lead & (0xff >> (length + 1))
      for (let i = 1; i < length; i++) point = (point << 6) | ((bytes[at + i] as number) & 0x3f)
      if (point < 0x10000) units.push(point)
      else units.push(0xd800 + ((point - 0x10000) >> 10), 0xdc00 + ((point - 0x10000) & 0x3ff))
    }
    at += Math.max(1, length)
    if (units.length > 4096) {
      text += String.fromCharCode(...units)
      units.length = 0
    }
  }
  return text + String.fromCharCode(...units)
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
