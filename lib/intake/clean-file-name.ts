import { AppError } from '#lib/errors.ts'

const LONGEST = 120
/** The longest end that is kept as an extension when a name is cut. */
const LONGEST_EXTENSION = 12

/** Path separators, control characters, and characters that turn the reading direction. */
const DECEIVING = /[/\\\p{Cc}\p{Zl}\p{Zp}\p{Cs}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/u

/**
 * A file's name, from the name that the sender gave. Refuses (`invalid`, `file_name`) one with path separators, control
 * characters or characters that turn the reading direction. Normalises the rest: NFC, no invisible characters, no outer
 * spaces, `_` where the sender lost a character (U+FFFD), at most 120 characters with the extension kept. The name is shown and passed on, never used as a path.
 */
export function cleanFileName(name: string): string {
  if (DECEIVING.test(name)) throw new AppError('invalid', 'file_name')
  const visible = name
    .normalize('NFC')
    .replace(/\p{Cf}/gu, '')
    .replaceAll('\ufffd', '_')
  const text = visible.replace(/\s+/gu, ' ').trim()
  if (text === '' || /^\.+$/.test(text)) throw new AppError('invalid', 'file_name')
  return shorten(text)
}

function shorten(text: string): string {
  const signs = [...text]
  if (signs.length <= LONGEST) return text
  const dot = signs.lastIndexOf('.')
  const extension = dot > 0 && signs.length - dot <= LONGEST_EXTENSION ? signs.slice(dot) : []
  return [...signs.slice(0, LONGEST - extension.length), ...extension].join('')
}
