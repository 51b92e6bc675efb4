import type { Tx } from '#lib/db.ts'
import { KEY_BYTES } from '#lib/intake/case-book.ts'

/** In one statement; more of them keep a statement's memory small. */
const BATCH = 20_000

type Sent = { employerId: string; submissionId: string; keys: Uint8Array }

/** Writes a submission's cases into the history, in its own transaction. In the order of the index, which is several times quicker. */
export async function rememberCases(tx: Tx, { employerId, submissionId, keys }: Sent): Promise<void> {
  for (let from = 0; from < keys.length; from += BATCH * KEY_BYTES) {
    const batch = keys.slice(from, from + BATCH * KEY_BYTES)
    await tx.$executeRaw`
      INSERT INTO sent_case (employer_id, key, submission_id)
      SELECT DISTINCT ${employerId}::uuid, substring(${batch}::bytea FROM n * ${KEY_BYTES} + 1 FOR ${KEY_BYTES}) AS key, ${submissionId}::uuid
      FROM generate_series(0, ${batch.length / KEY_BYTES - 1}::int) n ORDER BY key`
  }
}
