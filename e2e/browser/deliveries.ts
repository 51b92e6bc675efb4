// Files from FK, from the agency by relay to the portal: for tests about the inbox.
import { randomBytes } from 'node:crypto'
import type { Db } from '#lib/db.ts'
import type { AgencyControl } from '../rehearsal/agency/control-client.ts'
import { expect } from './test.ts'

type Ground = { agency: AgencyControl; owner: Db }
type DeliverFileInput = { orgnr: string; name: string; content?: Buffer }
export type DeliveredFile = { id: string; receiverId: string; content: Buffer }

/** What FK has for the company, and the portal too before this resolves. */
export async function deliverFile(
  { agency, owner }: Ground,
  { orgnr, name, content = randomBytes(1000) }: DeliverFileInput,
): Promise<DeliveredFile> {
  const receiverId = await agency.deliver({ orgnr, tjanst: 'sjukanmalan', filnamn: name, base64: content.toString('base64') })
  const find = () => owner.prisma.delivery.findFirst({ where: { receiverId }, select: { id: true } })
  await expect.poll(find, { timeout: 30_000 }).not.toBeNull()
  return { id: (await find())?.id ?? '', receiverId, content }
}

export const DELIVERY_STATES = ['unread', 'fetched', 'acknowledged', 'near', 'purged'] as const
export type DeliveryState = (typeof DELIVERY_STATES)[number]

/** A file in each state that a page has words for. */
export async function deliverStates(
  ground: Ground,
  who: { orgnr: string; personId: string; employerId: string },
): Promise<Record<DeliveryState, string>> {
  const { prisma } = ground.owner
  const ids: Partial<Record<DeliveryState, string>> = {}
  for (const state of DELIVERY_STATES) ids[state] = (await deliverFile(ground, { orgnr: who.orgnr, name: `${state}.xml` })).id
  const { unread = '', fetched = '', acknowledged = '', near = '', purged = '' } = ids
  const at = new Date()
  const { employerId, personId } = who
  for (const deliveryId of [fetched, acknowledged]) {
    const opened = { deliveryId, employerId, kind: 'opened', at }
    await prisma.deliveryAccess.create({ data: { ...opened, way: 'browser', personId, completedAt: at } })
    await prisma.deliveryAccess.create({ data: { ...opened, way: 'gateway', certificate: 'ab'.repeat(32) } })
  }
  const said = { kind: 'acknowledged', way: 'browser', personId, at }
  await prisma.deliveryAccess.create({ data: { deliveryId: acknowledged, employerId, ...said } })
  await prisma.delivery.updateMany({ where: { id: { in: [fetched, acknowledged] } }, data: { fetchedAt: at } })
  await prisma.delivery.update({ where: { id: acknowledged }, data: { acknowledgedAt: at } })
  await prisma.delivery.update({ where: { id: purged }, data: { purgedAt: at } })
  // Its day would take 45 days to come near.
  await prisma.$transaction([
    prisma.$executeRaw`ALTER TABLE delivery DISABLE TRIGGER delivery_keeps`,
    prisma.$executeRaw`UPDATE delivery SET purge_on = current_date + 2 WHERE id = ${near}::uuid`,
    prisma.$executeRaw`ALTER TABLE delivery ENABLE TRIGGER delivery_keeps`,
  ])
  return { unread, fetched, acknowledged, near, purged }
}
