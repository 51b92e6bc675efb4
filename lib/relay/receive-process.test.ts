// The relay as a real process that is killed (-9) while it takes a file from FK: nothing is lost, nothing comes twice.
import { type ChildProcess, spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { allDeliveries, contentOf, sha256Of, unfinished } from '#e2e/fixtures/delivery-files.ts'
import { type RelayFixture, relayFixture } from '#e2e/fixtures/relay.ts'
import { toEdgeOrgnr } from '#lib/identifiers.ts'
import { keepHouse } from './housekeeping.ts'

let at: RelayFixture
let children: ChildProcess[] = []
beforeAll(async () => {
  at = await relayFixture()
})
afterAll(() => at.drop())
beforeEach(async () => {
  await at.agency.reset()
  await at.given.owner.pool.query('TRUNCATE arrival, delivery_turn, delivery_access, delivery CASCADE')
})
afterEach(async () => {
  await Promise.all(children.map(kill))
  children = []
})

const soon = { timeout: 60_000, interval: 50 }
const limits = { connectMs: 2_000, headersMs: 60_000, bodyMs: 60_000, totalMs: 120_000, leaseMs: 1_500, stopMs: 2_000 }

function start(instance: string): { child: ChildProcess; said: () => string } {
  const identity = join(at.given.dir, 'identity')
  writeFileSync(identity, `${at.given.identity}\n`)
  const child = spawn(process.execPath, [join(import.meta.dirname, 'main.ts')], {
    env: {
      ...process.env,
      DATABASE_URL: at.given.database.as('relay'),
      PAYLOAD_DIR: at.given.dir,
      RECEIVER_FILE: at.receiverFile({ limits, retry: { firstMs: 100, maxMs: 200 }, deliveries: { everyMs: 200 } }),
      PAYLOAD_KEYS: at.given.keys,
      WEBHOOK_IDENTITY: identity,
      DELIVERY_RECIPIENT: at.given.deliveryRecipient,
      INSTANCE: instance,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let said = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (said += chunk))
  children.push(child)
  return { child, said: () => said }
}
function kill(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve()
  return new Promise((resolve) => {
    child.once('exit', () => resolve())
    child.kill('SIGKILL')
  })
}
function deliver(content: Buffer, orgnr = at.given.first.orgnr): Promise<string> {
  return at.agency.deliver({
    orgnr: toEdgeOrgnr(orgnr),
    tjanst: 'sjukanmalan',
    filnamn: 'svar.xml',
    base64: content.toString('base64'),
  })
}
/** Something that the database makes relay wait for, until the returned function is called. */
async function hold(sql: string, values: string[]): Promise<() => Promise<void>> {
  const client = new pg.Client({ connectionString: at.given.database.owner })
  await client.connect()
  await client.query('BEGIN')
  await client.query(sql, values)
  return async () => {
    await client.query('ROLLBACK')
    await client.end()
  }
}
const waiting = async () => {
  const { rows } = await at.given.owner.pool.query(
    `SELECT count(*)::int AS n FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND usename = 'kvittens_relay' AND datname = current_database()`,
  )
  return rows[0].n as number
}
const holdNothing = async () => async () => {}
const arrived = () => at.given.owner.prisma.arrival.count({ where: { leaseUntil: { not: null } } })
const fetched = async () => (await at.agency.deliveries()).some(({ fetches }) => fetches > 0)
const kept = async () => (await allDeliveries(at.given)).length > 0

/** Each step at which the first relay is stopped short, and how a test knows that it is there. */
const STEPS = [
  [
    'asks for the list',
    { mode: 'hang', calls: 'list' },
    holdNothing,
    async () => (await at.given.owner.prisma.deliveryTurn.count()) > 0,
  ],
  ['waits for the file', { mode: 'hang', calls: 'fetch' }, holdNothing, fetched],
  ['has half of the file', { mode: 'slow', calls: 'fetch' }, holdNothing, async () => unfinished(at.given).length > 0],
  [
    'has the whole file, without a name yet',
    null,
    (sha256: string) =>
      hold('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [`delivery-file:${at.given.first.employerId}:${sha256}`]),
    async () => (await waiting()) > 0,
  ],
  [
    'has named the file, and has not committed its row',
    null,
    () => hold('SELECT 1 FROM audit_head WHERE chain = $1 FOR UPDATE', [at.given.first.employerId]),
    async () => (await waiting()) > 0,
  ],
  ['has committed the row, and FK has not been told', { mode: 'hang', calls: 'acknowledge' }, holdNothing, kept],
  [
    'has told FK, and has not written that down',
    { mode: 'store-then-hang', calls: 'acknowledge' },
    holdNothing,
    async () => (await at.agency.deliveries()).some(({ acknowledged }) => acknowledged),
  ],
] as const

test.each(STEPS)(
  'killed when it %s: another relay ends it, and the file is there once and whole',
  async (_step, rule, holdBack, isThere) => {
    // A chain to hold on to.
    await at.given.owner.pool.query(`SELECT append_audit($1::uuid, 'system', 'test', 'test', '{}')`, [at.given.first.employerId])
    const content = randomBytes(400_000)
    await at.agency.behave({ rules: rule ? [rule] : [] })
    const letGo = await holdBack(sha256Of(content))
    const id = await deliver(content)
    const first = start('first')
    await expect.poll(isThere, soon).toBe(true)
    await kill(first.child)
    await letGo()
    await at.agency.behave({})
    // What was going on in the dead relay's connection has been rolled back.
    await expect.poll(waiting, soon).toBe(0)
    start('second')
    const confirmed = () => at.given.owner.prisma.arrival.count({ where: { receiverId: id, confirmedAt: { not: null } } })
    await expect.poll(confirmed, soon).toBe(1)
    const deliveries = await allDeliveries(at.given)
    expect(deliveries).toMatchObject([{ receiverId: id, name: 'svar.xml', bytes: 400_000n }])
    expect((await contentOf(at.given, deliveries[0] ?? expect.fail())).equals(content)).toBe(true)
    expect(await at.agency.deliveries()).toMatchObject([{ acknowledged: true }])
    await expect.poll(arrived, soon).toBe(0)
    // What the dead one left half done is cleared away in its time, and only that.
    await keepHouse(at.relay('tending'), new Date(Date.now() + 2 * 3_600_000))
    expect(unfinished(at.given)).toEqual([])
    expect((await contentOf(at.given, deliveries[0] ?? expect.fail())).equals(content)).toBe(true)
  },
)

test('thirty files and relays that are killed again and again: each file once, each company its own', async () => {
  const contents = Array.from({ length: 30 }, () => randomBytes(20_000))
  await at.agency.behave({ rules: [{ mode: 'slow', calls: 'fetch', share: 0.2 }] })
  for (const [n, content] of contents.entries()) await deliver(content, n % 2 ? at.given.second.orgnr : at.given.first.orgnr)
  for (let round = 0; round < 6; round++) {
    const { child, said } = start(`round-${round}`)
    await expect.poll(said, soon).toContain('started')
    await new Promise((resolve) => setTimeout(resolve, 150 + Math.random() * 700))
    await kill(child)
  }
  await at.agency.behave({})
  start('last')
  await expect.poll(async () => (await at.agency.deliveries()).every(({ acknowledged }) => acknowledged), soon).toBe(true)
  const deliveries = await allDeliveries(at.given)
  expect(deliveries.map(({ sha256 }) => sha256).sort()).toEqual(contents.map(sha256Of).sort())
  for (const [n, content] of contents.entries()) {
    const one = deliveries.find(({ sha256 }) => sha256 === sha256Of(content))
    expect(one?.employerId).toBe(n % 2 ? at.given.second.employerId : at.given.first.employerId)
    expect((await contentOf(at.given, one ?? expect.fail())).equals(content)).toBe(true)
  }
}, 120_000)
