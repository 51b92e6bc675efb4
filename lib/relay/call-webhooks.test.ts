// Webhooks are called over real TLS: what is signed, what counts as taken, whose turn it is, and what a kill leaves.
import { type ChildProcess, spawn } from 'node:child_process'
import { createHmac } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { type RelayFixture, relayFixture } from '#e2e/fixtures/relay.ts'
import { type NotedCall, startTarget, TAKEN, type TargetServer } from '#e2e/fixtures/target-server.ts'
import { adminOf, hook, letAdminister, makeEvents } from '#e2e/fixtures/webhooks.ts'
import { openLog } from '#lib/log.ts'
import { changeWebhookSecret, removeWebhook } from '#lib/webhooks/change-webhook.ts'
import { listCalls } from '#lib/webhooks/list-calls.ts'
import type { CallTerms } from '#lib/wire/call-target.ts'
import { judgeCall, webhookCaller } from './call-webhooks.ts'
import type { Relay } from './relay.ts'

let at: RelayFixture
let target: TargetServer
const children: ChildProcess[] = []
beforeAll(async () => {
  at = await relayFixture()
  target = await startTarget()
  await letAdminister(at.given)
})
afterAll(async () => {
  await target.stop()
  await at.drop()
})
beforeEach(async () => {
  await at.given.owner.pool.query('DELETE FROM webhook_call; DELETE FROM webhook; DELETE FROM event')
  target.answer(TAKEN)
  target.calls.length = 0
})
afterEach(() => children.splice(0).map((child) => child.kill('SIGKILL')))

const never = new AbortController().signal
const soon = { timeout: 60_000, interval: 20 }
const terms = (more: Partial<CallTerms> = {}): CallTerms => ({ range: 'loopback', ca: [target.ca], totalMs: 10_000, ...more })
const relayTo = (more: Partial<Relay> = {}, name = 'r1'): Relay => ({ ...at.relay(name), webhooks: terms(), ...more })
const sql = (text: string, values: unknown[] = []) => at.given.owner.pool.query(text, values)
const first = () => ({ employerId: at.given.first.employerId })
const seen = (whose: 'first' | 'second' = 'first') =>
  listCalls({ ...adminOf(at.given), actor: at.given.ombud.actor }, { employerId: at.given[whose].employerId, limit: 10_000 })
const makeDue = () =>
  sql('UPDATE webhook SET rests_until = NULL').then(() =>
    sql('UPDATE webhook_call SET next_attempt_at = now() WHERE next_attempt_at IS NOT NULL'),
  )

/** Calls until nothing is due. */
async function callDue(relay = relayTo()): Promise<void> {
  const caller = webhookCaller(relay, never)
  while ((await caller.begin()) > 0);
  await caller.settled()
}

const idOf = ({ headers }: NotedCall) => headers['webhook-id']
const isSigned = ({ headers, body }: NotedCall, secret: string) => {
  const key = Buffer.from(secret.slice(6), 'base64')
  const signed = `${headers['webhook-id']}.${headers['webhook-timestamp']}.${body}`
  return headers['webhook-signature']?.split(' ').includes(`v1,${createHmac('sha256', key).update(signed).digest('base64')}`)
}

test('an event is called once, signed as Standard Webhooks says; 2xx is taken, an error page too', async () => {
  const { secret } = await hook(at.given, { url: target.url })
  await makeEvents(at.given, 1)
  target.answer((response) => void response.writeHead(200, { 'content-type': 'text/html' }).end('<h1>Fel</h1>'))
  await callDue()
  const [call] = target.calls
  expect(target.calls).toHaveLength(1)
  expect(call?.path).toBe('/krok')
  expect(call?.headers).toMatchObject({ 'content-type': 'application/json', 'user-agent': 'Kvittens' })
  expect(Math.abs(Number(call?.headers['webhook-timestamp']) - Date.now() / 1000)).toBeLessThan(60)
  expect(isSigned(call ?? expect.fail(), secret)).toBe(true)
  expect(JSON.parse(call?.body ?? '')).toMatchObject({ type: 'inlamning.levererad', data: { status: 'levererad' } })
  expect(await seen()).toMatchObject([{ callId: call && idOf(call), state: { kind: 'taken' }, attempts: 1, lastStatus: 200 }])
  await callDue()
  expect(target.calls).toHaveLength(1)
})

