import type { Report } from '#lib/checking/report.ts'
import type { PayloadWriter } from '#lib/store/payload-writer.ts'
import type { WholeFile } from './incoming-file.ts'
import type { ReceivedFile } from './received-file.ts'

type Ending = {
  payload: PayloadWriter
  check: { finish(): Report }
  /** Where the check notes its cases. */
  book: { readonly keys: Uint8Array }
}

/** Finishes the check of a whole file. A file with a stop is discarded; the caller seals or discards a clean one. */
export async function endFile({ payload, check, book }: Ending, { bytes, sha256 }: WholeFile): Promise<ReceivedFile> {
  // The disk syncs while the check ends and the caller asks for the sender's rights again; `seal` waits for it.
  payload.finish().catch(() => {})
  const report = check.finish()
  if (report.stop > 0) {
    await payload.discard()
    return { kind: 'stopped', sha256, report }
  }
  // An empty file has a stop in every service's rules; the database would refuse it too.
  return { kind: 'clean', sha256, bytes, report, payload, caseKeys: book.keys }
}
