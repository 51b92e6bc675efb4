// Outages of every kind: when everybody is told, when that ends, and what becomes of the files. Real agency, real TLS, a line
// between that can be led elsewhere.
import { randomUUID } from 'node:crypto'
import { copyFileSync, mkdtempSync, readFileSync } from 'node:fs'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { createServer as createTcp } from 'node:net'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { startHostile } from '#e2e/channels/hostile-receiver.ts'
import { type MeteredLine, meteredLine } from '#e2e/fixtures/metered-line.ts'
import { type RelayFixture, relayFixture } from '#e2e/fixtures/relay.ts'
import type { BehaviourInput } from '#e2e/rehearsal/agency/behaviour.ts'
import { createAuthority, issueLeaf } from '#e2e/rehearsal/pki/authority.ts'
import type { ReceiverFile } from '#lib/wire/receiver.ts'
import { run } from './loop.ts'
import { type Relay, reloadReceiver } from './relay.ts'
import { createWaker } from './waker.ts'

/** As in production, but a minute is a second. */
const HASTE = {
  limits: {
    ...{ connections: 4, connectMs: 700, continueMs: 300, headersMs: 700, bodyMs: 2_000, totalMs: 10_000 },
    ...{ leaseMs: 20_000, stopMs: 500, quietMs: 900 },
  },
  pause: { afterMs: 400, firstMs: 100, maxMs: 500 },
  retry: { firstMs: 3_600_000 },
  polling: { firstMs: 3_600_000 },
  deliveries: { everyMs: 3_600_000 },
} satisfies Partial<ReceiverFile>

let at: RelayFixture
let line: MeteredLine
let stops: (() => Promise<void>)[] = []
beforeAll(async () => {
  at = await relayFixture()
})
afterAll(() => at.drop())
beforeEach(async () => {
  await at.agency.reset()
  line = await meteredLine(at.agencyPort)
})
afterEach(async () => {
  for (const stop of stops.reverse()) await stop()
  stops = []
  await line.close()
  await sql(
    'UPDATE submission SET next_attempt_at = NULL, next_poll_at = NULL, lease_until = NULL, sending_at = NULL WHERE next_attempt_at IS NOT NULL',
  )
  await sql('DELETE FROM receiver_line')
  await sql('DELETE FROM delivery_turn')
})

const sql = (text: string, values: unknown[] = []) => at.given.owner.pool.query(text, values)
const soon = { timeout: 60_000, interval: 50 }
const through = (port: number) => ({ baseAddress: `https://localhost:${port}` })
/** Log events of a relay. */
type Said = { event: string; code: unknown }[]

/** A relay that runs until the test ends. */
function start(more: Partial<ReceiverFile> = {}, name = 'relay-1'): { relay: Relay; said: Said; stop: () => Promise<void> } {
  const relay = at.relay(name, { ...HASTE, ...through(line.port), ...more })
  const said: Said = []
  relay.log = { ...relay.log, warn: (event, fields) => void said.push({ event, code: fields?.code }) }
  const [asked, now] = [new AbortController(), new AbortController()]
  const running = run(relay, { asked: asked.signal, now: now.signal }, createWaker())
  const stop = async () => {
    asked.abort()
    now.abort()
    await running
  }
  stops.push(stop)
  return { relay, said, stop }
}

async function row() {
  return await at.given.owner.prisma.receiverLine.findUnique({ where: { channel: 'https' } })
}
const code = async () => (await row())?.failingCode ?? null
const deliveredCount = async () =>
  (await sql('SELECT count(*)::int AS n FROM submission WHERE delivered_at IS NOT NULL')).rows[0].n
const changes = (said: Said) => said.filter(({ event }) => event.startsWith('line-')).map(({ event }) => event)

async function sendOne(): Promise<void> {
  const before = await deliveredCount()
  await at.handIn()
  await expect.poll(deliveredCount, soon).toBe(before + 1)
}

