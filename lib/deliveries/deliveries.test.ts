import { afterAll, beforeAll, expect, test } from 'vitest'
import { addCertificate, FINGERPRINT } from '#e2e/fixtures/add-certificate.ts'
import { addDelivery } from '#e2e/fixtures/delivery-files.ts'
import { ADMITTED } from '#e2e/fixtures/exchanges.ts'
import { setRecipients } from '#e2e/fixtures/recipients.ts'
import { type SubmissionsFixture, submissionsFixture } from '#e2e/fixtures/submissions.ts'
import type { Actor, ActorContext, PortalWay } from '#lib/access/actor.ts'
import { DAY_MS } from '#lib/calendar.ts'
import { type Db, forEmployer, openDb } from '#lib/db.ts'
import { AppError } from '#lib/errors.ts'
import { writeNotice } from '#lib/text/notices.ts'
import type { Delivery } from '#prisma/generated/client.ts'
import { acknowledgeDelivery } from './acknowledge-delivery.ts'
import { countDeliveries, countUnread } from './count-deliveries.ts'
import { findDelivery } from './find-delivery.ts'
import { listDeliveries } from './list-deliveries.ts'
import { listDeliveriesAcross } from './list-deliveries-across.ts'
import { listNearPurge } from './near-purge.ts'
import { completeOpening, openDelivery } from './open-delivery.ts'
import { purgeDeliveries } from './purge-deliveries.ts'
import { remindPurge } from './remind-purge.ts'

let at: SubmissionsFixture
let gateway: Db
beforeAll(async () => {
  at = await submissionsFixture()
  gateway = openDb(at.database.as('gateway'))
  await addCertificate(at.owner, { employerId: at.first.employerId })
})
afterAll(async () => {
  await gateway.close()
  await at.drop()
})

const certificate = {
  kind: 'certificate',
  fingerprint: FINGERPRINT,
  issuer: 'CN=CA',
  number: '01',
  orgnr: '165599001236',
} as const
const refusal = (code: string, detail: string) => (error: unknown) =>
  error instanceof AppError && error.code === code && error.detail === detail
const as = (actor: Actor, now = new Date()): ActorContext => ({ db: actor.kind === 'person' ? at.web : gateway, actor, now })
function fetchAs({ id, employerId }: Delivery, { actor, way }: { actor: Actor; way: PortalWay }, from = 0) {
  return openDelivery(as(actor), { which: { employerId, id }, way, from })
}
const anna = () => ({ actor: at.first.anna.actor, way: 'browser' }) as const

test('unread files come first, then the newest; pages follow each other without a gap or a repeat', async () => {
  const { employerId } = at.second
  const files: Delivery[] = []
  for (let n = 0; n < 7; n++) files.push(await addDelivery(at, { employerId, name: `fil ${n}.xml` }))
  for (const file of [files[6], files[2]]) {
    const opened = await fetchAs(file ?? expect.fail(), { actor: at.second.bo.actor, way: 'browser' })
    await completeOpening({ db: at.web, actor: at.ombud.actor, now: new Date() }, opened)
  }
  const names: string[] = []
  for (let after: string | undefined; ; ) {
    const page = await listDeliveries({ db: at.web, actor: at.ombud.actor }, { employerId, which: 'all', limit: 2, after })
    names.push(...page.deliveries.map(({ name }) => name))
    if (page.next === null) break
    after = page.next
  }
  expect(names).toEqual(['fil 5.xml', 'fil 4.xml', 'fil 3.xml', 'fil 1.xml', 'fil 0.xml', 'fil 6.xml', 'fil 2.xml'])
  const fresh = await listDeliveries({ db: at.web, actor: at.ombud.actor }, { employerId, which: 'new' })
  expect(fresh.deliveries.map(({ status }) => status)).toEqual(Array(5).fill('ny'))
  expect(await countUnread({ db: at.web, actor: at.ombud.actor }, employerId)).toBe(5)
  const counts = await forEmployer({ db: at.web, actor: at.ombud.actor }, employerId, (tx) => countDeliveries(tx, employerId))
  expect(counts).toEqual({ unread: 5, unacknowledged: 7, total: 7 })
})

