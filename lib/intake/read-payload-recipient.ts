import type { Db } from '#lib/db.ts'
import { AppError } from '#lib/errors.ts'
import type { PayloadRecipient } from '#lib/store/head.ts'

/**
 * Whom a payload that begins now is sealed for: the recipient of the month, by the database's clock, which relay has published a week
 * before. In the month's first three days last month's will do. Refuses (`unavailable`, `payload_key`) when there is neither: relay has
 * been away for that long, or has never run.
 */
export async function readPayloadRecipient({ pool }: Pick<Db, 'pool'>): Promise<PayloadRecipient> {
  const { rows } = await pool.query<PayloadRecipient>('SELECT recipient, month FROM payload_key_at(now())')
  if (!rows[0]) throw new AppError('unavailable', 'payload_key')
  return rows[0]
}