const mode = (rule: NonNullable<BehaviourInput['rules']>[number]) => ({
  begin: () => at.agency.behave({ dedupe: true, rules: [rule] }),
  end: () => at.agency.behave({ dedupe: true }),
})
const leadTo = (open: () => Promise<{ port: number; close: () => Promise<void> }>) => ({
  async begin() {
    const elsewhere = await open()
    stops.push(elsewhere.close)
    line.leadTo(elsewhere.port)
    line.cutNow()
  },
  async end() {
    line.leadTo(at.agencyPort)
    line.cutNow()
  },
})
async function tcpHole() {
  const hole = createTcp((socket) => void socket.on('error', () => {}))
  await new Promise<void>((resolve) => hole.listen(0, '127.0.0.1', resolve))
  const address = hole.address()
  return { port: address && typeof address === 'object' ? address.port : 0, close: async () => void hole.close() }
}
async function impostor() {
  const { pem } = await issueLeaf(await createAuthority('Annan'), { commonName: 'agency', hosts: ['localhost'] })
  return startHostile({ cert: pem, key: pem, requestCert: false }, (_, response) => response.end())
}

const KINDS: Record<string, { begin: () => Promise<void>; end: () => Promise<void>; codes: string[] }> = {
  'a 503 with Retry-After of an hour': { ...mode({ mode: 'status-503', retryAfter: 3_600 }), codes: ['status-503'] },
  'another certificate than the receiver’s': { ...leadTo(impostor), codes: ['receiver-certificate'] },
  'a line that is refused': {
    async begin() {
      const { port } = line
      await line.close()
      line.close = async () => {}
      stops.push(async () => {
        if (reopened) await reopened.close()
      })
      let reopened: MeteredLine | undefined
      this.end = async () => {
        reopened = await meteredLine(at.agencyPort, port)
      }
    },
    end: async () => {},
    codes: ['connect-refused'],
  },
}

describe.each(Object.entries(KINDS))('%s', (_, kind) => {
  test('turns the line with one file in the queue, and its end turns it back: the file goes, and the log says each once', async () => {
    const { said } = start()
    await sendOne()
    await expect.poll(row, soon).toMatchObject({ failingSince: null, lastAcceptedAt: expect.any(Date) })
    const begun = new Date()
    await kind.begin()
    await at.handIn()
    await expect.poll(code, soon).toBeOneOf(kind.codes)
    const { failingSince, lastAcceptedAt, triedAt } = (await row()) ?? expect.fail('no row')
    expect([
      failingSince && failingSince >= begun,
      lastAcceptedAt && lastAcceptedAt < begun,
      triedAt && triedAt >= begun,
    ]).toEqual([true, true, true])
    const before = await deliveredCount()
    await kind.end()
    await expect.poll(code, soon).toBe(null)
    await expect.poll(deliveredCount, soon).toBe(before + 1)
    expect(await row()).toMatchObject({ failingCode: null, lastAnsweredAt: expect.any(Date) })
    expect(changes(said)).toEqual(['line-resting', 'line-open'])
  })
})

test('our own certificate ends: told at once, without a try; the new one opens the line on SIGHUP’s reading', async () => {
  const { tls } = JSON.parse(readFileSync(at.receiverFile(), 'utf8')) as ReceiverFile
  const own = join(at.pki.dir, 'own.pem')
  copyFileSync(at.pki.expired, own)
  const more = { ...HASTE, ...through(line.port), tls: { ...tls, certificate: own, key: own } }
  const { relay, said } = start(more)
  const [waiting] = await at.handIn()
  await expect.poll(code, soon).toBe('own-certificate-expired')
  expect((await at.look({ id: waiting?.id ?? '' })).attemptCount).toBe(0)
  copyFileSync(at.pki.operator, own)
  reloadReceiver(relay, at.receiverFile(more))
  await expect.poll(code, soon).toBe(null)
  await expect.poll(async () => (await at.look({ id: waiting?.id ?? '' })).deliveredAt, soon).not.toBeNull()
  expect(changes(said)).toEqual(['line-resting', 'line-open'])
})

