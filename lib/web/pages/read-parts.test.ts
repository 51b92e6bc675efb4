import { afterAll, beforeAll, expect, test } from 'vitest'
import { createTestDatabase, type TestDatabase } from '#e2e/fixtures/test-database.ts'
import { beat } from '#lib/beat.ts'
import { type Db, openDb } from '#lib/db.ts'
import { findParts } from './read-parts.ts'

/** No store is there. */
const STORE = '/nowhere'
let database: TestDatabase
let relay: Db
let web: Db

beforeAll(async () => {
  database = await createTestDatabase()
  relay = openDb(database.as('relay'))
  web = openDb(database.as('web'))
})

afterAll(async () => {
  await relay.close()
  await web.close()
  await database.drop()
})

test('a part that has never said anything is silent, and nobody knows since when', async () => {
  expect(await findParts(web, STORE)).toEqual({
    kind: 'known',
    relay: { kind: 'silent', since: null },
    gateway: { kind: 'silent', since: null },
    gate: { kind: 'open', forgottenBefore: null },
    details: { revocation: undefined, mail: undefined },
  })
})

test('one relay of several that is alive is enough', async () => {
  await beat(relay, { process: 'relay', instance: 'old' })
  await relay.pool.query(`UPDATE process_beat SET at = now() - interval '1 hour' WHERE instance = 'old'`)
  expect(await findParts(web, STORE)).toMatchObject({ relay: { kind: 'silent', since: expect.any(Date) } })
  await beat(relay, { process: 'relay', instance: 'new' })
  expect(await findParts(web, STORE)).toMatchObject({ relay: { kind: 'well' }, gateway: { kind: 'silent' } })
})

test('what gateway and relay say of lists and mails is told, and what no version of ours says is not', async () => {
  await beat(relay, { process: 'gateway', instance: 'one', detail: { revocation: 'late' } })
  await beat(relay, { process: 'relay', instance: 'new', detail: { mail: 'off' } })
  expect(await findParts(web, STORE)).toMatchObject({ details: { revocation: 'late', mail: 'off' } })
  await beat(relay, { process: 'gateway', instance: 'one', detail: { revocation: 'odd' } })
  expect(await findParts(web, STORE)).toMatchObject({ details: { revocation: undefined, mail: 'off' } })
})

test('a database that is away is an answer, not a fall', async () => {
  const nowhere = openDb('postgresql://kvittens_web:x@127.0.0.1:1/kvittens')
  expect(await findParts(nowhere, STORE)).toEqual({ kind: 'database-away' })
  await nowhere.close()
})