test('another company sees, counts, opens and acknowledges nothing of it', async () => {
  const file = await addDelivery(at, { employerId: at.first.employerId, name: 'hemlig.xml' })
  const { employerId } = at.second
  expect(
    (await listDeliveries({ db: at.web, actor: at.ombud.actor }, { employerId, which: 'all' })).deliveries.map(
      ({ name }) => name,
    ),
  ).not.toContain('hemlig.xml')
  const { actor } = at.second.bo
  const across = async (asking: typeof actor) => {
    const wish = { companies: [at.first.employerId, employerId], after: undefined }
    const page = await listDeliveriesAcross({ ...as(asking), way: 'eleg' }, wish)
    return page.deliveries.map(({ name }) => name)
  }
  expect(await across(at.ombud.actor)).toContain('hemlig.xml')
  expect(await across(actor)).not.toContain('hemlig.xml')
  for (const which of [
    { employerId, id: file.id },
    { employerId, service: file.service, name: file.name },
  ]) {
    await expect(findDelivery({ db: at.web, actor: at.ombud.actor, now: new Date() }, which)).rejects.toSatisfy(
      refusal('not_found', 'delivery'),
    )
    await expect(openDelivery(as(actor), { which, way: 'browser', from: 0 })).rejects.toSatisfy(refusal('not_found', 'delivery'))
    await expect(acknowledgeDelivery(as(actor), { which, way: 'browser' })).rejects.toSatisfy(refusal('not_found', 'delivery'))
  }
  // A person who says the right company, and does not act for it.
  const which = { employerId: at.first.employerId, id: file.id }
  await expect(openDelivery(as(actor), { which, way: 'browser', from: 0 })).rejects.toSatisfy(refusal('not_found', 'employer'))
  await expect(acknowledgeDelivery(as(actor), { which, way: 'browser' })).rejects.toSatisfy(refusal('not_found', 'employer'))
  await expect(
    findDelivery({ db: at.web, actor: at.ombud.actor, now: new Date() }, { employerId, id: `${file.id}'` }),
  ).rejects.toSatisfy(refusal('not_found', 'delivery'))
})

test('who opened a file and when is written down before a byte is given out; it is fetched when all has gone', async () => {
  const file = await addDelivery(at, { employerId: at.first.employerId, name: 'öppnad.xml' })
  const opened = await fetchAs(file, anna())
  expect(await findDelivery({ db: at.web, actor: at.ombud.actor, now: new Date() }, file)).toMatchObject({
    status: 'ny',
    accesses: [{ kind: 'opened', way: 'browser', person: 'Anna', completedAt: null }],
  })
  // The line breaks; the rest is asked for, and then all of it once more by a machine.
  expect((await fetchAs(file, anna(), 500)).accessId).toBe(opened.accessId)
  await completeOpening({ db: at.web, actor: at.ombud.actor, now: new Date() }, opened)
  const machine = await fetchAs(file, { actor: certificate, way: 'gateway' }, 500)
  expect(machine.accessId).not.toBe(opened.accessId)
  const found = await findDelivery({ db: at.web, actor: at.ombud.actor, now: new Date() }, file)
  expect(found.status).toBe('hamtad')
  expect(found.accesses).toMatchObject([
    { kind: 'opened', way: 'gateway', person: null, certificate: certificate.fingerprint, completedAt: null },
    { kind: 'opened', person: 'Anna', completedAt: expect.any(Date) },
  ])
  const audit = await at.owner.prisma.audit.findMany({ where: { object: file.id }, orderBy: { seq: 'asc' } })
  expect(audit.map(({ action, actor }) => [action, actor.split(':')[0]])).toEqual([
    ['delivery.received', 'relay'],
    ['delivery.opened', 'person'],
    ['delivery.opened', 'certificate'],
  ])
})

test('a file is acknowledged after it has been fetched, once and for good, whoever says so again', async () => {
  const file = await addDelivery(at, { employerId: at.first.employerId, name: 'kvitterad.xml' })
  const which = { employerId: file.employerId, service: file.service, name: file.name }
  const acknowledge = ({ actor, way }: { actor: Actor; way: PortalWay }, now?: Date) =>
    acknowledgeDelivery(as(actor, now), { which, way })
  await expect(acknowledge(anna())).rejects.toSatisfy(refusal('conflict', 'not_fetched'))
  await completeOpening({ db: at.web, actor: at.ombud.actor, now: new Date() }, await fetchAs(file, anna()))
  const [first, second] = await Promise.all([acknowledge(anna()), acknowledge({ actor: certificate, way: 'gateway' })])
  expect(first.acknowledgedAt).toEqual(second.acknowledgedAt)
  const later = await acknowledge(anna(), new Date(Date.now() + 60_000))
  expect(later.acknowledgedAt).toEqual(first.acknowledgedAt)
  const { accesses, status } = await findDelivery({ db: at.web, actor: at.ombud.actor, now: new Date() }, file)
  expect(status).toBe('kvitterad')
  expect(accesses.filter(({ kind }) => kind === 'acknowledged')).toHaveLength(1)
  expect(await at.owner.prisma.audit.count({ where: { object: file.id, action: 'delivery.acknowledged' } })).toBe(1)
})