test('while a secret is changed each message is signed by both; afterwards by the new one', async () => {
  const { webhookId, secret } = await hook(at.given, { url: target.url })
  const changed = await changeWebhookSecret(adminOf(at.given), { ...first(), webhookId, recipient: at.given.recipient })
  await makeEvents(at.given, 1)
  await callDue()
  await sql('UPDATE webhook SET previous_until = now()')
  await makeEvents(at.given, 1)
  await callDue()
  const signs = target.calls.map((call) => [isSigned(call, changed.secret), isSigned(call, secret)])
  expect(signs).toEqual([
    [true, true],
    [true, false],
  ])
})

test.each<[string, string, number | null, (how: TargetServer) => void]>([
  [
    'a redirect to the machine itself',
    'redirected',
    301,
    (t) => t.answer((r) => void r.writeHead(301, { location: t.url }).end()),
  ],
  ['404', 'refused', 404, (t) => t.answer((r) => void r.writeHead(404).end())],
  ['503', 'refused', 503, (t) => t.answer((r) => void r.writeHead(503).end())],
  ['an answer that does not come', 'timeout', null, (t) => t.answer(() => {})],
])('%s is a failure, is tried again with the same id and body, and is taken then', async (_, code, status, behave) => {
  await hook(at.given, { url: target.url })
  await makeEvents(at.given, 1)
  behave(target)
  await callDue(relayTo({ webhooks: terms({ totalMs: 200 }) }))
  expect(await seen()).toMatchObject([{ state: { kind: 'waiting' }, attempts: 1, lastStatus: status, lastCode: code }])
  target.answer(TAKEN)
  await callDue()
  expect(target.calls).toHaveLength(1) // not yet
  await makeDue()
  await callDue()
  const [one, two] = target.calls
  expect([target.calls.length, two && idOf(two), two?.body]).toEqual([2, one && idOf(one), one?.body])
  expect(await seen()).toMatchObject([{ state: { kind: 'taken' }, attempts: 2, lastCode: null }])
})

test('a name that is not public gets nothing, nor does one whose certificate is not trusted', async () => {
  await hook(at.given, { url: target.url })
  await makeEvents(at.given, 1)
  const before = target.connections()
  await callDue(relayTo({ webhooks: undefined }))
  expect([target.connections(), await seen()]).toEqual([before, [expect.objectContaining({ lastCode: 'not-public' })]])
  await makeDue()
  await callDue(relayTo({ webhooks: terms({ ca: undefined }) }))
  expect([target.calls, await seen()]).toEqual([[], [expect.objectContaining({ lastCode: 'receiver-certificate', attempts: 2 })]])
})

test('410 ends it at once, and a secret that was sealed for another key says so', async () => {
  await hook(at.given, { url: target.url })
  await makeEvents(at.given, 1)
  target.answer((response) => void response.writeHead(410).end())
  await callDue()
  expect(await seen()).toMatchObject([{ state: { kind: 'given-up' }, lastCode: 'gone' }])
  await sql('DELETE FROM webhook_call; UPDATE webhook SET rests_until = NULL')
  await makeEvents(at.given, 1)
  await callDue(relayTo({ webhookIdentity: at.given.deliveryIdentity }))
  expect(await seen()).toMatchObject([{ state: { kind: 'waiting' }, lastCode: 'secret-unreadable' }])
})

