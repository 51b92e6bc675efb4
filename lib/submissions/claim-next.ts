import { claimSql } from '#lib/claim-sql.ts'
import type { Context } from '#lib/db.ts'

/** A submission that this relay alone may send until the lease runs out; `fence` proves it. */
export type Claim = {
  submissionId: string
  employerId: string
  orgnr: string
  service: string
  messageId: string
  fileName: string
  bytes: number
  sha256: string
  fence: string
  attemptCount: number
  /** By the database's clock; 0 before the first attempt. */
  msSinceFirstAttempt: number
  /** As above, but from the first attempt since a person last put it in the queue: handed in, resent, mended. */
  msTrying: number
  /** Some earlier attempt ended unknown. */
  unknownBefore: boolean
  /** How many attempts ended with the relay that made them. */
  deaths: number
  /** An attempt that a relay opened and never closed: nobody knows what became of it, and that is recorded before anything else. */
  lost: { attemptId: string; number: number } | null
}

/**
 * Leases up to `limit` due submissions as a fair queue: the employer with fewest under lease comes first, ties by lot, so one
 * file never waits behind another employer's thousands. Not what a relay died with (claimAlone), unless that attempt is still
 * open: recording it sends nothing. Nothing while sending is stopped, or when the database is behind `epoch`, the one that this
 * relay has seen: it was restored meanwhile. Times are the database's.
 */
export async function claimNext(
  { db }: Pick<Context, 'db'>,
  input: { channel: string; limit: number; leaseMs: number; epoch?: bigint },
): Promise<Claim[]> {
  const { rows } = await db.pool.query({
    name: 'claim-next',
    text: CLAIM_NEXT,
    values: [input.channel, input.limit, input.leaseMs / 1000, String(input.epoch ?? 0n)],
  })
  return rows
}

/**
 * Leases one due submission that a relay died with, the one that has waited longest. It may be what ended the relay, so that
 * nothing else may be under way when it is sent.
 */
export async function claimAlone(
  { db }: Pick<Context, 'db'>,
  { channel, leaseMs, epoch = 0n }: { channel: string; leaseMs: number; epoch?: bigint },
): Promise<Claim[]> {
  const values = [channel, 1, leaseMs / 1000, String(epoch)]
  const { rows } = await db.pool.query({ name: 'claim-alone', text: CLAIM_ALONE, values })
  return rows
}

/** Whether claimAlone has something to claim. */
export async function isDueAlone({ db }: Pick<Context, 'db'>, channel: string): Promise<boolean> {
  const { rowCount } = await db.pool.query({ name: 'due-alone', text: DUE_ALONE, values: [channel] })
  return rowCount === 1
}

const IS_OPEN = '(SELECT g.stopped_at IS NULL AND g.epoch >= $4::bigint FROM send_gate g)'
const DIED = 't.deaths > 0 AND t.sending_at IS NULL'

const DUE_ALONE = `
SELECT FROM submission t WHERE t.channel = $1 AND t.next_attempt_at <= now() AND ${DIED} AND (t.lease_until IS NULL OR t.lease_until <= now())
LIMIT 1`

const CLAIM = {
  table: 'submission',
  key: ['id'],
  due: 'next_attempt_at',
  limit: '$2',
  lease: '$3',
  set: 'fence = t.fence + 1',
  columns: `c.id AS "submissionId", c.employer_id AS "employerId", e.orgnr, c.service, c.message_id AS "messageId",
  c.file_name AS "fileName", c.bytes::float8 AS bytes, c.sha256, c.fence::text AS fence, c.attempt_count AS "attemptCount",
  coalesce((SELECT greatest(0, extract(epoch FROM now() - min(a.opened_at)) * 1000) FROM attempt a WHERE a.submission_id = c.id), 0)::float8 AS "msSinceFirstAttempt",
  coalesce((SELECT greatest(0, extract(epoch FROM now() - min(a.opened_at)) * 1000) FROM attempt a
    WHERE a.submission_id = c.id AND a.opened_at >= coalesce(c.due_since, '-infinity')), 0)::float8 AS "msTrying",
  c.unknown_at IS NOT NULL AS "unknownBefore",
  c.deaths,
  (SELECT json_build_object('attemptId', a.id, 'number', a.number) FROM attempt a WHERE a.submission_id = c.id AND a.closed_at IS NULL) AS lost`,
  join: 'JOIN employer e ON e.id = c.employer_id',
} as const

const CLAIM_ALONE = claimSql({ ...CLAIM, where: `t.channel = $1 AND ${IS_OPEN} AND ${DIED}` })

