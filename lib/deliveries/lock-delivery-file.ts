import type { PoolClient } from 'pg'

type File = { employerId: string; sha256: string }

/** Until this transaction ends nobody else decides about this employer's delivered file with these bytes: keep, purge and sweep come one after the other. */
export async function lockDeliveryFile(client: PoolClient, { employerId, sha256 }: File): Promise<void> {
  await client.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [`delivery-file:${employerId}:${sha256}`])
}
