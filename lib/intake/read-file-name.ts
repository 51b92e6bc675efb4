// The one reader of a sender's file name, for each way that it can come: address, header, form and Upload-Metadata.
import { stockholmDay } from '#lib/calendar.ts'
import { maskFileName } from '#lib/checking/mask-file-name.ts'
import { AppError } from '#lib/errors.ts'

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })
const windows = new TextDecoder('windows-1252')

/**
 * A file name from its bytes, or from a percent-encoded text (address, header, `filename*`). Refuses (`invalid`, `file_name`)
 * a broken escape, and what cleanFileName refuses.
 */
export function readFileName(name: Uint8Array | string): string {
  return cleanFileName(decodeName(typeof name === 'string' ? bytesOf(name) : name))
}

/** UTF-8, or Windows-1252 where the bytes are not valid UTF-8 (older systems). */
export function decodeName(bytes: Uint8Array): string {
  try {
    return utf8.decode(bytes)
  } catch {
    return windows.decode(bytes)
  }
}

/** `encoded` is ASCII, or bytes as Latin-1, which is how Node gives a header. */
function bytesOf(encoded: string): Uint8Array {
  if (/%(?![0-9a-f]{2})/i.test(encoded)) throw new AppError('invalid', 'file_name')
  const text = encoded.replace(/%([0-9a-f]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
  return Buffer.from(text, 'latin1')
}

const LONGEST = 120
/** The longest end that is kept as an extension when a name is cut. */
const LONGEST_EXTENSION = 12

/** Path separators, control characters, and characters that turn the reading direction. */
const DECEIVING = /[/\\\p{Cc}\p{Zl}\p{Zp}\p{Cs}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/u

/**
 * A file's name, from the name that the sender gave. Refuses (`invalid`, `file_name`) one with path separators, control
 * characters or characters that turn the reading direction. Normalises the rest: NFC, no invisible characters, no outer
 * spaces, `_` where the sender lost a character (U+FFFD), at most 120 characters with the extension kept, and the last four digits of personnummer hidden
 * (maskFileName). The name is shown and passed on, never used as a path.
 */
export function cleanFileName(name: string): string {
  if (DECEIVING.test(name)) throw new AppError('invalid', 'file_name')
  const visible = name
    .normalize('NFC')
    .replace(/\p{Cf}/gu, '')
    .replaceAll('\ufffd', '_')
  const text = visible.replace(/\s+/gu, ' ').trim()
  if (text === '' || /^\.+$/.test(text)) throw new AppError('invalid', 'file_name')
  return shorten(maskFileName(text, stockholmDay(new Date())))
}

function shorten(text: string): string {
  const signs = [...text]
  if (signs.length <= LONGEST) return text
  const dot = signs.lastIndexOf('.')
  const extension = dot > 0 && signs.length - dot <= LONGEST_EXTENSION ? signs.slice(dot) : []
  return [...signs.slice(0, LONGEST - extension.length), ...extension].join('')
}