test('a payload store that is away is told as our own fault, and the line opens when it is back', async () => {
  const { relay, said } = start()
  await sendOne()
  const { payloads } = relay
  relay.payloads = { ...payloads, dir: join(payloads.dir, 'not-mounted') }
  await expect.poll(code, soon).toBe('payloads-away')
  relay.payloads = payloads
  await expect.poll(code, soon).toBe(null)
  expect(changes(said)).toEqual(['line-resting', 'line-open'])
})

test('while it hangs no further file becomes unknown, also after a restart of the relay; when it is over all go, each once', async () => {
  const first = start()
  await sendOne()
  await at.agency.behave({ dedupe: true, rules: [{ mode: 'hang' }] })
  await at.handIn(25)
  await expect.poll(code, soon).toBe('no-answer')
  await first.stop()
  const { said } = start({}, 'relay-2')
  const attempts = async () => (await sql('SELECT count(*)::int AS n FROM attempt WHERE relay = $1', ['relay-2'])).rows[0].n
  await expect.poll(attempts, soon).toBeGreaterThan(3)
  const before = await deliveredCount()
  await at.agency.behave({ dedupe: true })
  await expect.poll(deliveredCount, soon).toBe(before + 25)
  expect((await at.agency.ledger()).map(({ repeats }) => repeats)).toEqual(Array(26).fill(0))
  const everUnknown = await sql('SELECT FROM submission WHERE unknown_at IS NOT NULL')
  expect(everUnknown.rowCount).toBeLessThanOrEqual(HASTE.limits.connections)
  expect(await code()).toBe(null)
  expect(changes(said)).toEqual(['line-resting', 'line-open'])
})

test('nothing leaves us while the receiver stands still and answers no question; when it wakes up all is well', async () => {
  const { relay } = start()
  await sendOne()
  const hole = leadTo(tcpHole)
  await hole.begin()
  await at.handIn(8)
  await expect.poll(code, soon).toBe('connect-timeout')
  const attempts = async () => (await sql('SELECT outcome, count(*)::int AS n FROM attempt GROUP BY 1 ORDER BY 1')).rows
  const moreTries = async () => {
    const tries = relay.line.rest()?.tries ?? 0
    await expect.poll(() => relay.line.rest()?.tries, soon).toBeGreaterThan(tries + 1)
  }
  // What was under way when the line closed has ended.
  await moreTries()
  const then = await attempts()
  await moreTries()
  expect(await attempts()).toEqual(then)
  await hole.end()
  await expect.poll(code, soon).toBe(null)
})

test('when the line opens, what waits goes at once, whatever the receiver said of when; not what may still be withdrawn, or is held', async () => {
  const [undo, held] = (await at.handIn(2)).map(({ id }) => id)
  await sql(`UPDATE submission SET next_attempt_at = now() + interval '1 hour' WHERE id = $1`, [undo])
  await sql(`UPDATE submission SET next_attempt_at = NULL, held_at = now(), held_reason = 'gave-up' WHERE id = $1`, [held])
  const { relay } = start()
  await at.agency.behave({ dedupe: true, rules: [{ mode: 'status-503', retryAfter: 3_600 }] })
  const first = await at.handIn(9)
  const second = await at.handIn(2, { second: true })
  await expect.poll(code, soon).toBe('status-503')
  // As if all had been tried once.
  await sql(
    `UPDATE submission SET attempt_count = greatest(attempt_count, 1), next_attempt_at = now() + interval '1 hour' WHERE next_attempt_at IS NOT NULL AND id <> $1`,
    [undo],
  )
  await at.agency.behave({ dedupe: true })
  const isDelivered = async () => (await Promise.all([...first, ...second].map(at.look))).every(({ deliveredAt }) => deliveredAt)
  await expect.poll(isDelivered, soon).toBe(true)
  const [waits, stays] = [await at.look({ id: undo ?? '' }), await at.look({ id: held ?? '' })]
  expect([waits.attemptCount, stays.attemptCount, stays.heldReason]).toEqual([0, 0, 'gave-up'])
  expect(Number(waits.nextAttemptAt)).toBeGreaterThan(Date.now() + 3_000_000)
  expect(relay.line.rest()).toBe(null)
})

