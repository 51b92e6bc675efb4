import type { Db } from '#lib/db.ts'
import { backoffSql } from '#lib/leases.ts'

/** `code` is a stable word: why there is no answer to go by. */
export type Asked =
  | { kind: 'answered'; raw: Uint8Array; thisUpdate: Date; nextUpdate: Date | undefined }
  | { kind: 'failed'; code: string }

/** Keeps an issuer's word, or why there is none: then the last one stays as long as it counts. Sets when to ask again. */
export async function recordRevocation({ db }: { db: Pick<Db, 'pool'> }, key: string, asked: Asked): Promise<void> {
  if (asked.kind === 'failed') {
    await db.pool.query({ name: 'revocation-failed', text: FAILED, values: [key, asked.code] })
    return
  }
  const { raw, thisUpdate, nextUpdate } = asked
  await db.pool.query({ name: 'revocation-answered', text: ANSWERED, values: [key, raw, thisUpdate, nextUpdate ?? null] })
}

/** Again when half of its time is over, at least each hour and at most each minute. */
const ANSWERED = `
UPDATE revocation_answer SET raw = $2, this_update = $3, next_update = $4, fetched_at = clock_timestamp(), failures = 0, last_error = NULL,
  next_try_at = now() + greatest(interval '1 minute', least(interval '1 hour', coalesce(($4::timestamptz - now()) / 2, interval '1 hour')))
WHERE key = $1`
const FAILED = `
UPDATE revocation_answer SET failures = failures + 1, last_error = $2,
  next_try_at = now() + ${backoffSql({ failures: 'failures', firstS: '15', maxS: '600' })}
WHERE key = $1`
