// Deliveries: files from FK to an employer, and arrivals, the jobs that fetch them. Here: record what a receiver lists
// (note-arrivals), claim and end an arrival, store the file, list, find, open and acknowledge it, remind of its purge and purge it.
// Not here: the wire to the receiver (lib/relay, lib/wire), giving the bytes out over HTTP (lib/door), encryption (lib/store).
// Relay calls what receives, reminds and purges; web and gateway call what lists, opens and acknowledges.
import { randomUUID } from 'node:crypto'
import type { PoolClient } from 'pg'
import { type Context, inTransaction } from '#lib/db.ts'
import type { PayloadWriter } from '#lib/store/payload-writer.ts'
import type { ArrivalClaim } from './claim-arrivals.ts'
import { freeName, safeName } from './delivery-name.ts'
import { lockDeliveryFile } from './delivery-store.ts'

type ReceiveDeliveryInput = {
  claim: ArrivalClaim & { employerId: string }
  /** Complete, with the digest that the receiver listed. */
  payload: PayloadWriter
  bytes: number
  keepDays: number
  relay: string
}
export type ReceivedDelivery = { deliveryId: string }

/**
 * Stores a file from FK: when this resolves, bytes and row survive a power cut, and only then may it be confirmed to the receiver.
 * Null: the claim is no longer ours, or the receiver has since listed another organisation or digest; the next claim fetches it anew.
 * In every case but success the bytes are discarded.
 */
export async function receiveDelivery(
  { db }: Pick<Context, 'db'>,
  input: ReceiveDeliveryInput,
): Promise<ReceivedDelivery | null> {
  const { payload } = input
  try {
    await payload.finish()
    const kept = await inTransaction(db, (client) => write(client, input))
    await payload.confirm()
    return kept
  } finally {
    // Does nothing to a sealed file.
    await payload.discard()
  }
}

async function write(
  client: PoolClient,
  { claim, payload, bytes, keepDays, relay }: ReceiveDeliveryInput,
): Promise<ReceivedDelivery | null> {
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
  // Before the commit, so that no row is without its file; a file whose commit failed is swept later.
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
