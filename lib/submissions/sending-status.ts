import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { Db } from '#lib/db.ts'
import { readGate, type SendGate } from './send-gate.ts'
import type { HoldReason } from './state.ts'

export type SendingStatus = {
  gate: SendGate
  queued: { count: number; oldest: Date | null }
  /** What waits for a person, by reason. */
  waiting: { reason: HoldReason | 'disputed' | 'contradicted'; count: number }[]
  /** While sending is stopped: payloads that no row needs. */
  forgotten: number | null
}

/** How sending stands, over all employers: as relay's role. */
export async function readSendingStatus(db: Pick<Db, 'pool'>, dir: string): Promise<SendingStatus> {
  const gate = await readGate(db, dir)
  const queued = await db.pool.query<SendingStatus['queued']>(
    'SELECT count(*)::int AS count, min(coalesce(due_since, submitted_at)) AS oldest FROM submission WHERE next_attempt_at IS NOT NULL',
  )
  const waiting = await db.pool.query<SendingStatus['waiting'][number]>(
    `SELECT CASE WHEN disputed_at IS NOT NULL THEN 'disputed' WHEN contradicted_at IS NOT NULL THEN 'contradicted' ELSE held_reason END
       AS reason, count(*)::int AS count FROM submission
     WHERE ((held_at IS NOT NULL OR disputed_at IS NOT NULL) AND withdrawn_at IS NULL AND replaced_by IS NULL)
       OR (contradicted_at IS NOT NULL AND dealt_with_at IS NULL) GROUP BY 1 ORDER BY 1`,
  )
  return {
    gate,
    queued: queued.rows[0] ?? { count: 0, oldest: null },
    waiting: waiting.rows,
    forgotten: gate.kind === 'stopped' ? await countForgotten(db, dir) : null,
  }
}

const EMPLOYERS_FOLDER = /^[0-9a-f]{8}-[0-9a-f-]{27}$/

async function countForgotten({ pool }: Pick<Db, 'pool'>, dir: string): Promise<number> {
  let forgotten = 0
  for (const employerId of await namesIn(dir)) {
    if (!EMPLOYERS_FOLDER.test(employerId)) continue
    const hashes = await namesIn(join(dir, employerId))
    const { rows } = await pool.query<{ count: number }>(
      `SELECT count(*)::int AS count FROM unnest($2::text[]) AS hash
       WHERE NOT EXISTS (SELECT FROM submission WHERE employer_id = $1::uuid AND sha256 = hash AND purged_at IS NULL)`,
      [employerId, hashes],
    )
    forgotten += rows[0]?.count ?? 0
  }
  return forgotten
}

/** None while the store is away. */
const namesIn = (folder: string): Promise<string[]> => readdir(folder).catch(() => [])