const CLAIM_NEXT = claimSql({
  ...CLAIM,
  where: `t.channel = $1 AND ${IS_OPEN} AND NOT (${DIED})`,
  turns: (isDue) => `
  WITH RECURSIVE waiting (employer_id) AS (
    -- Each employer once, by skipping through the index.
    (SELECT employer_id FROM submission WHERE next_attempt_at IS NOT NULL ORDER BY employer_id LIMIT 1)
    UNION ALL
    SELECT (SELECT s.employer_id FROM submission s WHERE s.next_attempt_at IS NOT NULL AND s.employer_id > w.employer_id ORDER BY s.employer_id LIMIT 1)
    FROM waiting w WHERE w.employer_id IS NOT NULL
  )
  SELECT mine.id, mine.turn + busy.files AS turn, random() AS lot
  FROM waiting w CROSS JOIN LATERAL (
    SELECT count(*) AS files FROM submission u WHERE u.employer_id = w.employer_id AND u.lease_until > now()
  ) busy CROSS JOIN LATERAL (
    SELECT t.id, row_number() OVER (ORDER BY t.next_attempt_at, t.id) AS turn FROM submission t
    WHERE t.employer_id = w.employer_id AND ${isDue} ORDER BY t.next_attempt_at, t.id LIMIT $2
  ) mine
  ORDER BY 2, 3`,
})

/**
 * Which file may try a line that rests. `fresh`: files whose fate is certain: `none`, `any`, or `others`, for a receiver that
 * drops repeats: any while the fate of none is unknown, else only those of employers that have no such file, and only while
 * fewer than DOUBTFUL employers have. `alone`: one that a relay died with may go as well.
 */
export type TrialTerms = { fresh: 'none' | 'any' | 'others'; othersFirst: boolean; alone: boolean }
type TrialInput = TrialTerms & { channel: string; leaseMs: number; epoch: bigint; without: readonly string[] }

/** From so many employers on with a file of unknown fate it is not one employer's files that the receiver cannot take. */
const DOUBTFUL = 3

/**
 * Leases one submission that tries a line which rests: due or not, but never one that waits for its first try and may still be
 * withdrawn. First an attempt that a dead relay left, for that sends nothing; then one whose fate is unknown already, so that a
 * receiver that hangs makes no further file unknown; with `othersFirst` those of employers without such a file. None of the
 * employers `without`.
 */
export async function claimTrial(
  { db }: Pick<Context, 'db'>,
  { channel, leaseMs, epoch, fresh, othersFirst, alone, without }: TrialInput,
): Promise<Claim | null> {
  const values = [channel, 1, leaseMs / 1000, String(epoch), fresh, othersFirst, alone, without]
  const { rows } = await db.pool.query<Claim>({ name: 'claim-trial', text: CLAIM_TRIAL, values })
  return rows[0] ?? null
}

/** Whether there is a file that could try the line, also if it may not now, or is under way. */
export async function hasTrial({ db }: Pick<Context, 'db'>, channel: string, without: readonly string[]): Promise<boolean> {
  const { rowCount } = await db.pool.query({ name: 'has-trial', text: HAS_TRIAL, values: [channel, without] })
  return rowCount === 1
}

const TRIED = 't.attempt_count > 0'
const IN_DOUBT = '(t.unknown_at IS NOT NULL OR t.sending_at IS NOT NULL)'

const HAS_TRIAL = `
SELECT FROM submission t WHERE t.channel = $1 AND t.next_attempt_at IS NOT NULL AND (t.next_attempt_at <= now() OR ${TRIED})
AND t.employer_id <> ALL ($2::uuid[]) LIMIT 1`

const CLAIM_TRIAL = claimSql({
  ...CLAIM,
  early: TRIED,
  where: `t.channel = $1 AND ${IS_OPEN} AND ($7::boolean OR NOT (${DIED})) AND t.employer_id <> ALL ($8::uuid[])`,
  set: 'fence = t.fence + 1, next_attempt_at = least(t.next_attempt_at, now())',
  turns: (isDue) => `
  WITH doubtful AS (
    SELECT DISTINCT t.employer_id FROM submission t WHERE t.channel = $1 AND t.next_attempt_at IS NOT NULL AND ${IN_DOUBT}
  )
  SELECT t.id FROM submission t LEFT JOIN doubtful d ON d.employer_id = t.employer_id
  WHERE ${isDue} AND (${IN_DOUBT} OR CASE $5::text WHEN 'any' THEN true WHEN 'others' THEN d.employer_id IS NULL
    AND (SELECT count(*) FROM doubtful) < ${DOUBTFUL} ELSE false END)
  ORDER BY t.sending_at IS NOT NULL DESC, $6::boolean AND d.employer_id IS NOT NULL,
    ${IN_DOUBT} DESC, CASE WHEN $6::boolean THEN random() END, t.next_attempt_at, t.id`,
})

/** Renews the lease of a claim. False: the claim is no longer this relay's. */
export async function extendLease(
  { db }: Pick<Context, 'db'>,
  { submissionId, fence }: Pick<Claim, 'submissionId' | 'fence'>,
  leaseMs: number,
): Promise<boolean> {
  const values = [submissionId, fence, leaseMs / 1000]
  const { rowCount } = await db.pool.query({ name: 'extend-lease', text: EXTEND_LEASE, values })
  return rowCount === 1
}

const EXTEND_LEASE = `
UPDATE submission SET lease_until = clock_timestamp() + make_interval(secs => $3)
WHERE id = $1::uuid AND fence = $2::bigint AND lease_until IS NOT NULL`
