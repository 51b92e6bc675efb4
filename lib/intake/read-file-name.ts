// The one reader of a sender's file name, for each way that it can come: address, header, form and Upload-Metadata.
import { AppError } from '#lib/errors.ts'
import { cleanFileName } from './clean-file-name.ts'

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
