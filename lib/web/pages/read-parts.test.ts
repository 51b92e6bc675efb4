import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { createTestDatabase, type TestDatabase } from '#e2e/fixtures/test-database.ts'
import { beat } from '#lib/beat.ts'
import { type Db, openDb } from '#lib/db.ts'
import { prepareStore } from '#lib/store/store.ts'
import { planStop } from '#lib/submissions/planned-stops.ts'
import { causeOfWait, findParts } from './read-parts.ts'

/** No store is there. */
const STORE = '/nowhere'
let database: TestDatabase
let owner: Db
let relay: Db
let web: Db

beforeAll(async () => {
  database = await createTestDatabase()
  owner = openDb(database.owner)
  relay = openDb(database.as('relay'))
  web = openDb(database.as('web'))
  await relay.pool.query(`INSERT INTO receiver_line (channel) VALUES ('https')`)
})
beforeEach(async () => {
  await owner.pool.query('DELETE FROM process_beat')
  await relay.pool.query('UPDATE receiver_line SET last_accepted_at = NULL, failing_since = NULL, failing_code = NULL')
})
afterAll(async () => {
  await owner.close()
  await relay.close()
  await web.close()
  await database.drop()
})

const parts = () => findParts(web, { PAYLOAD_DIR: STORE })
const ageBeats = () => relay.pool.query(`UPDATE process_beat SET at = at - interval '1 hour'`)

test('a part that has never said anything is silent, and nobody knows since when', async () => {
  expect(await parts()).toEqual({
    kind: 'known',
    web: { kind: 'silent', since: null },
    relay: { kind: 'silent', since: null },
    gateway: { kind: 'silent', since: null },
    gate: { kind: 'open', forgottenBefore: null },
    details: { revocation: undefined, mail: undefined },
    line: { kind: 'quiet', lastAccepted: null, hours: [] },
    stops: [],
    stores: false,
  })
})

test('whether a file can be stored is tried, once in a while', async () => {
  const dir = mkdtempSync(join(tmpdir(), 'kvittens-parts-'))
  try {
    await prepareStore(dir)
    expect(await findParts(web, { PAYLOAD_DIR: dir })).toMatchObject({ kind: 'known', stores: true })
    expect(await findParts(web, { PAYLOAD_DIR: join(dir, 'away') })).toMatchObject({ kind: 'known', stores: false })
  } finally {
    rmSync(dir, { recursive: true })
  }
})

test('one relay of several that is alive is enough, and the dead one is told of', async () => {
  await beat(relay, { process: 'relay', instance: 'old' })
  await ageBeats()
  expect(await parts()).toMatchObject({ relay: { kind: 'silent', since: expect.any(Date) } })
  await beat(relay, { process: 'relay', instance: 'new' })
  const dead = { count: 1, of: 2, since: expect.any(Date) }
  expect(await parts()).toMatchObject({ relay: { kind: 'well', dead }, gateway: { kind: 'silent' } })
  // Started again under its name.
  await beat(relay, { process: 'relay', instance: 'old' })
  expect(await parts()).toMatchObject({ relay: { kind: 'well', dead: null } })
})

test('what gateway and relay say of lists and mails is told, and what no version of ours says is not', async () => {
  await beat(owner, { process: 'gateway', instance: 'one', detail: { revocation: 'late' } })
  await beat(relay, { process: 'relay', instance: 'new', detail: { mail: 'off' } })
  expect(await parts()).toMatchObject({ details: { revocation: 'late', mail: 'off' } })
  await beat(owner, { process: 'gateway', instance: 'one', detail: { revocation: 'odd' } })
  expect(await parts()).toMatchObject({ details: { revocation: undefined, mail: 'off' } })
})

test('files wait for the receiver that fails; for a relay that is silent, which nobody tries it for; for a stop', async () => {
  await relay.pool.query(`UPDATE receiver_line SET failing_since = now(), failing_code = 'status-503'`)
  expect(causeOfWait(await parts())).toEqual({ kind: 'relay' })
  expect(await parts()).toMatchObject({ line: { kind: 'quiet' } })
  await beat(relay, { process: 'relay', instance: 'one' })
  expect(causeOfWait(await parts())).toMatchObject({ kind: 'failing', fault: 'busy' })
  await relay.pool.query(`UPDATE send_gate SET stopped_at = now(), stopped_why = 'held'`)
  expect(causeOfWait(await parts())).toEqual({ kind: 'stopped', why: 'held' })
  await relay.pool.query('UPDATE send_gate SET stopped_at = NULL, stopped_why = NULL')
  await relay.pool.query('UPDATE receiver_line SET failing_since = NULL, failing_code = NULL')
  expect(causeOfWait(await parts())).toBeUndefined()
})

test('a stop that comes soon is told', async () => {
  const stop = { from: new Date(Date.now() + 3_600_000), until: null, sv: 'Vi byter databas.', en: 'We change databases.' }
  const id = await planStop({ db: relay, actor: 'admin:lisa' }, stop)
  expect(await parts()).toMatchObject({ stops: [{ ...stop, id }] })
})

test('a database that is away is an answer, not a fall', async () => {
  const nowhere = openDb('postgresql://kvittens_web:x@127.0.0.1:1/kvittens')
  expect(await findParts(nowhere, { PAYLOAD_DIR: STORE })).toEqual({ kind: 'database-away' })
  expect(causeOfWait({ kind: 'database-away' })).toBeUndefined()
  await nowhere.close()
})

test('while the database hangs it is away', async () => {
  const owner = openDb(database.owner)
  const holder = await owner.pool.connect()
  try {
    await holder.query('BEGIN')
    await holder.query('LOCK TABLE process_beat IN ACCESS EXCLUSIVE MODE')
    expect(await parts()).toEqual({ kind: 'database-away' })
  } finally {
    await holder.query('ROLLBACK')
    holder.release()
    await owner.close()
  }
})
