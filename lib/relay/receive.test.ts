// Files from FK: listed, fetched, kept, and only then confirmed; against the rehearsal agency over mutual TLS.

import { randomBytes } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { allDeliveries, contentOf, sha256Of, unfinished } from '#e2e/fixtures/delivery-files.ts'
import { ADMITTED } from '#e2e/fixtures/exchanges.ts'
import { type RelayFixture, relayFixture } from '#e2e/fixtures/relay.ts'
import type { Behaviour } from '#e2e/rehearsal/agency/behaviour.ts'
import { DAY_MS } from '#lib/calendar.ts'
import { toEdgeOrgnr } from '#lib/identifiers.ts'
import { openPayload } from '#lib/store/open-payload.ts'
import { keepHouse } from './housekeeping.ts'
import { receiveDue } from './receive-due.ts'
import type { Relay } from './relay.ts'

let at: RelayFixture
beforeAll(async () => {
  at = await relayFixture()
})
afterAll(() => at.drop())
beforeEach(async () => {
  await at.agency.reset()
  await at.given.owner.pool.query('TRUNCATE arrival, delivery_turn, delivery_access, delivery CASCADE')
})

const never = new AbortController().signal
const limits = { connectMs: 2_000, headersMs: 400, bodyMs: 400, totalMs: 10_000, leaseMs: 20_000, stopMs: 2_000 }
const eager = (name = 'relay-1', more = {}): Relay =>
  at.relay(name, { deliveries: { everyMs: 1 }, retry: { firstMs: 1, maxMs: 1 }, limits, ...more })
/** Until a round finds nothing more to do. */
async function receive(relay: Relay, rounds = 10): Promise<void> {
  for (let round = 0; round < rounds; round++) {
    await new Promise((resolve) => setTimeout(resolve, 5)) // its turn again, and what failed is due again
    if ((await receiveDue(relay, never)) === 0) return
  }
}
type Wish = { id?: string; content?: Buffer; name?: string; orgnr?: string; sha256?: string; bytes?: number }
function deliver({ content = randomBytes(1000), name = 'svar.xml', orgnr = at.given.first.orgnr, ...lies }: Wish = {}) {
  return at.agency.deliver({
    orgnr: toEdgeOrgnr(orgnr),
    tjanst: 'sjukanmalan',
    filnamn: name,
    base64: content.toString('base64'),
    ...lies,
  })
}
const rule = (one: Behaviour['rules'][number] | Pick<Behaviour['rules'][number], 'mode' | 'calls'>) =>
  at.agency.behave({ rules: [one] })
const arrival = (receiverId: string) =>
  at.given.owner.prisma.arrival.findUniqueOrThrow({ where: { channel_receiverId: { channel: 'https', receiverId } } })

test('a file from FK is kept for its employer, sealed for the portal and not for relay, and FK is told', async () => {
  const content = randomBytes(300_000)
  const id = await deliver({ content, name: 'svar på å.xml' })
  await deliver({ orgnr: at.given.second.orgnr, name: 'annat.xml' })
  await receive(eager())
  const [own, other, ...more] = await allDeliveries(at.given)
  expect(more).toEqual([])
  expect([own?.employerId, other?.employerId].sort()).toEqual([at.given.first.employerId, at.given.second.employerId].sort())
  const kept = (await allDeliveries(at.given)).find(({ receiverId }) => receiverId === id) ?? expect.fail('not kept')
  expect(kept).toMatchObject({
    employerId: at.given.first.employerId,
    name: 'svar på å.xml',
    sha256: sha256Of(content),
    fetchedAt: null,
  })
  expect(kept.purgeOn.getTime() - kept.receivedAt.getTime()).toBeGreaterThan(58 * DAY_MS)
  expect((await contentOf(at.given, kept)).equals(content)).toBe(true)
  await expect(contentOf({ ...at.given, deliveryIdentity: at.given.identity }, kept)).rejects.toThrow('its key cannot be opened')
  expect((await at.agency.deliveries()).map(({ acknowledged, fetches }) => [acknowledged, fetches])).toEqual([
    [true, 1],
    [true, 1],
  ])
  expect(await arrival(id)).toMatchObject({ deliveryId: kept.id, confirmedAt: expect.any(Date), nextTryAt: null, fault: null })
  const audit = await at.given.owner.prisma.audit.findFirst({
    where: { chain: kept.employerId, action: 'delivery.received', object: kept.id },
  })
  expect(audit?.actor).toBe('relay:relay-1')
  expect(unfinished(at.given)).toEqual([])
})