test('where no file waits, a question that is answered opens the line', async () => {
  // It may still be withdrawn.
  const [undo] = await at.handIn()
  await sql(`UPDATE submission SET next_attempt_at = now() + interval '1 hour' WHERE id = $1`, [undo?.id])
  start({ deliveries: { everyMs: 300 } })
  await expect.poll(row, soon).not.toBeNull()
  const hole = leadTo(tcpHole)
  await hole.begin()
  await expect.poll(code, soon).toBe('connect-timeout')
  await hole.end()
  await expect.poll(code, soon).toBe(null)
  expect(await row()).toMatchObject({ lastAcceptedAt: null, lastAnsweredAt: expect.any(Date) })
  expect((await at.look({ id: undo?.id ?? '' })).attemptCount).toBe(0)
})

test('one company’s files that the receiver never answers do not keep another company’s from it', async () => {
  const { said } = start()
  await at.agency.behave({ dedupe: true, rules: [{ mode: 'hang', orgnr: at.given.second.orgnr }] })
  await at.handIn(6, { second: true })
  await expect.poll(code, soon).toBe('no-answer')
  await sendOne()
  // Until that company's next file is not answered.
  await expect.poll(() => changes(said), soon).toContain('line-open')
})

test('one company’s own certificate that the receiver does not let in turns nothing, and holds up no end of an outage', async () => {
  const { tls } = JSON.parse(readFileSync(at.receiverFile(), 'utf8')) as ReceiverFile
  const folder = mkdtempSync(join(at.pki.dir, 'employers-'))
  copyFileSync(at.pki.revoked, join(folder, `${at.given.second.orgnr.slice(-10)}.pem`))
  const { relay, said } = start({ tls: { ...tls, employerCertificates: folder }, retry: { firstMs: 50, maxMs: 100 } })
  const waiting = (await at.handIn(3, { second: true })).map(({ id }) => id)
  const attempts = async () =>
    Math.min(...(await Promise.all(waiting.map((id) => at.look({ id })))).map((one) => one.attemptCount))
  await expect.poll(attempts, soon).toBeGreaterThan(3)
  await sendOne()
  expect([await code(), relay.line.rest(), changes(said)]).toEqual([null, null, []])
  expect(said).toContainEqual({ event: 'employer-certificate', code: 'broken-before-body' })
  const hole = leadTo(tcpHole)
  await hole.begin()
  await at.handIn()
  await expect.poll(code, soon).not.toBe(null)
  // Now that company's files alone can try the line.
  await sql('UPDATE submission SET next_attempt_at = NULL WHERE employer_id = $1', [at.given.first.employerId])
  await hole.end()
  await expect.poll(code, soon).toBe(null)
})

test('a receiver that never says “100 Continue” and can be asked nothing is found again after an outage', async () => {
  const ours = { cert: readFileSync(at.pki.agency), key: readFileSync(at.pki.agency), ca: readFileSync(at.pki.ca) }
  const take = (request: IncomingMessage, response: ServerResponse) =>
    request.resume().on('end', () => {
      response.writeHead(202, { 'content-type': 'application/xml' })
      response.end(`<kvittens><kvittensID>${randomUUID()}</kvittensID></kvittens>`)
    })
  const mute = await startHostile(ours, take, { withContinue: false })
  stops.push(mute.close)
  line.leadTo(mute.port)
  start({ deliveries: null, verdictPath: null })
  await sendOne()
  const hole = leadTo(tcpHole)
  await hole.begin()
  await at.handIn()
  await expect.poll(code, soon).toBe('connect-timeout')
  const before = await deliveredCount()
  line.leadTo(mute.port)
  line.cutNow()
  await expect.poll(code, soon).toBe(null)
  await expect.poll(deliveredCount, soon).toBe(before + 1)
})

