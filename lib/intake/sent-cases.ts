import { setImmediate as others } from 'node:timers/promises'
import type pg from 'pg'
import { LONGEST_TRANSACTION_MS, type Speaking, sqlForEmployer, type Tx } from '#lib/db.ts'
import type { Submission } from '#prisma/generated/client.ts'
import { KEY_BYTES } from './case-keys.ts'
import { type SentFile, SentKeys } from './sent-keys.ts'

/** How many sent cases a file is compared with, the latest first: 50 MB of memory at the very most. */
export const MOST_SENT = 2_000_000
/** How far back, in months: a year's cases, and the month in which they are reported. */
export const MONTHS = 13
/** Rows written before a read may be committed after it: how much further back the next read looks. */
const SLACK_MS = 60_000
/** Bytes added between two checks whether other work waits. */
const PIECE = 16_384 * KEY_BYTES

/** Whose cases, and for which e-service. */
export type SentCasesQuery = { employerId: string; service: string }
/** `most`: of the latest, MOST_SENT if not said. */
type ReadSentCasesInput = SentCasesQuery & { most?: number }
type Row = SentFile & { keys: Uint8Array }

/**
 * What the employer has sent: of submissions that count (what was withdrawn, refused or disapproved is not there), those
 * of the latest 13 months, and of these the latest two million cases.
 */
export async function readSentCases(
  { db, actor }: Speaking,
  { employerId, service, most = MOST_SENT }: ReadSentCasesInput,
): Promise<SentKeys> {
  const { at, cases, rows } = await sqlForEmployer({ db, actor }, employerId, async (client) => {
    // Lengths are known without reading the keys.
    const { rows: sums } = await client.query<{ at: Date; cases: number }>(
      `SELECT clock_timestamp() AS at, coalesce(sum(length(keys) / ${KEY_BYTES}), 0)::float8 AS cases FROM sent_cases
       WHERE employer_id = $1 AND service = $2 AND written_at > now() - interval '${MONTHS} months'`,
      [employerId, service],
    )
    const [sum = { at: new Date(), cases: 0 }] = sums
    return { ...sum, rows: sum.cases === 0 ? [] : await readRows(client, { employerId, service, most }) }
  })
  const read = rows.reduce((sum, { keys }) => sum + keys.length / KEY_BYTES, 0)
  const sent = new SentKeys({ readAt: at, beyond: Math.max(0, cases - read) })
  await addSent(sent, rows)
  return sent
}

/** Adds what has been handed in since; true when there was something. In a transaction that speaks for the employer. */
export async function readNewSent(tx: Tx, { employerId, service }: SentCasesQuery, sent: SentKeys): Promise<boolean> {
  // What was left out is older than all that was not.
  const oldest = sent.beyond > 0 ? (sent.files[0]?.writtenAt.getTime() ?? 0) : 0
  const since = new Date(Math.max(oldest, sent.readAt.getTime() - LONGEST_TRANSACTION_MS - SLACK_MS))
  const known = sent.files.filter(({ writtenAt }) => writtenAt > since).map(({ id }) => id)
  const rows = await tx.$queryRaw<Row[]>`
    SELECT s.id, s.reference, s.submitted_at AS "submittedAt", s.sha256, c.written_at AS "writtenAt", c.keys
    FROM sent_cases c JOIN submission s ON s.id = c.submission_id
    WHERE c.employer_id = ${employerId}::uuid AND c.service = ${service} AND c.written_at > ${since}
      AND c.submission_id <> ALL(${known}::uuid[])
    ORDER BY c.written_at, c.submission_id`
  await addSent(sent, rows)
  return rows.length > 0
}

async function readRows(client: pg.PoolClient, { employerId, service, most }: Required<ReadSentCasesInput>): Promise<Row[]> {
  const { rows } = await client.query<Row>(
    `SELECT s.id, s.reference, s.submitted_at AS "submittedAt", s.sha256, c.written_at AS "writtenAt", c.keys
     FROM (SELECT submission_id, written_at, keys,
         sum(length(keys) / ${KEY_BYTES}) OVER (ORDER BY written_at DESC, submission_id DESC) AS so_far
       FROM sent_cases WHERE employer_id = $1 AND service = $2 AND written_at > now() - interval '${MONTHS} months') c
     JOIN submission s ON s.id = c.submission_id
     WHERE c.so_far <= $3
     ORDER BY c.written_at, c.submission_id`,
    [employerId, service, most],
  )
  return rows
}

/** In the order in which they were sent. */
async function addSent(sent: SentKeys, rows: readonly Row[]): Promise<void> {
  let begun = performance.now()
  for (const { keys, ...file } of rows) {
    sent.begin(file)
    for (let at = 0; at < keys.length; at += PIECE) {
      sent.add(keys.subarray(at, at + PIECE))
      if (performance.now() - begun < 2) continue
      await others()
      begun = performance.now()
    }
  }
}

type RememberCasesInput = { submission: Pick<Submission, 'id' | 'employerId' | 'service'>; keys: Uint8Array }

/** Writes a submission's cases (CaseBook's keys, at least one) into the history, in the submission's own transaction. */
export async function rememberCases(
  tx: Tx,
  { submission: { id, employerId, service }, keys }: RememberCasesInput,
): Promise<void> {
  await tx.$executeRaw`
    INSERT INTO sent_cases (submission_id, employer_id, service, keys) VALUES (${id}::uuid, ${employerId}::uuid, ${service}, ${keys})`
}
