import { createHash } from 'node:crypto'
import { type ArrivalClaim, extendArrival } from '#lib/deliveries/claim-arrivals.ts'
import { deliveryStore } from '#lib/deliveries/delivery-store.ts'
import { confirmArrival, setAsideArrival } from '#lib/deliveries/end-arrival.ts'
import { receiveDelivery } from '#lib/deliveries/receive-delivery.ts'
import { AppError } from '#lib/errors.ts'
import { backoffMs, underLease } from '#lib/leases.ts'
import type { PayloadWriter } from '#lib/store/payload-writer.ts'
import { requireRoom } from '#lib/store/require-room.ts'
import { startPayload } from '#lib/store/start-payload.ts'
import { BodyBroken } from '#lib/wire/read-body.ts'
import type { Receiver } from '#lib/wire/receiver.ts'
import type { DeliveryChannel } from './channels/channel.ts'
import type { Relay } from './relay.ts'

/** What receiving files for employers needs. */
export type Receiving = {
  relay: Relay
  channel: DeliveryChannel
  terms: NonNullable<Receiver['deliveries']>
  recipient: string
  keepDays: number
}
type KnownArrival = ArrivalClaim & { employerId: string }

/**
 * One claimed arrival: fetched, compared with what was promised, kept and committed; and only then is the receiver told. Assumes
 * that the process dies between any two lines: the next claim goes on from what the row says.
 */
export async function receiveArrival(receiving: Receiving, claim: ArrivalClaim, signal: AbortSignal): Promise<void> {
  const { employerId } = claim
  if (claim.deliveryId) return confirm(receiving, claim, signal)
  // No employer here may have it, so it is not fetched and the receiver keeps it until the organisation joins.
  if (employerId === null) return setAside(receiving, claim, 'unknown-employer')
  const { db, log, receiver } = receiving.relay
  const { leaseMs } = receiver.limits
  const lease = {
    leaseMs,
    renew: () => extendArrival({ db }, claim, leaseMs),
    onFault: (error: unknown) => log.fault('lease-not-extended', error),
  }
  const fault = await underLease(lease, () => fetchAndKeep(receiving, { ...claim, employerId }, signal))
  if (fault) return setAside(receiving, claim, fault)
  await confirm(receiving, claim, signal)
}

/** Why the file is not here, as a stable word; undefined when it is. */
async function fetchAndKeep(receiving: Receiving, claim: KnownArrival, signal: AbortSignal): Promise<string | undefined> {
  const { relay, channel, terms, keepDays } = receiving
  if ((claim.bytes ?? 0) > terms.maxBytes) return 'too-large'
  const opened = await channel.open({ id: claim.receiverId, orgnr: claim.orgnr }, signal)
  if (opened.kind === 'none') return opened.code
  try {
    const promised = claim.bytes ?? opened.bytes
    if (opened.bytes !== null && opened.bytes !== promised) return 'size'
    if ((promised ?? 0) > terms.maxBytes) return 'too-large'
    const sealed = await sealBytes(receiving, claim, { chunks: opened.chunks, promised })
    if (typeof sealed === 'string') return sealed
    const kept = await receiveDelivery(relay, { claim, ...sealed, keepDays, relay: relay.name })
    if (!kept) return 'claim-lost'
    const { employerId, service } = claim
    relay.log.info('delivery.received', { deliveryId: kept.deliveryId, employerId, service, bytes: sealed.bytes })
    return undefined
  } catch (error) {
    if (error instanceof BodyBroken) return error.code
    if (!(error instanceof AppError && error.code === 'unavailable')) throw error
    relay.log.fault('delivery-not-stored', error)
    return 'storage'
  } finally {
    opened.close()
  }
}

type PromisedBytes = { chunks: AsyncIterable<Uint8Array>; promised: number | null }
type SealedBytes = { payload: PayloadWriter; bytes: number }

/** The bytes on disk, sealed for the delivery key, when they are the ones that were promised. Else why not, and nothing stays on disk. */
async function sealBytes(
  receiving: Receiving,
  { employerId, sha256 }: KnownArrival,
  coming: PromisedBytes,
): Promise<SealedBytes | string> {
  const dir = deliveryStore(receiving.relay.payloads.dir)
  await requireRoom(dir, coming.promised ?? 0)
  const payload = await startPayload({ dir, employerId, recipient: receiving.recipient })
  try {
    const read = await readInto(payload, coming, { maxBytes: receiving.terms.maxBytes, sha256 })
    if (typeof read === 'number') return { payload, bytes: read }
    await payload.discard()
    return read
  } catch (error) {
    await payload.discard()
    throw error
  }
}

/** How many bytes there were, or what is wrong with them. */
async function readInto(
  payload: PayloadWriter,
  { chunks, promised }: PromisedBytes,
  { maxBytes, sha256 }: { maxBytes: number; sha256: string },
): Promise<number | string> {
  const hash = createHash('sha256')
  let bytes = 0
  for await (const chunk of chunks) {
    bytes += chunk.length
    if (bytes > (promised ?? maxBytes)) return promised === null ? 'too-large' : 'size'
    hash.update(chunk)
    await payload.write(chunk)
  }
  if (promised !== null && bytes !== promised) return 'size'
  return hash.digest('hex') === sha256 ? bytes : 'digest'
}

async function confirm(receiving: Receiving, claim: ArrivalClaim, signal: AbortSignal): Promise<void> {
  const { relay, channel } = receiving
  const told = await channel.confirm({ id: claim.receiverId, orgnr: claim.orgnr }, signal)
  if (told.kind === 'confirmed') await confirmArrival(relay, claim)
  else await setAside(receiving, claim, `not-confirmed-${told.code}`)
}

async function setAside({ relay }: Receiving, claim: ArrivalClaim, fault: string): Promise<void> {
  const retryMs = backoffMs(claim.tries, relay.receiver.retry)
  const isNew = await setAsideArrival(relay, { claim, fault, retryMs })
  // Logged once for each reason; the row keeps it.
  if (isNew) relay.log.error('delivery-set-aside', { code: fault, arrivalId: claim.receiverId, service: claim.service })
}
