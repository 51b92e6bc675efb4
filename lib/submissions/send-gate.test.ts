import { execFileSync, spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { open, readFile, rm, utimes, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeEach, expect, test } from 'vitest'
import { orderFor, type SubmissionsFixture, submissionsFixture } from '#e2e/fixtures/submissions.ts'
import { pathOf } from '#lib/store/format.ts'
import { claimNext } from './claim-next.ts'
import { beginEpoch, readGate } from './send-gate.ts'
import { stateOf } from './state.ts'
import { submitFile } from './submit-file.ts'
import { sweepUnconfirmed } from './sweep-payloads.ts'
import { withdrawSubmission } from './withdraw-submission.ts'

let at: SubmissionsFixture
beforeEach(async () => {
  await at?.drop()
  at = await submissionsFixture()
})
afterAll(() => at.drop())

const LEASE = { channel: 'https', limit: 10, leaseMs: 20_000 }
const storeEpoch = async () => BigInt(await readFile(join(at.dir, '.kvittens-epoch'), 'utf8'))

/** Hands the bytes in for the first company, or the second. */
async function handIn(bytes: Buffer, { second = false, now = new Date() } = {}) {
  const { employerId } = second ? at.second : at.first
  const { actor } = second ? at.second.bo : at.first.anna
  const file = await at.file(employerId, bytes)
  return await submitFile({ db: at.web, actor, now }, { order: orderFor(employerId), file })
}

/** As if the database were that of a backup, made before anything was handed in. */
async function restore(): Promise<void> {
  await beginEpoch(at.relay, at.dir)
  await at.owner.pool.query('TRUNCATE submission CASCADE')
  await at.owner.pool.query('UPDATE send_gate SET epoch = 0')
}

async function release(): Promise<void> {
  await at.owner.pool.query('UPDATE send_gate SET epoch = 99, stopped_at = NULL, stopped_why = NULL, released_at = now()')
}

test('epochs that several relays begin at once are no restore, and the store is never lowered nor ahead', async () => {
  let highest = 0n
  for (let round = 0; round < 10; round++) {
    const begun = await Promise.all([1, 2, 3].map(() => beginEpoch(at.relay, at.dir)))
    expect(begun.map(({ stopped }) => stopped)).toEqual([null, null, null])
    const stored = await storeEpoch()
    expect(
      begun
        .map(({ epoch }) => epoch)
        .toSorted()
        .at(-1),
    ).toBe(stored)
    expect(stored > highest).toBe(true)
    highest = stored
  }
  expect(await readGate(at.web, at.dir)).toEqual({ kind: 'open', forgottenBefore: null })
})

test.each([
  ['read', () => readGate(at.web, at.dir).then(({ kind }) => kind)],
  ['begun', () => beginEpoch(at.relay, at.dir).then(({ stopped }) => stopped ?? 'open')],
])('an epoch that another relay begins while the gate is %s is no restore', async (_what, ask) => {
  // What is read of the store comes when this test gives it: the reader is between its two questions until then.
  const path = join(at.dir, '.kvittens-epoch')
  execFileSync('mkfifo', [path])
  const asked = ask()
  const store = await open(path, 'w')
  await at.owner.pool.query('UPDATE send_gate SET epoch = 5')
  await store.write('5\n')
  await rm(path)
  await store.close()
  expect(await asked).toBe('open')
})

test('relays that are killed between database and store, twenty of them, look like no restore', async () => {
  await beginEpoch(at.relay, at.dir)
  const before = await storeEpoch()
  const client = await at.owner.pool.connect()
  await client.query(
    `BEGIN; SET LOCAL idle_in_transaction_session_timeout = 0; SELECT pg_advisory_xact_lock(hashtextextended('store-epoch', 0))`,
  )
  const relays = Array.from({ length: 20 }, () =>
    spawn(process.execPath, ['e2e/crash/begin-epoch.ts', at.database.as('relay'), at.dir]),
  )
  const epochs = async () => Number((await at.owner.pool.query('SELECT epoch FROM send_gate')).rows[0].epoch)
  await expect.poll(epochs, { timeout: 60_000 }).toBe(Number(before) + 20)
  for (const relay of relays) relay.kill('SIGKILL')
  await client.query('COMMIT')
  client.release()
  expect(await storeEpoch()).toBe(before)
  expect(await readGate(at.web, at.dir)).toMatchObject({ kind: 'open' })
  const begun = await Promise.all([beginEpoch(at.relay, at.dir), beginEpoch(at.relay, at.dir)])
  expect(begun.map(({ stopped }) => stopped)).toEqual([null, null])
  expect(await storeEpoch()).toBe(before + 22n)
}, 60_000)

test('a store ahead of its database closes the gate for all, and nothing is claimed, until it is released', async () => {
  await handIn(randomBytes(100))
  await restore()
  const { submission } = await handIn(randomBytes(100))
  expect(await readGate(at.web, at.dir)).toEqual({ kind: 'stopped', why: 'restored', since: null, isReconciled: false })
  // A relay that ran on while the database was put back knows the epoch that it has seen.
  expect(await claimNext({ db: at.relay }, { ...LEASE, epoch: 1n })).toEqual([])
  const before = await storeEpoch()
  expect(await beginEpoch(at.relay, at.dir)).toEqual({ epoch: 0n, stopped: 'restored' })
  expect(await storeEpoch()).toBe(before)
  expect(await readGate(at.web, at.dir)).toMatchObject({ why: 'restored', since: expect.any(Date) })
  expect(await claimNext({ db: at.relay }, LEASE)).toEqual([])
  await release()
  expect(await claimNext({ db: at.relay }, LEASE)).toMatchObject([{ submissionId: submission.id }])
})

test('what a restore forgot is unknown when it comes again, also after the release, and nothing else is', async () => {
  const [bytes, later, others] = [randomBytes(100), randomBytes(100), randomBytes(100)]
  for (const forgotten of [bytes, later]) await handIn(forgotten)
  await restore()
  const again = await handIn(bytes)
  expect(again.duplicate).toBe(false)
  const state = stateOf(again.submission, new Date())
  expect(state).toMatchObject({ kind: 'held', reason: 'unknown', mayHaveArrived: true, attempts: 0 })
  expect((await handIn(bytes)).submission.id).toBe(again.submission.id)
  for (const fresh of [await handIn(others), await handIn(bytes, { second: true })])
    expect(stateOf(fresh.submission, new Date()).kind).toBe('queued')
  await release()
  expect(stateOf((await handIn(later)).submission, new Date())).toMatchObject({ kind: 'held', reason: 'unknown' })
})

test('a hand-in of bytes that were handed in before too is known as forgotten by the time of its file', async () => {
  const bytes = randomBytes(100)
  await beginEpoch(at.relay, at.dir)
  const days = (count: number) => new Date(Date.now() - count * 86_400_000)
  const { submission } = await handIn(bytes, { now: days(9) })
  const path = pathOf(at.dir, at.first.employerId, submission.sha256)
  await utimes(path, days(9), days(9))
  await at.owner.pool.query(
    `UPDATE submission SET due_since = submitted_at, next_attempt_at = NULL, delivered_at = now(), kvittens_id = 'K1'`,
  )
  await at.owner.pool.query('UPDATE send_gate SET epoch = 0')
  const known = await handIn(bytes)
  expect(stateOf(known.submission, new Date()).kind).toBe('queued')
  // The second of the two is what the backup lacks.
  await at.owner.prisma.submission.delete({ where: { id: known.submission.id } })
  const repeat = await handIn(bytes)
  expect(stateOf(repeat.submission, new Date())).toMatchObject({ kind: 'held', reason: 'unknown' })
})

test('a file that waited in the backup is the first of its repeats, however old it is', async () => {
  const bytes = randomBytes(100)
  await beginEpoch(at.relay, at.dir)
  const { submission } = await handIn(bytes, { now: new Date(Date.now() - 9 * 86_400_000) })
  await at.owner.pool.query('UPDATE send_gate SET epoch = 0')
  expect(await handIn(bytes)).toMatchObject({ duplicate: true, submission: { id: submission.id } })
})

test('what may have been sent before a restore is neither taken back nor replaced until it has been compared', async () => {
  await beginEpoch(at.relay, at.dir)
  const before = new Date(Date.now() - 3_600_000)
  const [queued, held, backThen] = await Promise.all([1, 2, 3].map(() => handIn(randomBytes(100), { now: before })))
  if (!queued || !held || !backThen) throw new Error('three')
  const { id } = held.submission
  await at.owner.prisma.submission.update({
    where: { id },
    data: { nextAttemptAt: null, heldAt: before, heldReason: 'gave-up' },
  })
  await at.owner.pool.query('UPDATE send_gate SET epoch = 0')
  const { employerId, anna } = at.first
  const withdraw = async ({ submission: { reference } }: typeof queued) => {
    const gate = await readGate(at.web, at.dir)
    return await withdrawSubmission({ db: at.web, actor: anna.actor, now: new Date() }, { employerId, reference, gate })
  }
  const replace = async () => {
    const order = orderFor(employerId, { replaces: held.submission.reference })
    const file = await at.file(employerId, randomBytes(100))
    return await submitFile({ db: at.web, actor: anna.actor, now: new Date() }, { order, file })
  }
  await expect(withdraw(queued)).rejects.toMatchObject({ code: 'conflict', detail: 'sending_stopped' })
  // Noted by a relay: what is handed in since then cannot have been sent.
  await beginEpoch(at.relay, at.dir)
  await at.owner.pool.query(`UPDATE send_gate SET stopped_at = now() - interval '10 minutes'`)
  await expect(withdraw(queued)).rejects.toMatchObject({ detail: 'sending_stopped' })
  await expect(withdraw(held)).rejects.toMatchObject({ detail: 'sending_stopped' })
  await expect(replace()).rejects.toMatchObject({ detail: 'not_replaceable' })
  expect(await withdraw(await handIn(randomBytes(100)))).toMatchObject({ withdrawnAt: expect.any(Date) })
  await at.owner.pool.query('UPDATE send_gate SET epoch = 99, reconciled_at = now()')
  expect(await withdraw(queued)).toMatchObject({ withdrawnAt: expect.any(Date) })
  expect(await replace()).toMatchObject({ duplicate: false })
  await release()
  expect(await withdraw(backThen)).toMatchObject({ withdrawnAt: expect.any(Date) })
})

test('without a restore a payload that has no row is what a killed process left: new when it comes again, and swept', async () => {
  const bytes = randomBytes(100)
  await beginEpoch(at.relay, at.dir)
  const file = await at.file(at.first.employerId, bytes)
  await file.payload.seal(file.sha256)
  expect(stateOf((await handIn(bytes)).submission, new Date()).kind).toBe('queued')
})

test('nothing is swept while the gate is closed, and afterwards nothing that may be forgotten', async () => {
  const file = await at.file(at.first.employerId, randomBytes(100))
  await file.payload.seal(file.sha256)
  await restore()
  const age = { olderThanMs: 0, now: new Date(Date.now() + 60_000) }
  const path = pathOf(at.dir, at.first.employerId, file.sha256)
  expect(await sweepUnconfirmed({ db: at.relay }, at.dir, age)).toBe(0)
  await release()
  expect(await sweepUnconfirmed({ db: at.relay }, at.dir, age)).toBe(0)
  expect((await readFile(path)).length).toBeGreaterThan(0)
})

test('a damaged epoch stops all that would need it, and is said to be the store’s fault', async () => {
  await writeFile(join(at.dir, '.kvittens-epoch'), 'x')
  const damaged = { code: 'unavailable', detail: 'storage_damaged', cause: { message: '.kvittens-epoch holds no number' } }
  await expect(readGate(at.web, at.dir)).rejects.toMatchObject(damaged)
  await expect(beginEpoch(at.relay, at.dir)).rejects.toMatchObject(damaged)
})
