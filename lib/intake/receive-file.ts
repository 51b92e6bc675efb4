// Here: a file on its way in: body and form, name, hash, check, what was sent before. Not here: the row it becomes
// (lib/submissions) and the bytes on disk (lib/store). Called by lib/submissions and lib/door.
// The one loop for every way in: read, hash, check, encrypt, write, sync, each byte once.
import type { Report } from '#lib/checking/report.ts'
import { startPayload } from '#lib/store/start-payload.ts'
import { endFile } from './end-file.ts'
import { type DeclaredFile, IncomingFile, type WholeFile } from './incoming-file.ts'
import type { ReceivedFile } from './received-file.ts'

/** Bytes on their way. */
export type Stream = {
  body: AsyncIterable<Uint8Array>
  /** A check that has just been started for this file. */
  check: { push(chunk: Uint8Array): void; finish(): Report }
  maxBytes: number
  declared: DeclaredFile
}

export type Incoming = Stream & {
  /** Where the check notes its cases. */
  book: { readonly keys: Uint8Array }
  store: { dir: string; recipient: string }
  employerId: string
}

/**
 * Takes a file in. The result is either whole and checked (its payload has no name yet: seal it, which waits for the disk,
 * or discard it), or stopped, with only its report left. Refuses (AppError) what is too large or differs from what was
 * declared. Nothing stays when it throws (R8).
 */
export async function receiveFile(incoming: Incoming): Promise<ReceivedFile> {
  const { check, book, store, employerId } = incoming
  const payload = await startPayload({ ...store, employerId })
  try {
    const whole = await readThrough(incoming, (chunk) => payload.write(chunk))
    return await endFile({ payload, check, book }, whole)
  } catch (error) {
    await payload.discard()
    throw error
  }
}

/**
 * The loop itself: hashes, checks and hands on (`keep`) each piece once. Does not finish the check. Refuses (AppError) what
 * is too large (`too_large`) or differs from what was declared (`invalid`: `length`, `digest`).
 */
export async function readThrough(stream: Stream, keep: (chunk: Uint8Array) => Promise<void>): Promise<WholeFile> {
  const file = new IncomingFile(stream)
  for await (const chunk of stream.body) {
    file.note(chunk)
    await keep(chunk)
  }
  return file.whole(stream.declared)
}