test('of two relays the one that cannot reach the receiver turns nothing while the other one is answered', async () => {
  const { said } = start({}, 'well')
  const dead = await meteredLine(at.agencyPort)
  await dead.close()
  const broken = start(through(dead.port), 'broken')
  const told: unknown[] = []
  for (let i = 0; i < 6; i++) {
    await at.handIn(3)
    await expect.poll(async () => (await sql('SELECT FROM submission WHERE next_attempt_at <= now()')).rowCount, soon).toBe(0)
    told.push(await code())
  }
  await expect.poll(() => broken.relay.line.rest()?.code, soon).toBe('connect-refused')
  await sql('UPDATE submission SET next_attempt_at = now() WHERE next_attempt_at IS NOT NULL')
  await expect.poll(code, soon).toBe(null)
  expect(said.filter(({ event }) => event === 'line-resting').length).toBeLessThanOrEqual(1)
  expect(told.filter(Boolean).length).toBeLessThanOrEqual(1)
})

test('errors among files that go through turn nothing, and the row is not written with every file', async () => {
  const { relay } = start({ retry: { firstMs: 50, maxMs: 100 }, pause: { ...HASTE.pause, afterMs: 10_000 } })
  let writes = 0
  const { pool } = relay.db
  const query = pool.query.bind(pool) as (...args: unknown[]) => unknown
  pool.query = ((first: { name?: string }, ...rest: unknown[]) => {
    if (first.name === 'note-line') writes++
    return query(first, ...rest)
  }) as typeof pool.query
  await at.agency.behave({ dedupe: true, rules: [{ mode: 'status-503', share: 0.15 }] })
  const before = await deliveredCount()
  const begun = performance.now()
  await at.handIn(80)
  const codes = new Set<unknown>()
  const isDone = async () => {
    codes.add(await code())
    return await deliveredCount()
  }
  await expect.poll(isDone, soon).toBe(before + 80)
  expect([...codes]).toEqual([null])
  // Every three seconds, and at the beginning.
  expect(writes).toBeLessThan(5 + (performance.now() - begun) / 3_000)
})

test('a relay that stops has told of the last file that was taken', async () => {
  const { stop } = start()
  await sendOne()
  await expect.poll(row, soon).toMatchObject({ lastAcceptedAt: expect.any(Date) })
  const before = new Date()
  await sendOne()
  await stop()
  expect(Number((await row())?.lastAcceptedAt)).toBeGreaterThan(Number(before))
})

test('closed is no failure: what failed just before is not held against the receiver while it is', async () => {
  const hour = new Date(Date.now() + 3 * 3_600_000).toISOString().slice(11, 13)
  const openingHours = [{ days: [1, 2, 3, 4, 5, 6, 7], from: `${hour}:00`, to: `${hour}:01` }]
  const more = { ...HASTE, ...through(line.port), pause: { ...HASTE.pause, afterMs: 1_500 } }
  const { relay } = start(more)
  await at.agency.behave({ dedupe: true, rules: [{ mode: 'status-503' }] })
  const [failed] = await at.handIn()
  await expect.poll(async () => (await at.look({ id: failed?.id ?? '' })).attempts[0]?.code, soon).toBe('status-503')
  reloadReceiver(relay, at.receiverFile({ ...more, openingHours }))
  await expect.poll(row, soon).toMatchObject({ hours: openingHours })
  await new Promise((resolve) => setTimeout(resolve, 2_000))
  expect(await row()).toMatchObject({ failingSince: null, triedAt: expect.any(Date) })
})
