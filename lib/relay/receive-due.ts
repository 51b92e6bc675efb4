import { claimArrivals } from '#lib/deliveries/claim-arrivals.ts'
import { deliveryStore } from '#lib/deliveries/delivery-store.ts'
import { noteArrivals, takeListingTurn } from '#lib/deliveries/note-arrivals.ts'
import { isOpen } from '#lib/opening-hours.ts'
import { isStoreThere, prepareInnerStore } from '#lib/store/store.ts'
import { readGate } from '#lib/submissions/send-gate.ts'
import { moveEpoch } from './keep-epoch.ts'
import { type Receiving, receiveArrival } from './receive-arrival.ts'
import type { Relay } from './relay.ts'

/**
 * Asks what the receiver has for employers when it is this relay's turn, and takes what is due, a few at a time; returns how
 * many were tried. Not while the receiver is closed, our certificate will not do, the store is away, or sending is stopped.
 */
export async function receiveDue(relay: Relay, signal: AbortSignal): Promise<number> {
  const receiving = await receivingOf(relay, new Date())
  if (!receiving) return 0
  const { db, receiver, log } = relay
  const { channel, limits } = receiver
  const { everyMs, atOnce } = receiving.terms
  if (await takeListingTurn({ db }, { channel, everyMs })) await list(receiving, signal)
  const claims = await claimArrivals({ db }, { channel, limit: atOnce, leaseMs: limits.leaseMs })
  if (claims.length === 0 || !(await moveEpoch(relay))) return 0
  const take = (claim: (typeof claims)[number]) =>
    // The lease runs out, and the next claim goes on from what the row says.
    receiveArrival(receiving, claim, signal).catch(
      (error) => void log.fault('receive-failed', error, { arrivalId: claim.receiverId }),
    )
  await Promise.all(claims.map(take))
  return claims.length
}

async function receivingOf(relay: Relay, now: Date): Promise<Receiving | undefined> {
  const { receiver, channel, deliveries, payloads } = relay
  if (!deliveries || !channel.deliveries || !receiver.deliveries) return undefined
  if (!isOpen(receiver.openingHours, now) || channel.obstacle(now) || !(await isStoreThere(payloads.dir))) return undefined
  // To confirm a file takes it away at the receiver, on the word of a database that may be put back once more.
  if ((await readGate(relay.db, payloads.dir)).kind === 'stopped') return undefined
  if (!(await isStoreThere(deliveryStore(payloads.dir)))) await prepareInnerStore(deliveryStore(payloads.dir))
  return { relay, channel: channel.deliveries, terms: receiver.deliveries, ...deliveries }
}

async function list({ relay, channel }: Receiving, signal: AbortSignal): Promise<void> {
  const { db, log, receiver, line } = relay
  const { listed, unreadable, partial, codes, isAnswered } = await channel.list(signal)
  line.recordQuestion(isAnswered ? null : (codes[0] ?? null), performance.now())
  for (const code of codes) log.warn('deliveries-not-listed', { code })
  if (unreadable > 0) log.error('deliveries-unreadable', { count: unreadable })
  const { fresh, gone, reused } = await noteArrivals({ db }, { channel: receiver.channel, listed, partial })
  if (fresh > 0) log.info('deliveries-listed', { count: fresh })
  if (gone > 0) log.warn('deliveries-gone', { count: gone })
  for (const arrivalId of reused) log.error('delivery-id-reused', { arrivalId })
}
