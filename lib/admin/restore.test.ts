// A database put back from a copy of it: what was sent since is not sent again, by anybody.
import { execFile } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type RelayFixture, relayFixture } from '#e2e/fixtures/relay.ts'
import { backUp, restore } from '#e2e/fixtures/restore-database.ts'
import { keepEpoch } from '#lib/relay/keep-epoch.ts'
import { runOnce } from '#lib/relay/loop.ts'
import { stateOf } from '#lib/submissions/state.ts'

let at: RelayFixture
beforeAll(async () => {
  at = await relayFixture()
})
afterAll(() => at.drop())

function admin(...args: string[]): Promise<{ code: number; out: string; err: string }> {
  const env = { ...process.env, LANG: 'en_GB.UTF-8', DATABASE_URL: at.given.database.as('relay'), PAYLOAD_DIR: at.given.dir }
  return new Promise((resolve) => {
    execFile(process.execPath, ['lib/admin/main.ts', ...args], { env }, (error, out, err) =>
      resolve({ code: error ? Number(error.code) : 0, out, err }),
    )
  })
}

/** A relay that has just started: it begins an epoch before it claims anything. */
async function relayRuns(): Promise<void> {
  const relay = at.relay()
  relay.epoch.begunAt = Number.NEGATIVE_INFINITY
  await keepEpoch(relay)
  await runOnce(relay)
}

const handIn = async (bytes: Buffer) => (await at.handIn(1, { bytes }))[0] ?? expect.fail('not handed in')
const kindOf = async (submission: { id: string }) => stateOf(await at.look(submission), new Date()).kind

test('after a restore nothing goes out until it is reconciled and released, and nothing ever twice', async () => {
  const [before, queued, forgotten, later, fresh] = Array.from({ length: 5 }, () => randomBytes(500)) as Buffer[]
  if (!before || !queued || !forgotten || !later || !fresh) throw new Error('five files')
  await handIn(before)
  await relayRuns()
  const waiting = await handIn(queued)
  await backUp(at.given.database.owner)
  await relayRuns()
  for (const bytes of [forgotten, later]) await handIn(bytes)
  await relayRuns()
  const sent = await at.agency.ledger()
  expect(sent).toHaveLength(4)
  await restore(at.given.database.owner)

  const another = await handIn(fresh)
  const again = await handIn(forgotten)
  expect((await handIn(queued)).id).toBe(waiting.id)
  await relayRuns()
  await at.makeDue()
  await relayRuns()
  expect(await at.agency.ledger()).toHaveLength(4)
  expect([await kindOf(waiting), await kindOf(another), await kindOf(again)]).toEqual(['queued', 'queued', 'held'])

  const status = await admin('status')
  expect([status.code, status.out]).toEqual([1, expect.stringContaining('put back from a backup')])
  expect(status.out).toContain('forgotten: 1.')
  expect(await admin('release')).toMatchObject({ code: 2, err: expect.stringContaining('Run reconcile LIST first') })
  const list = join(at.given.dir, 'ledger.jsonl')
  writeFileSync(list, sent.map((line) => `${JSON.stringify(line)}\n`).join(''))
  const looked = await admin('reconcile', list, '--dry')
  expect(looked).toMatchObject({ code: 1, out: expect.stringContaining('Nothing has been recorded.') })
  expect((await admin('release')).code).toBe(2)
  const reconciled = await admin('reconcile', list)
  expect(reconciled.out).toContain('Unknown to us: 1.')
  expect(reconciled.out).toContain('Recorded as arrived, not to be sent: 2.')
  expect(reconciled.code).toBe(1)
  expect(await admin('release')).toMatchObject({ code: 0, out: expect.stringContaining('Sending is on again') })
  expect(await admin('release')).toMatchObject({ code: 0, out: expect.stringContaining('was not stopped') })

  const late = await handIn(later)
  await at.makeDue()
  await relayRuns()
  const ledger = await at.agency.ledger()
  expect(ledger).toHaveLength(5)
  expect(new Set(ledger.map(({ sha256 }) => sha256)).size).toBe(5)
  const kvittensIdOf = (of: { sha256: string }) => ledger.find(({ sha256 }) => sha256 === of.sha256)?.kvittensId
  for (const settled of [waiting, again]) {
    expect(['settled', 'approved']).toContain(await kindOf(settled))
    expect((await at.look(settled)).kvittensId).toBe(kvittensIdOf(settled))
  }
  expect([await kindOf(another), await kindOf(late)]).toEqual([expect.stringMatching(/accepted|approved/), 'held'])
  const { rows } = await at.given.owner.pool.query(`SELECT action FROM audit WHERE action LIKE 'sending.%' ORDER BY seq`)
  expect(rows.map(({ action }) => action)).toEqual(['sending.reconciled', 'sending.released'])
}, 120_000)

test('where store and database are restored together, a hold by hand does the same', async () => {
  expect((await admin('hold')).code).toBe(0)
  expect((await admin('status')).out).toContain('stopped since')
  const sent = (await at.agency.ledger()).length
  const submission = await handIn(randomBytes(500))
  await relayRuns()
  expect((await at.agency.ledger()).length).toBe(sent)
  expect((await admin('release')).code).toBe(2)
  expect((await admin('release', '--without-reconcile')).code).toBe(0)
  await relayRuns()
  expect(await kindOf(submission)).toMatch(/accepted|approved/)
})

test('what was compared before a restore does not count after it, whatever the backup remembers', async () => {
  const list = join(at.given.dir, 'ledger.jsonl')
  const reconcile = async () => {
    const sent = await at.agency.ledger()
    writeFileSync(list, sent.map((line) => `${JSON.stringify(line)}\n`).join(''))
    expect((await admin('reconcile', list)).out).toContain('release')
  }
  await admin('hold')
  await reconcile()
  await admin('hold')
  // Stopped by hand once more: store and database may have been put back together since.
  expect(await admin('release')).toMatchObject({ code: 2 })
  const stops = `SELECT FROM audit WHERE action = 'sending.stopped' AND detail ->> 'why' = 'again'`
  expect((await at.given.owner.pool.query(stops)).rowCount).toBe(1)
  await reconcile()
  await backUp(at.given.database.owner)
  expect((await admin('release')).code).toBe(0)
  await handIn(randomBytes(500))
  await relayRuns()
  await restore(at.given.database.owner)
  expect(await admin('release')).toMatchObject({ code: 2, err: expect.stringContaining('Run reconcile LIST first') })
  await relayRuns()
  expect((await admin('release')).code).toBe(2)
  await reconcile()
  await relayRuns()
  expect((await admin('status')).out).toContain('put back from a backup')
  expect((await admin('release')).code).toBe(0)
}, 60_000)

test('a damaged store is said to be that', async () => {
  writeFileSync(join(at.given.dir, '.kvittens-epoch'), '12')
  expect(await admin('status')).toMatchObject({ code: 2, err: expect.stringContaining('The store of the files is damaged') })
})
