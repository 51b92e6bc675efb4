// What tests about files from FK look at: the rows as the owner sees them, and the content as only web and gateway can read it.
import { createHash, randomBytes, randomUUID } from 'node:crypto'
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { claimArrivals } from '#lib/deliveries/claim-arrivals.ts'
import { confirmArrival } from '#lib/deliveries/confirm-arrival.ts'
import { deliveryStore } from '#lib/deliveries/delivery-store.ts'
import { noteArrivals } from '#lib/deliveries/note-arrivals.ts'
import { receiveDelivery } from '#lib/deliveries/receive-delivery.ts'
import { INCOMING } from '#lib/payloads/format.ts'
import { openPayload } from '#lib/payloads/open-payload.ts'
import { startPayload } from '#lib/payloads/start-payload.ts'
import { prepareStore } from '#lib/payloads/store.ts'
import type { Delivery } from '#prisma/generated/client.ts'
import type { SubmissionsFixture } from './submissions-fixture.ts'

type At = Pick<SubmissionsFixture, 'owner' | 'dir' | 'deliveryIdentity'>

export const sha256Of = (content: Buffer): string => createHash('sha256').update(content).digest('hex')

/** The whole content, opened with the delivery key. */
export async function contentOf(at: At, { employerId, sha256 }: Pick<Delivery, 'employerId' | 'sha256'>): Promise<Buffer> {
  const chunks: Uint8Array[] = []
  const wanted = { dir: deliveryStore(at.dir), employerId, sha256, identity: at.deliveryIdentity }
  for await (const chunk of openPayload(wanted)) chunks.push(chunk)
  return Buffer.concat(chunks)
}

/** Every employer's deliveries in the order they came. */
export const allDeliveries = (at: At): Promise<Delivery[]> =>
  at.owner.prisma.delivery.findMany({ orderBy: [{ receivedAt: 'asc' }, { id: 'asc' }] })

/** Files that came half, or that nobody has confirmed. */
export function unfinished(at: At): string[] {
  try {
    return readdirSync(join(deliveryStore(at.dir), INCOMING))
  } catch {
    return []
  }
}

type Given = { employerId: string; content?: Buffer; name?: string; service?: string; keepDays?: number }

/** A file from FK as relay's own verbs leave it, without a receiver. */
export async function giveDelivery(
  at: SubmissionsFixture,
  { employerId, content = randomBytes(1000), name = 'svar.xml', service = 'sjukanmalan', keepDays = 60 }: Given,
): Promise<Delivery> {
  const dir = deliveryStore(at.dir)
  await prepareStore(dir)
  const { orgnr } = await at.owner.prisma.employer.findUniqueOrThrow({ where: { id: employerId } })
  const listed = { id: randomUUID(), orgnr, service, name, bytes: content.length, sha256: sha256Of(content) }
  await noteArrivals(at.relay, { channel: 'https', listed: [listed], partial: true })
  const [claim] = await claimArrivals(at.relay, { channel: 'https', limit: 1, leaseMs: 10_000 })
  if (claim?.receiverId !== listed.id) throw new Error('another arrival was in the way')
  const payload = await startPayload({ dir, employerId, recipient: at.deliveryRecipient })
  await payload.write(content)
  const came = { claim: { ...claim, employerId }, payload, bytes: content.length, keepDays, relay: 'test' }
  const kept = await receiveDelivery(at.relay, came)
  await confirmArrival(at.relay, claim)
  return at.owner.prisma.delivery.findUniqueOrThrow({ where: { id: kept?.deliveryId ?? '' } })
}
