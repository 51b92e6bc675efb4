// The relay as a real process: signals, wake-up, sign of life.
import { type ChildProcess, spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { type RelayFixture, relayFixture } from '#e2e/fixtures/relay.ts'
import { issueLeaf, loadAuthority } from '#e2e/rehearsal/pki/authority.ts'
import { registerPem } from '#e2e/rehearsal/pki/register-pem.ts'
import { type Responder, startResponder } from '#e2e/rehearsal/pki/responder.ts'
import type { ReceiverFile } from '#lib/wire/receiver.ts'

let at: RelayFixture
let children: ChildProcess[] = []
beforeAll(async () => {
  at = await relayFixture()
})
afterAll(() => at.drop())
beforeEach(() => at.agency.reset())
afterEach(async () => {
  await Promise.all(children.map((child) => end(child, 'SIGKILL')))
  children = []
  // What a test leaves in the queue is not for the next one's relay.
  await at.given.owner.pool.query('UPDATE submission SET next_attempt_at = NULL, next_poll_at = NULL')
})

/** `preload`: a module that is loaded before the relay. */
function start(file: string, { preload, ...more }: Record<string, string> & { preload?: string } = {}) {
  const identity = join(at.given.dir, 'identity')
  writeFileSync(identity, `# relay\n${at.given.identity}\n`)
  const imports = preload ? ['--import', preload] : []
  const child = spawn(process.execPath, [...imports, join(import.meta.dirname, 'main.ts')], {
    env: {
      ...process.env,
      DATABASE_URL: at.given.database.as('relay'),
      PAYLOAD_DIR: at.given.dir,
      RECEIVER_FILE: file,
      PAYLOAD_KEYS: at.given.keys,
      WEBHOOK_IDENTITY: identity,
      INSTANCE: 'process',
      ...more,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let said = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (said += chunk))
  children.push(child)
  return { child, said: () => said }
}
function end(child: ChildProcess, signal: NodeJS.Signals): Promise<number | null> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve(child.exitCode)
  return new Promise((resolve) => {
    child.once('exit', resolve)
    child.kill(signal)
  })
}
const SHIFTED_CLOCK = join(import.meta.dirname, '../../e2e/fixtures/shifted-clock.ts')
const HUNG_STATEMENT = join(import.meta.dirname, '../../e2e/fixtures/hung-statement.ts')
const HOUR_MS = 3_600_000
const soon = { timeout: 60_000, interval: 50 }
const only = <T>([submission]: T[]): T => submission ?? expect.fail('nothing was handed in')

test('sends what is handed in while it runs, says that it lives, and goes when told to', async () => {
  const { child, said } = start(at.receiverFile())
  await expect.poll(said, soon).toContain('started')
  const submission = only(await at.handIn())
  await expect.poll(async () => (await at.look(submission)).deliveredAt, soon).not.toBeNull()
  const beat = await at.given.owner.prisma.processBeat.findFirst({ where: { process: 'relay', instance: 'process' } })
  expect(beat?.detail).toMatchObject({ line: 'open', certificateDaysLeft: expect.any(Number) })
  expect(await end(child, 'SIGTERM')).toBe(0)
})

test('asked to stop, it takes nothing new and lets what is under way end', async () => {
  await at.agency.behave({ rules: [{ mode: 'slow' }] })
  const { child } = start(at.receiverFile())
  const submission = only(await at.handIn())
  await expect.poll(async () => (await at.agency.ledger()).length, soon).toBe(1)
  const gone = end(child, 'SIGTERM')
  const next = only(await at.handIn())
  expect(await gone).toBe(0)
  expect((await at.look(submission)).attempts).toMatchObject([{ outcome: 'accepted' }])
  expect((await at.look(next)).attempts).toEqual([])
})

test('what does not end in time is cut off, and stands there as unknown', async () => {
  await at.agency.behave({ rules: [{ mode: 'hang' }] })
  const limits = { headersMs: 60_000, stopMs: 300 }
  const { child } = start(at.receiverFile({ limits }))
  const submission = only(await at.handIn())
  await expect.poll(async () => (await at.look(submission)).sendingAt, soon).not.toBeNull()
  await new Promise((resolve) => setTimeout(resolve, 500)) // the file goes out
  expect(await end(child, 'SIGTERM')).toBe(0)
  expect((await at.look(submission)).attempts).toMatchObject([{ outcome: 'unknown', code: 'aborted' }])
})

test('reads the receiver’s file anew on SIGHUP', async () => {
  const file = at.receiverFile()
  const { child, said } = start(file)
  await expect.poll(said, soon).toContain('started')
  await at.agency.behave({ dedupe: false, rules: [{ mode: 'store-then-reset' }] })
  const settings = JSON.parse(readFileSync(file, 'utf8')) as ReceiverFile
  writeFileSync(file, JSON.stringify({ ...settings, dedupes: false }))
  child.kill('SIGHUP')
  await expect.poll(said, soon).toContain('reloaded')
  const submission = only(await at.handIn())
  await expect.poll(async () => (await at.look(submission)).heldReason, soon).toBe('unknown')
})

test('a clock that is set back while the line rests does not make the rest longer', async () => {
  await at.agency.behave({ rules: [{ mode: 'status-403' }] })
  const clock = { preload: SHIFTED_CLOCK, CLOCK_SHIFT_MS: String(-HOUR_MS), CLOCK_SHIFT_ON: 'SIGUSR2' }
  const { child, said } = start(at.receiverFile({ pause: { firstMs: 1_000 }, retry: { firstMs: 100, maxMs: 100 } }), clock)
  const submission = only(await at.handIn())
  await expect.poll(said, soon).toContain('status-403')
  await at.agency.behave({})
  child.kill('SIGUSR2')
  await expect.poll(async () => (await at.look(submission)).deliveredAt, soon).not.toBeNull()
  const logged = said()
    .split('\n')
    .findLast((line) => line.includes('accepted'))
  expect(Date.parse(JSON.parse(logged ?? '{}').time)).toBeLessThan(Date.now() - HOUR_MS / 2)
})

test('is killed when the line has opened and before what waits is brought forward: the next relay does that', async () => {
  await at.agency.behave({ dedupe: true, rules: [{ mode: 'status-503', retryAfter: 3_600 }] })
  const file = at.receiverFile({
    limits: { leaseMs: 1_500 },
    retry: { firstMs: HOUR_MS },
    pause: { afterMs: 300, firstMs: 100, maxMs: 300 },
  })
  const first = start(file, { INSTANCE: 'first', preload: HUNG_STATEMENT, HUNG_STATEMENT: 'bring-forward' })
  const waiting = await at.handIn(6)
  const row = async () => await at.given.owner.prisma.receiverLine.findFirst({ where: { failingSince: { not: null } } })
  const rows = async () => await Promise.all(waiting.map(at.look))
  const delivered = async () => (await rows()).filter(({ deliveredAt }) => deliveredAt).length
  await expect.poll(row, soon).not.toBeNull()
  await expect.poll(async () => (await rows()).every(({ attemptCount }) => attemptCount > 0), soon).toBe(true)
  await at.agency.behave({ dedupe: true })
  await expect.poll(delivered, soon).toBe(1)
  // It has opened for the relay, which has come to that statement by now, and nobody is told yet.
  await new Promise((resolve) => setTimeout(resolve, 1_500))
  expect(await row()).not.toBeNull()
  await end(first.child, 'SIGKILL')
  start(file, { INSTANCE: 'second' })
  await expect.poll(delivered, soon).toBe(6)
  await expect.poll(row, soon).toBeNull()
})

test('is killed in the middle of a file: another takes over, the receiver has it once', async () => {
  await at.agency.behave({ rules: [{ mode: 'store-then-hang' }] })
  const limits = { headersMs: 60_000, leaseMs: 1_500 }
  const retry = { firstMs: 100 }
  const file = at.receiverFile({ limits, retry })
  const first = start(file, { INSTANCE: 'first' })
  const submission = only(await at.handIn(1, { bytes: randomBytes(300_000) }))
  await expect.poll(async () => (await at.agency.ledger()).length, soon).toBe(1)
  await end(first.child, 'SIGKILL')
  await at.agency.behave({})
  start(file, { INSTANCE: 'second' })
  await expect.poll(async () => (await at.look(submission)).deliveredAt, soon).not.toBeNull()
  const { attempts, kvittensId } = await at.look(submission)
  expect(attempts.map(({ relay, outcome, code }) => [relay, outcome, code])).toEqual([
    ['first', 'unknown', 'relay-lost'],
    ['second', 'accepted', 'status-202'],
  ])
  expect(await at.agency.ledger()).toMatchObject([{ kvittensId, repeats: 1, sha256: submission.sha256 }])
})

test('a file that ends every relay is held after three; its neighbours lose nothing but time', async () => {
  const [poison, neighbour] = [at.given.second.orgnr, at.given.first.orgnr]
  // Under way for long; what ends the relay then is this test.
  const rules = [
    { mode: 'store-then-hang' as const, orgnr: poison },
    { mode: 'slow' as const, orgnr: neighbour },
  ]
  await at.agency.behave({ rules })
  const bad = only(await at.handIn(1, { second: true }))
  const good = await at.handIn(5)
  const file = at.receiverFile({ limits: { headersMs: 60_000 }, retry: { firstMs: 100, maxMs: 200 } })
  const openAttempts = () => at.given.owner.prisma.attempt.findMany({ where: { closedAt: null } })
  const atOnce: number[] = []
  for (let death = 1; death <= 3; death++) {
    const { child } = start(file, { INSTANCE: `relay-${death}` })
    const isUnderWay = async () =>
      (await openAttempts()).some((one) => one.submissionId === bad.id && one.relay === `relay-${death}`)
    await expect.poll(isUnderWay, soon).toBe(true)
    // The first takes neighbours along.
    if (death === 1) await expect.poll(async () => (await openAttempts()).length, soon).toBeGreaterThan(1)
    atOnce.push((await openAttempts()).filter(({ relay }) => relay === `relay-${death}`).length)
    // The receiver has it, and says nothing.
    const isStored = async () => (await at.agency.ledger()).some(({ messageId }) => messageId === bad.messageId)
    if (death === 3) await expect.poll(isStored, soon).toBe(true)
    await end(child, 'SIGKILL')
    await at.expireLeases()
  }
  await at.agency.behave({})
  start(file, { INSTANCE: 'last' })
  await expect.poll(async () => (await at.look(bad)).heldReason, soon).toBe('unknown')
  const rows = async () => await Promise.all(good.map(at.look))
  await expect.poll(async () => (await rows()).filter(({ deliveredAt }) => deliveredAt).length, soon).toBe(good.length)
  expect([atOnce.slice(1), (await at.look(bad)).deaths]).toEqual([[1, 1], 3])
  expect(Math.max(...(await rows()).map(({ deaths }) => deaths))).toBe(1)
  const ledger = await at.agency.ledger()
  const [taken, handedIn] = [ledger.map((entry) => entry.messageId), [bad, ...good].map((one) => one.messageId)]
  expect(taken.sort()).toEqual(handedIn.sort())
})

test('does not start without what it needs, and says all that is missing at once', async () => {
  const { child, said } = start('', { PAYLOAD_KEYS: '', DATABASE_URL: 'no address' })
  await new Promise((resolve) => child.once('exit', resolve))
  for (const name of ['DATABASE_URL', 'RECEIVER_FILE', 'PAYLOAD_KEYS']) expect(said()).toContain(name)
})

test('asks the issuers of certificates in use what is revoked, and only hosts that it may ask', async () => {
  const { pki, given } = at
  const authority = await loadAuthority(readFileSync(pki.ca, 'utf8'), readFileSync(join(pki.dir, 'ca-key.pem'), 'utf8'))
  const [known, strange] = await Promise.all(
    [0, 1].map(() => startResponder(() => authority, { other: () => expect.fail('nobody else signs here') })),
  )
  if (!known || !strange) return expect.fail('no responders')
  try {
    for (const { crlUrl } of [known, strange]) {
      const leaf = await issueLeaf(authority, { commonName: 'a', serialNumber: given.first.orgnr, where: { crl: crlUrl } })
      const file = join(given.dir, `${leaf.serial}.pem`)
      writeFileSync(file, leaf.pem)
      await registerPem(given.owner, given.first.employerId, file)
    }
    start(at.receiverFile(), { GATEWAY_CA: pki.ca, REVOCATION_HOSTS: new URL(known.crlUrl).host })
    const row = ({ crlUrl }: Responder) => given.owner.prisma.revocationAnswer.findUnique({ where: { key: `crl:${crlUrl}` } })
    await expect.poll(async () => (await row(known))?.fetchedAt ?? null, { timeout: 60_000 }).toBeInstanceOf(Date)
    await expect.poll(async () => (await row(strange))?.lastError ?? null, { timeout: 60_000 }).toBe('host-not-allowed')
    expect([known.asked.length > 0, strange.asked]).toEqual([true, []])
  } finally {
    await known.stop()
    await strange.stop()
  }
}, 150_000)
