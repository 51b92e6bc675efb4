import { join } from 'node:path'
import type { PoolClient } from 'pg'

/**
 * The folder of delivered files: a store of its own inside the payload store, since a file from FK and one to FK with the same
 * bytes are encrypted for different keys.
 */
export const deliveryStore = (payloadDir: string): string => join(payloadDir, 'deliveries')

type DeliveredFile = { employerId: string; sha256: string }

/** Locks a delivered file until the transaction ends, so that keep, purge and sweep decide about it one after the other. */
export async function lockDeliveryFile(client: PoolClient, { employerId, sha256 }: DeliveredFile): Promise<void> {
  await client.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [`delivery-file:${employerId}:${sha256}`])
}