test('an empty file and one that ends on a segment’s edge are files too', async () => {
  const contents = [Buffer.alloc(0), randomBytes(65_536), randomBytes(131_072)]
  for (const [n, content] of contents.entries()) await deliver({ content, name: `${n}.bin` })
  await receive(eager())
  for (const kept of await allDeliveries(at.given))
    expect((await contentOf(at.given, kept)).equals(contents[Number(kept.name[0])] ?? randomBytes(1))).toBe(true)
  expect(await allDeliveries(at.given)).toHaveLength(3)
})

test('two files with the same name can both be reached, and so can a third that is called as the second became', async () => {
  const contents = [randomBytes(10), randomBytes(10), randomBytes(10)]
  for (const [n, content] of contents.entries()) await deliver({ content, name: n === 2 ? 'svar-2.xml' : 'svar.xml' })
  const relay = eager('relay-1', { deliveries: { everyMs: 1, atOnce: 1 } })
  await receive(relay)
  const kept = await allDeliveries(at.given)
  expect(new Set(kept.map(({ name }) => name)).size).toBe(3)
  for (const one of kept) expect(contents.some((content) => sha256Of(content) === one.sha256)).toBe(true)
  await deliver({ orgnr: at.given.second.orgnr, name: 'svar.xml' })
  await receive(relay)
  expect((await allDeliveries(at.given)).at(-1)).toMatchObject({ name: 'svar.xml', employerId: at.given.second.employerId })
})

test('names that mean something to shells, addresses or Windows are made harmless', async () => {
  const names = {
    '../../etc/passwd': '___.._etc_passwd',
    '-rf': '_rf',
    'con.txt': '_con.txt',
    'a<b>|c?.xml': 'a_b__c_.xml',
    '\u202efdp.exe': '_fdp.exe',
    '   ': 'fil',
  }
  for (const name of Object.keys(names)) await deliver({ name })
  await receive(eager())
  const kept = await allDeliveries(at.given)
  expect(kept.map(({ name }) => name).sort()).toEqual(Object.values(names).sort())
})

test('a file for an organisation that we do not know is neither fetched nor confirmed, and comes when it joins', async () => {
  const id = await deliver({ orgnr: '165599003331' })
  await receive(eager(), 2)
  expect(await allDeliveries(at.given)).toEqual([])
  expect(await arrival(id)).toMatchObject({ fault: 'unknown-employer', deliveryId: null })
  expect(await at.agency.deliveries()).toMatchObject([{ acknowledged: false, fetches: 0 }])
  const { id: employerId } = await at.given.owner.prisma.employer.create({
    data: { orgnr: '165599003331', name: 'Nya AB', ...ADMITTED },
  })
  await receive(eager())
  expect(await allDeliveries(at.given)).toMatchObject([{ employerId }])
  expect(await at.agency.deliveries()).toMatchObject([{ acknowledged: true }])
})

test.each([
  ['digest', { sha256: 'ab'.repeat(32) }],
  ['size', { bytes: 999 }],
  ['size', { bytes: 1001 }],
])('a file whose %s does not agree is not taken, not confirmed, leaves nothing, and is told', async (fault, lies) => {
  const id = await deliver({ content: randomBytes(1000), ...lies })
  await receive(eager(), 2)
  expect(await allDeliveries(at.given)).toEqual([])
  expect(await arrival(id)).toMatchObject({ fault, deliveryId: null, confirmedAt: null })
  expect((await at.agency.deliveries()).map(({ acknowledged }) => acknowledged)).toEqual([false])
  expect(unfinished(at.given)).toEqual([])
})

test('what FK takes away before it came is gone, and is tried no more', async () => {
  const id = await deliver({ orgnr: '165599004446' })
  await receive(eager(), 2)
  await at.agency.reset()
  await receive(eager(), 2)
  expect(await arrival(id)).toMatchObject({ goneAt: expect.any(Date), nextTryAt: null })
})

