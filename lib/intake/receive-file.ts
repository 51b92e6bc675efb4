// The one loop for every way in: read, hash, check, encrypt, write, sync. The bytes are seen once.
import { createHash } from 'node:crypto'
import type { Report } from '#lib/checking/report.ts'
import { AppError } from '#lib/errors.ts'
import { startPayload } from '#lib/payloads/start-payload.ts'
import type { ReceivedFile } from './received-file.ts'

/** Bytes on their way. */
export type Stream = {
  body: AsyncIterable<Uint8Array>
  /** A check that has just been started for this file. */
  check: { push(chunk: Uint8Array): void; finish(): Report }
  maxBytes: number
  /** What the sender said of it: length and digest must agree with what comes. */
  declared: { bytes?: number | undefined; sha256?: string | undefined }
}

export type Incoming = Stream & {
  /** Where the check notes its cases. */
  book: { readonly keys: Uint8Array }
  store: { dir: string; recipient: string }
  employerId: string
}

/**
 * Takes a file in. What comes back is either whole, checked and on its way to the disk (nameless still: seal it, which
 * waits for the disk, or discard it), or stopped, with only its report left. Refuses (AppError) what is too large or not
 * what was declared. Whatever is thrown, nothing stays (R8).
 */
export async function receiveFile(incoming: Incoming): Promise<ReceivedFile> {
  const { check, book, store, employerId } = incoming
  const payload = await startPayload({ ...store, employerId })
  try {
    const { bytes, sha256 } = await readThrough(incoming, (chunk) => payload.write(chunk))
    // The disk syncs while the check ends and the caller asks once more who sends; whoever seals it waits for that.
    payload.finish().catch(() => {})
    const report = check.finish()
    if (report.stop > 0) {
      await payload.discard()
      return { kind: 'stopped', sha256, report }
    }
    // An empty file has a stop in every service's rules; the database would refuse it too.
    return { kind: 'clean', sha256, bytes, report, payload, caseKeys: book.keys }
  } catch (error) {
    await payload.discard()
    throw error
  }
}

/**
 * The loop itself: hashes, checks and hands on (`keep`) each piece once. The check is left unfinished. Refuses (AppError)
 * what is too large (`too_large`) or not what was declared (`invalid`: `length`, `digest`).
 */
export async function readThrough(
  { body, check, maxBytes, declared }: Stream,
  keep: (chunk: Uint8Array) => Promise<void>,
): Promise<{ bytes: number; sha256: string }> {
  const hash = createHash('sha256')
  let bytes = 0
  for await (const chunk of body) {
    bytes += chunk.length
    if (bytes > maxBytes) throw new AppError('too_large')
    hash.update(chunk)
    check.push(chunk)
    await keep(chunk)
  }
  if (declared.bytes !== undefined && declared.bytes !== bytes) throw new AppError('invalid', 'length')
  const sha256 = hash.digest('hex')
  if (declared.sha256 !== undefined && declared.sha256 !== sha256) throw new AppError('invalid', 'digest')
  return { bytes, sha256 }
}
