import { AppError } from '#lib/errors.ts'

const LONGEST = 120
/** The longest end that is kept as an extension when a name is cut. */
const LONGEST_EXTENSION = 12

/** Path separators, control characters, and characters that turn the reading direction. */
const DECEIVING = /[/\\\p{Cc}\p{Zl}\p{Zp}\p{Cs}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/u

/**
 * A file's name, from the name that the sender gave. Refuses (`invalid`, `file_name`) one with path separators, control
 * characters or characters that turn the reading direction. Normalises the rest: NFC, no invisible characters, no outer
 * spaces, at most 120 characters with the extension kept. The name is shown and passed on, never used as a path.
 */
export function cleanFileName(name: string): string {
  if (DECEIVING.test(name)) throw new AppError('invalid', 'file_name')
  const visible = name.normalize('NFC').replace(/\p{Cf}/gu, '')
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

/** As cleanFileName, for a percent-encoded name (header or address). */
export function decodeFileName(encoded: string | undefined): string {
  if (encoded === undefined) throw new AppError('invalid', 'file_name')
  let name: string
  try {
    name = decodeURIComponent(encoded)
  } catch (error) {
    throw new AppError('invalid', 'file_name', { cause: error })
  }
  return cleanFileName(name)
}