test.each([
  [{ mode: 'reset-mid-body', calls: 'fetch' }, 'answer-cut'],
  [{ mode: 'reset-before-body', calls: 'fetch' }, 'reset'],
  [{ mode: 'hang', calls: 'fetch' }, 'no-answer'],
  [{ mode: 'status-500', calls: 'fetch' }, 'status-500'],
  [{ mode: 'html-answer', calls: 'fetch' }, 'size'],
  [{ mode: 'hang', calls: 'acknowledge' }, 'not-confirmed-no-answer'],
  [{ mode: 'status-503', calls: 'acknowledge' }, 'not-confirmed-status-503'],
  [{ mode: 'store-then-reset', calls: 'acknowledge' }, 'not-confirmed-reset'],
] as const)('an agency that does %j is tried again, and the file comes once', async (behaviour, fault) => {
  const content = randomBytes(200_000)
  const id = await deliver({ content })
  await rule(behaviour)
  await receive(eager(), 2)
  expect(await arrival(id)).toMatchObject({ fault })
  await at.agency.behave({})
  await receive(eager())
  const kept = await allDeliveries(at.given)
  expect(kept).toMatchObject([{ receiverId: id, sha256: sha256Of(content) }])
  expect(await arrival(id)).toMatchObject({ fault: null, confirmedAt: expect.any(Date) })
  expect(await at.agency.deliveries()).toMatchObject([{ acknowledged: true }])
  expect(unfinished(at.given)).toEqual([])
})

test.each(['hang', 'reset-before-body', 'status-500', 'html-answer'] as const)(
  'a list that is not to be had (%s) takes nothing for gone, and the next one is read',
  async (mode) => {
    const aside = await deliver({ orgnr: '165599004446' })
    await receive(eager(), 2)
    await deliver()
    await rule({ mode, calls: 'list' })
    await receive(eager(), 2)
    expect(await arrival(aside)).toMatchObject({ goneAt: null })
    expect(await allDeliveries(at.given)).toEqual([])
    await at.agency.behave({})
    await receive(eager(), 3)
    expect(await allDeliveries(at.given)).toHaveLength(1)
  },
)

test('three relays at once take forty files once each', async () => {
  for (let n = 0; n < 40; n++)
    await deliver({ content: randomBytes(2000), name: `${n}.xml`, ...(n % 2 && { orgnr: at.given.second.orgnr }) })
  const relays = ['a', 'b', 'c'].map((name) => eager(name))
  await Promise.all(relays.map((relay) => receive(relay, 40)))
  await receive(eager('d'), 40)
  expect(await allDeliveries(at.given)).toHaveLength(40)
  expect((await at.agency.deliveries()).filter(({ acknowledged, fetches }) => acknowledged && fetches === 1)).toHaveLength(40)
})

test('an id under which FK now has another file is left alone: the first stays as it was, and the other is not confirmed', async () => {
  const content = randomBytes(100)
  const id = await deliver({ content })
  await receive(eager())
  await at.agency.reset()
  await deliver({ id })
  await receive(eager(), 3)
  expect(await arrival(id)).toMatchObject({ fault: 'id-reused', nextTryAt: null })
  const [first, ...more] = await allDeliveries(at.given)
  expect(more).toEqual([])
  expect((await contentOf(at.given, first ?? expect.fail('nothing was kept'))).equals(content)).toBe(true)
  expect(await at.agency.deliveries()).toMatchObject([{ acknowledged: false, fetches: 0 }])
})

test('FK is told again when it has forgotten that it was told, and the file is not fetched twice', async () => {
  const content = randomBytes(100)
  const id = await deliver({ content })
  await receive(eager())
  await at.agency.reset()
  await deliver({ id, content })
  await receive(eager())
  expect(await allDeliveries(at.given)).toHaveLength(1)
  expect(await at.agency.deliveries()).toMatchObject([{ acknowledged: true, fetches: 0 }])
})