test('waits as long as Retry-After says, within bounds, and longer each time', () => {
  const answer = (status: number, retryAfter: string | null = null) => ({ kind: 'answered' as const, status, retryAfter })
  const judge = (retryAfter: string | null, tries = { attempt: 1, failures: 0 }) => {
    const record = judgeCall(answer(503, retryAfter), tries, () => 1)
    return record.kind === 'failed' ? [record.againMs, record.restMs] : []
  }
  expect([judge(null), judge(null, { attempt: 3, failures: 2 })]).toEqual([
    [5_000, 1_000],
    [20_000, 4_000],
  ])
  expect(judge(null, { attempt: 90, failures: 90 })).toEqual([1_800_000, 300_000])
  expect([judge('120'), judge('999999999')]).toEqual([
    [120_000, 120_000],
    [3_600_000, 3_600_000],
  ])
  expect(judge(new Date(Date.now() + 600_000).toUTCString())[0]).toBeGreaterThan(590_000)
  for (const odd of ['-5', 'snart', '', 'Thu, 01 Jan 1970 00:00:00 GMT']) expect(judge(odd)).toEqual([5_000, 1_000])
  expect(judgeCall(answer(299), { attempt: 1, failures: 9 }, () => 1)).toEqual({ kind: 'taken', status: 299 })
})

test('a system that never answers delays nobody else, and is called by one at a time', async () => {
  await hook(at.given, { url: `${target.url}?langsam` })
  await makeEvents(at.given, 200)
  let [open, most] = [0, 0]
  target.answer((response, { path }) => {
    if (!path.endsWith('?langsam')) return void response.writeHead(204).end()
    most = Math.max(most, ++open)
    response.on('close', () => open--)
  })
  const caller = webhookCaller(relayTo({ webhooks: terms({ totalMs: 60_000 }) }), never)
  await caller.begin()
  await expect.poll(() => open).toBe(4)
  await hook(at.given, { url: target.url, whose: 'second' })
  await makeEvents(at.given, 50, 'second')
  const taken = async () => (await seen('second')).filter(({ state }) => state.kind === 'taken').length
  while ((await taken()) < 50) await caller.begin()
  expect([most, (await seen()).filter(({ attempts }) => attempts > 0).length]).toEqual([4, 4])
})

test('a system that is down is tried by one call at a time; when it is back all goes on', async () => {
  await hook(at.given, { url: target.url })
  await makeEvents(at.given, 40)
  let [open, most] = [0, 0]
  target.answer((response) => {
    most = Math.max(most, ++open)
    setTimeout(() => response.writeHead(500).end(() => open--), 20)
  })
  await callDue()
  most = 0
  const down = target.calls.length
  for (let turn = 0; turn < 6; turn++) {
    await makeDue()
    await callDue()
  }
  expect([down, target.calls.length, most]).toEqual([4, 10, 1])
  target.answer(TAKEN)
  await makeDue()
  await callDue()
  expect((await seen()).every(({ state }) => state.kind === 'taken')).toBe(true)
  expect(new Set(target.calls.map(idOf)).size).toBe(40)
})

test('ten thousand events at once are done with by three relays, and what is wished of them is called once', async () => {
  await hook(at.given, { url: target.url })
  await sql(`UPDATE webhook SET events = '{inlamning.godkand}'`)
  const id = await makeEvents(at.given, 10_000)
  await sql(`INSERT INTO event (employer_id, kind, submission_id) SELECT $1, 'approved', $2 FROM generate_series(1, 300)`, [
    first().employerId,
    id,
  ])
  await Promise.all(['a', 'b', 'c'].map((name) => callDue(relayTo({}, name))))
  await callDue()
  expect(target.calls.length).toBe(300)
  expect(new Set(target.calls.map(idOf)).size).toBe(300)
  const { rows } = await sql('SELECT count(*)::int AS left FROM event WHERE called_at IS NULL')
  expect(rows).toEqual([{ left: 0 }])
})

test('a webhook that is removed is called no more, whatever waits', async () => {
  const { webhookId } = await hook(at.given, { url: target.url })
  await makeEvents(at.given, 5)
  target.answer((response) => void response.writeHead(500).end())
  await callDue()
  const calls = target.calls.length
  await removeWebhook(adminOf(at.given), { ...first(), webhookId })
  await makeEvents(at.given, 5)
  await makeDue()
  await callDue()
  expect([target.calls.length, (await seen()).every(({ state }) => state.kind === 'given-up')]).toEqual([calls, true])
})

