import type { Report } from '#lib/checking/report.ts'
import { AppError } from '#lib/errors.ts'
import { cleanFileName } from '#lib/intake/clean-file-name.ts'
import { FIXED } from '#lib/services/description.ts'

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })
const windows = new TextDecoder('windows-1252')

/**
 * A percent-encoded file name, from an address or a header: UTF-8, or Windows-1252 where the bytes are not valid UTF-8 (older
 * systems). Refuses (`invalid`, `file_name`) as cleanFileName does.
 */
export function readFileName(encoded: string): string {
  if (/%(?![0-9a-f]{2})/i.test(encoded)) throw new AppError('invalid', 'file_name')
  const bytes = Buffer.from(
    encoded.replace(/%([0-9a-f]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))),
    'latin1',
  )
  return cleanFileName(decode(bytes))
}

function decode(bytes: Uint8Array): string {
  try {
    return utf8.decode(bytes)
  } catch {
    return windows.decode(bytes)
  }
}

/** For a file that came without a name. */
export function nameFor({ tjanst, format }: Pick<Report, 'tjanst' | 'format'>): string {
  return `${tjanst}.${format === FIXED ? 'txt' : 'xml'}`
}