test('where single employers have certificates of their own, each is asked with, and a file is fetched with its own', async () => {
  for (const { orgnr } of [at.given.first, at.given.second]) await deliver({ orgnr, name: `${orgnr}.xml` })
  const { ca, crl, dir, employer } = at.pki
  // This operator may see the second company's files alone.
  const own = employer(at.given.second.orgnr)
  await receive(eager('relay-1', { tls: { certificate: own, key: own, ca, crl, employerCertificates: dir } }))
  expect((await allDeliveries(at.given)).map(({ employerId }) => employerId).sort()).toEqual(
    [at.given.first.employerId, at.given.second.employerId].sort(),
  )
  expect((await at.agency.deliveries()).every(({ acknowledged }) => acknowledged)).toBe(true)
})

test('a relay without a key to seal them for, and one whose receiver has none, asks for no files', async () => {
  await deliver()
  await receive({ ...eager(), deliveries: null }, 2)
  await receive(eager('relay-1', { deliveries: null }), 2)
  expect(await at.given.owner.prisma.arrival.count()).toBe(0)
})

test('a store that is away takes nothing, and takes the file when it is back', async () => {
  const id = await deliver()
  const relay = eager()
  await receive({ ...relay, payloads: { ...relay.payloads, dir: `${at.given.dir}-away` } }, 2)
  expect(await allDeliveries(at.given)).toEqual([])
  await receive(relay)
  expect((await arrival(id)).confirmedAt).not.toBeNull()
})

test('while sending is stopped nothing is fetched, since to confirm a file takes it away at the receiver', async () => {
  const id = await deliver()
  const { pool } = at.given.owner
  await pool.query(`UPDATE send_gate SET stopped_at = now(), stopped_why = 'restored'`)
  await receive(eager(), 2)
  expect([await allDeliveries(at.given), await at.given.owner.prisma.arrival.count()]).toEqual([[], 0])
  await pool.query('UPDATE send_gate SET stopped_at = NULL, stopped_why = NULL')
  await receive(eager())
  expect((await arrival(id)).confirmedAt).not.toBeNull()
})

test('the content goes on its day of gallring, row, hash and log stay; a file with the same bytes that came later keeps its own', async () => {
  const content = randomBytes(500)
  await deliver({ content, name: 'gammal.xml' })
  const relay = eager()
  await receive(relay)
  const [old] = await allDeliveries(at.given)
  await deliver({ content, name: 'ny.xml' })
  await receive({ ...relay, deliveries: { recipient: at.given.deliveryRecipient, keepDays: 90 } })
  const day = old?.purgeOn ?? expect.fail('nothing was kept')
  await keepHouse(relay, new Date(day.getTime() - 3 * 3_600_000)) // an hour or two before midnight in Sweden
  expect((await allDeliveries(at.given)).map(({ purgedAt }) => purgedAt)).toEqual([null, null])
  await keepHouse(relay, new Date(day.getTime() + 3_600_000))
  const [purged, later] = await allDeliveries(at.given)
  expect(purged).toMatchObject({ name: 'gammal.xml', sha256: sha256Of(content), purgedAt: expect.any(Date) })
  expect((await contentOf(at.given, later ?? expect.fail('the later one is gone'))).equals(content)).toBe(true)
  await keepHouse(relay, new Date(day.getTime() + 40 * DAY_MS))
  await expect(contentOf(at.given, later ?? expect.fail())).rejects.toThrow('the file is gone')
  const audit = await at.given.owner.prisma.audit.count({
    where: { action: 'delivery.purged', object: { in: [purged?.id ?? '', later?.id ?? ''] } },
  })
  expect(audit).toBe(2)
})

test('a file to FK and one from FK with the same bytes do not meet', async () => {
  const content = randomBytes(700)
  const [submission] = await at.handIn(1, { bytes: content })
  await deliver({ content })
  await receive(eager())
  const { employerId } = at.given.first
  const chunks: Uint8Array[] = []
  for await (const chunk of openPayload({
    dir: at.given.dir,
    employerId,
    sha256: submission?.sha256 ?? '',
    identity: at.given.identity,
  }))
    chunks.push(chunk)
  expect(Buffer.concat(chunks).equals(content)).toBe(true)
  const [kept] = await allDeliveries(at.given)
  expect((await contentOf(at.given, kept ?? expect.fail())).equals(content)).toBe(true)
})
