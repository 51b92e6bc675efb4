import type { Db } from '#lib/db.ts'
import { LIMITS } from '#lib/limits.ts'

/**
 * Housekeeping: gives up calls that have waited for LIMITS.webhookDays behind others of a webhook that fails, removes calls
 * LIMITS.webhookLogDays after their end, and then webhooks that were removed; drops secrets that count no more. Returns how many
 * calls were removed.
 */
export async function purgeCalls({ db }: { db: Pick<Db, 'pool'> }): Promise<number> {
  await db.pool.query(GIVE_UP, [LIMITS.webhookDays])
  const { rowCount } = await db.pool.query(PURGE, [LIMITS.webhookLogDays])
  await db.pool.query(FORGET_SECRETS)
  await db.pool.query(FORGET_WEBHOOKS)
  return rowCount ?? 0
}

const GIVE_UP = `
UPDATE webhook_call SET next_attempt_at = NULL, given_up_at = clock_timestamp(), last_code = coalesce(last_code, 'not-tried')
WHERE next_attempt_at IS NOT NULL AND due_since < now() - make_interval(days => $1) AND (lease_until IS NULL OR lease_until <= now())`

const PURGE = `
DELETE FROM webhook_call WHERE coalesce(taken_at, given_up_at) < now() - make_interval(days => $1)`

const FORGET_SECRETS = `
UPDATE webhook SET previous_secret = NULL, previous_until = NULL WHERE previous_until <= now()`

const FORGET_WEBHOOKS = `
DELETE FROM webhook w WHERE removed_at IS NOT NULL AND NOT EXISTS (SELECT FROM webhook_call c WHERE c.webhook_id = w.id)`
