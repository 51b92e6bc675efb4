import type { Tx } from '#lib/db.ts'
import { KEY_BYTES } from '#lib/intake/case-book.ts'

const BATCH = 20_000

type Asked = { employerId: string; service: string; sha256: string; keys: Uint8Array }
/** `at`: the case's number among those asked about, from 0. */
export type SentBefore = { at: number; reference: string; submittedAt: Date }

/**
 * Which of these cases the employer has sent before in another file, each with the latest submission that holds it. A file
 * of the same bytes is the same file (F11's business), and what was withdrawn, refused or disapproved is not in the history.
 */
export async function findSentCases(tx: Tx, { employerId, service, sha256, keys }: Asked): Promise<SentBefore[]> {
  const found: SentBefore[] = []
  for (let from = 0; from < keys.length; from += BATCH * KEY_BYTES) {
    const batch = keys.slice(from, from + BATCH * KEY_BYTES)
    // Key by key through the index, in its order: a plain join now and then reads the whole history instead (OFFSET 0 holds
    // the planner to it). Ids of submissions grow with time.
    const rows = await tx.$queryRaw<SentBefore[]>`
      SELECT asked.n AS "at", hit.reference, hit.submitted_at AS "submittedAt"
      FROM (SELECT n, substring(${batch}::bytea FROM n * ${KEY_BYTES} + 1 FOR ${KEY_BYTES}) AS key
        FROM generate_series(0, ${batch.length / KEY_BYTES - 1}::int) n ORDER BY key) asked
      CROSS JOIN LATERAL (
        SELECT s.reference, s.submitted_at
        FROM (SELECT submission_id FROM sent_case WHERE employer_id = ${employerId}::uuid AND key = asked.key OFFSET 0) c
        JOIN submission s ON s.id = c.submission_id
        WHERE s.employer_id = ${employerId}::uuid AND s.service = ${service} AND s.sha256 <> ${sha256}
        ORDER BY c.submission_id DESC LIMIT 1) hit
      ORDER BY asked.n`
    for (const row of rows) found.push({ ...row, at: row.at + from / KEY_BYTES })
  }
  return found
}
