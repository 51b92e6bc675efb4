import { randomUUID } from 'node:crypto'
import type { PoolClient } from 'pg'
import { type Context, inTransaction } from '#lib/db.ts'
import type { PayloadWriter } from '#lib/store/payload-writer.ts'
import type { ArrivalClaim } from './claim-arrivals.ts'
import { freeName } from './free-name.ts'
import { lockDeliveryFile } from './lock-delivery-file.ts'
import { safeName } from './safe-name.ts'

type Came = {
  claim: ArrivalClaim & { employerId: string }
  /** Whole, and its digest agrees with what was promised. */
  payload: PayloadWriter
  bytes: number
  keepDays: number
  relay: string
}
export type Kept = { deliveryId: string }

/**
 * Takes responsibility for a file from FK: when this resolves, bytes and row survive a power cut, and only then may the receiver
 * be told. Null: the claim is no longer ours, or the receiver has since said that the file is another's or another one; it is
 * taken anew then. Whatever else happens, the file is discarded.
 */
export async function receiveDelivery({ db }: Pick<Context, 'db'>, came: Came): Promise<Kept | null> {
  const { payload } = came
  try {
    await payload.finish()
    const kept = await inTransaction(db, (client) => write(client, came))
    await payload.confirm()
    return kept
  } finally {
    // Does nothing to what was sealed.
    await payload.discard()
  }
}

async function write(client: PoolClient, { claim, payload, bytes, keepDays, relay }: Came): Promise<Kept | null> {
  const { channel, receiverId, orgnr, employerId, service, sha256, fence } = claim
  await lockDeliveryFile(client, { employerId, sha256 })
  const { rowCount } = await client.query(
    `SELECT 1 FROM arrival WHERE channel = $1 AND receiver_id = $2 AND fence = $3::bigint
       AND orgnr = $4 AND sha256 = $5 AND delivery_id IS NULL FOR UPDATE`,
    [channel, receiverId, fence, orgnr, sha256],
  )
  if (rowCount === 0) return null
  const givenName = safeName(claim.name)
  const name = await freeName(client, { employerId, service, givenName })
  const deliveryId = randomUUID()
  const row = [deliveryId, employerId, service, name, givenName, channel, receiverId, bytes, sha256, keepDays]
  await client.query(KEEP, row)
  await client.query(
    `UPDATE arrival SET delivery_id = $3::uuid, fault = NULL, tries = 0 WHERE channel = $1 AND receiver_id = $2`,
    [channel, receiverId, deliveryId],
  )
  // Named before the commit, so that no row is without its file; a file whose commit failed is swept later.
  await payload.seal(sha256)
  const detail = { service, sha256, bytes, receiverId }
  await client.query('SELECT append_audit($1::uuid, $2, $3, $4, $5::jsonb)', [
    employerId,
    `relay:${relay}`,
    'delivery.received',
    deliveryId,
    JSON.stringify(detail),
  ])
  return { deliveryId }
}

const KEEP = `
INSERT INTO delivery (id, employer_id, service, name, given_name, channel, receiver_id, bytes, sha256, received_at, purge_on)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, clock_timestamp(),
  (clock_timestamp() AT TIME ZONE 'Europe/Stockholm')::date + $10::int)`