test('asked to stop, it cuts its calls off, and another relay makes them', async () => {
  await hook(at.given, { url: target.url })
  await makeEvents(at.given, 1)
  target.answer(() => {})
  const stop = new AbortController()
  const caller = webhookCaller(relayTo({ webhooks: terms({ totalMs: 60_000 }) }), stop.signal)
  await caller.begin()
  await expect.poll(() => target.calls.length).toBe(1)
  stop.abort()
  await caller.settled()
  await sql('UPDATE webhook_call SET lease_until = now(), next_attempt_at = now()')
  target.answer(TAKEN)
  await callDue()
  expect(target.calls.map(idOf)).toEqual([target.calls[0]?.headers['webhook-id'], target.calls[0]?.headers['webhook-id']])
})

test('says in its log which webhook, never where to or what', async () => {
  let said = ''
  const log = openLog({ process: 'relay', instance: 'x', level: 'debug', to: { write: (line) => (said += line) } })
  const { secret, webhookId } = await hook(at.given, { url: `${target.url}/stig?nyckel=hemlig` })
  await makeEvents(at.given, 2)
  target.answer((response) => void response.writeHead(302, { location: 'https://x/?hemlig' }).end())
  await callDue(relayTo({ log }))
  target.answer(TAKEN)
  await makeDue()
  await callDue(relayTo({ log }))
  expect(said).toContain(webhookId)
  expect(said).toContain('redirected')
  expect(said).not.toMatch(/hemlig|krok|localhost|filnamn|Anna|FK-/)
  expect(said).not.toContain(secret.slice(6, 20))
})

function startRelay(name: string): ChildProcess {
  const [identity, ca] = [join(at.given.dir, 'identity'), join(at.given.dir, 'target-ca.pem')]
  writeFileSync(identity, `${at.given.identity}\n`)
  writeFileSync(ca, target.ca)
  const child = spawn(process.execPath, [join(import.meta.dirname, 'main.ts')], {
    env: {
      ...process.env,
      DATABASE_URL: at.given.database.as('relay'),
      PAYLOAD_DIR: at.given.dir,
      RECEIVER_FILE: at.receiverFile(),
      PAYLOAD_KEYS: at.given.keys,
      WEBHOOK_IDENTITY: identity,
      INSTANCE: name,
      PGAPPNAME: name,
      MILJO: 'test',
      WEBHOOK_ALLOW: 'loopback',
      WEBHOOK_CA: ca,
    },
    stdio: 'ignore',
  })
  children.push(child)
  return child
}

async function sessionsOf(name: string): Promise<number | null> {
  return (await sql('SELECT FROM pg_stat_activity WHERE application_name = $1', [name])).rowCount
}

test('relays that are killed lose none; what comes again has the same id and body', async () => {
  await hook(at.given, { url: target.url })
  // One that is to be killed gets no further than this, however late the test sees it.
  let answers = 0
  target.answer((response) => {
    if (answers-- > 0) setTimeout(() => response.writeHead(204).end(), 5)
  })
  await makeEvents(at.given, 60)
  for (let kills = 0; kills < 2; kills++) {
    answers = 12
    const [relay, before] = [startRelay(`doomed-${kills}`), target.calls.length]
    await expect.poll(() => target.calls.length, soon).toBeGreaterThan(before + 10)
    expect(await sessionsOf(`doomed-${kills}`)).toBeGreaterThan(0)
    relay.kill('SIGKILL')
    // A claim that was on its way to the database is still committed.
    await expect.poll(() => sessionsOf(`doomed-${kills}`), soon).toBe(0)
    await sql('UPDATE webhook_call SET lease_until = now(), next_attempt_at = now() WHERE lease_until IS NOT NULL')
  }
  answers = Number.POSITIVE_INFINITY
  startRelay('last')
  const left = async () => (await seen()).filter(({ state }) => state.kind !== 'taken').length
  await expect.poll(async () => [(await seen()).length, await left()], soon).toEqual([60, 0])
  const bodies = new Map<string | undefined, Set<string>>()
  for (const call of target.calls) bodies.set(idOf(call), (bodies.get(idOf(call)) ?? new Set()).add(call.body))
  expect([bodies.size, Math.max(...[...bodies.values()].map(({ size }) => size))]).toEqual([60, 1])
})
