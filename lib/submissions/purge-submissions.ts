import { appendAudit, type Context, inTurn, type Tx } from '#lib/db.ts'
import { removePayload } from '#lib/store/marks.ts'
import { lockFile } from './lock-file.ts'

type KeptFile = { employerId: string; sha256: string }
type PurgeSubmissionsInput = {
  payloadDir: string
  /** The operator's days (SUBMISSION_KEEP_DAYS). */
  keepDays: number
  relay: string
}

const AT_ONCE = 100

/**
 * Removes the content of what was handed in, so many days after its end by the Swedish calendar, when every submission that needs
 * the same bytes has ended and passed its day; rows, hashes, receipts and the audit trail stay. What is unknown, held or disputed
 * has not ended. Returns how many submissions. Several relays may do it at once. As relay's role.
 */
export async function purgeSubmissions({ db }: Pick<Context, 'db'>, input: PurgeSubmissionsInput): Promise<number> {
  for (let purged = 0; ; ) {
    const { rows } = await db.pool.query<KeptFile>(DUE, [input.keepDays, AT_ONCE])
    let mine = 0
    for (const file of rows) mine += await inTurn(db, file.employerId, (tx) => purge(tx, file, input))
    purged += mine
    // A batch of which none was ours: another relay is purging it, or it is needed again.
    if (rows.length < AT_ONCE || mine === 0) return purged
  }
}

async function purge(
  tx: Tx,
  { employerId, sha256 }: KeptFile,
  { payloadDir, keepDays, relay }: PurgeSubmissionsInput,
): Promise<number> {
  // From here on nobody begins to need the same bytes.
  await lockFile(tx, { employerId, sha256 })
  const rows = await tx.$queryRaw<{ id: string; isDue: boolean }[]>`
    SELECT s.id, coalesce(s.ended_at < (((now() AT TIME ZONE 'Europe/Stockholm')::date
      - least(${keepDays}::int, coalesce(e.submission_keep_days, ${keepDays}::int)) + 1)::timestamp AT TIME ZONE 'Europe/Stockholm'), false) AS "isDue"
    FROM submission s JOIN employer e ON e.id = s.employer_id
    WHERE s.employer_id = ${employerId}::uuid AND s.sha256 = ${sha256} AND s.purged_at IS NULL FOR UPDATE OF s`
  if (rows.length === 0 || rows.some(({ isDue }) => !isDue)) return 0
  const ids = rows.map(({ id }) => id)
  await tx.$executeRaw`UPDATE submission SET purged_at = clock_timestamp() WHERE id = ANY(${ids}::uuid[])`
  for (const id of ids)
    await appendAudit(tx, { chain: employerId, actor: `relay:${relay}`, action: 'submission.purged', object: id })
  // Before the commit: a relay that dies here leaves rows that are still due, never content that nobody knows of.
  await removePayload(payloadDir, { employerId, sha256 })
  return ids.length
}

/** `lastEnd`: what ended before is due today when it is kept for `days`, by the Swedish calendar. */
const lastEnd = (days: string) =>
  `(((now() AT TIME ZONE 'Europe/Stockholm')::date - ${days} + 1)::timestamp AT TIME ZONE 'Europe/Stockholm')`

/** No other submission of the same bytes has still to end, or to pass its day. */
const ALL_DUE = (
  days: string,
) => `NOT EXISTS (SELECT FROM submission o WHERE o.employer_id = s.employer_id AND o.sha256 = s.sha256
  AND o.purged_at IS NULL AND (o.ended_at IS NULL OR o.ended_at >= ${lastEnd(days)}))`

/** Two ranges of two indexes: by the operator's days, and within each company that has fewer. Submissions of the same bytes are one. */
export const DUE = `
SELECT DISTINCT "employerId", sha256 FROM (
  (SELECT s.employer_id AS "employerId", s.sha256 FROM submission s
   WHERE s.purged_at IS NULL AND s.ended_at < ${lastEnd('$1::int')} AND ${ALL_DUE('$1::int')} ORDER BY s.ended_at LIMIT $2)
  UNION ALL
  (SELECT own.employer_id, own.sha256 FROM employer e CROSS JOIN LATERAL (
     SELECT s.employer_id, s.sha256 FROM submission s
     WHERE s.employer_id = e.id AND s.purged_at IS NULL AND s.ended_at < ${lastEnd('e.submission_keep_days')}
       AND ${ALL_DUE('e.submission_keep_days')} ORDER BY s.ended_at LIMIT $2) own
   WHERE e.submission_keep_days IS NOT NULL AND e.submission_keep_days < $1::int LIMIT $2)
) due LIMIT $2`