test('files that nobody has acknowledged are spoken of before they go, and a purged one says so', async () => {
  const { employerId } = at.first
  const near = await addDelivery(at, { employerId, name: 'snart.xml', keepDays: 15 })
  const far = await addDelivery(at, { employerId, name: 'sen.xml', keepDays: 16 })
  const names = async () =>
    (await listNearPurge({ db: at.web, actor: at.ombud.actor, now: new Date() }, employerId)).map(({ name }) => name)
  const nearDays = async (file: Delivery, now = new Date()) =>
    (await findDelivery({ db: at.web, actor: at.ombud.actor, now }, file)).nearDays
  expect(await names()).toContain('snart.xml')
  expect(await names()).not.toContain('sen.xml')
  expect(await listNearPurge({ db: at.web, actor: at.ombud.actor, now: near.purgeOn }, employerId)).toContainEqual(
    expect.objectContaining({ name: 'snart.xml', days: 0 }),
  )
  expect([await nearDays(near), await nearDays(near, near.purgeOn), await nearDays(far)]).toEqual([15, 0, null])
  expect((await listNearPurge({ db: at.web, actor: at.ombud.actor, now: new Date() }, at.second.employerId)).length).toBe(0)
  await purgeDeliveries({ db: at.relay, now: near.purgeOn }, { payloadDir: at.dir, relay: 'test' })
  expect(await names()).not.toContain('snart.xml')
  await expect(fetchAs(near, anna())).rejects.toSatisfy(refusal('not_found', 'purged'))
  expect((await findDelivery({ db: at.web, actor: at.ombud.actor, now: new Date() }, near)).status).toBe('gallrad')
  expect(await nearDays(near)).toBeNull()
  const here = await listDeliveries({ db: at.web, actor: at.ombud.actor }, { employerId, which: 'here' })
  expect(here.deliveries.map(({ id }) => id)).not.toContain(near.id)
  expect(here.deliveries.map(({ id }) => id)).toContain(far.id)
  const all = await listDeliveries({ db: at.web, actor: at.ombud.actor }, { employerId, which: 'all' })
  expect(all.deliveries.map(({ id }) => id)).toContain(near.id)
})

test('a cursor that no page gave out is refused', async () => {
  const { employerId } = at.first
  await expect(listDeliveries({ db: at.web, actor: at.ombud.actor }, { employerId, which: 'all', after: 'x' })).rejects.toSatisfy(
    refusal('invalid', 'cursor'),
  )
})

test('a company is told by mail before files that nobody has acknowledged go: once early, once late, per day and address', async () => {
  const { prisma } = at.owner
  const { id: employerId } = await prisma.employer.create({ data: { orgnr: '165599002226', name: 'Påminda AB', ...ADMITTED } })
  await setRecipients(at.owner, employerId, ['lon@example.test'])
  for (const name of ['ett.xml', 'två.xml']) await addDelivery(at, { employerId, name, keepDays: 20 })
  const [{ purgeOn } = expect.fail()] = await prisma.delivery.findMany({ where: { employerId } })
  const daysBefore = (days: number) => new Date(purgeOn.getTime() - days * DAY_MS + 12 * 3_600_000)
  const mails = () => prisma.notice.findMany({ where: { employerId }, orderBy: { dueAt: 'asc' } })
  await remindPurge({ db: at.relay, now: daysBefore(16) })
  expect(await mails()).toEqual([])
  await remindPurge({ db: at.relay, now: daysBefore(15) })
  await remindPurge({ db: at.relay, now: daysBefore(14) })
  const day = purgeOn.toISOString().slice(0, 10)
  expect(await mails()).toMatchObject([{ kind: 'deliveries-purge', recipient: 'lon@example.test', params: { count: 2, day } }])
  const letter = writeNotice(
    { kind: 'deliveries-purge', employer: 'Påminda AB', language: 'sv', params: { count: 2, day } },
    'https://kvittens.example',
  )
  expect(letter?.subject).toBe(`2 filer från Försäkringskassan till Påminda AB tas bort ${day}`)
  expect(letter?.text).toContain('https://kvittens.example/inkorg')
  await remindPurge({ db: at.relay, now: daysBefore(2) })
  expect(await mails()).toHaveLength(2)
  // Who has no address is told on the page alone, and nobody else of it.
  expect(await prisma.notice.count({ where: { employerId: { not: employerId } } })).toBe(0)
})
