import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { createTestDatabase, type TestDatabase } from '#e2e/fixtures/test-database.ts'
import { type Db, openDb } from '#lib/db.ts'
import { KNOWN_FOR_MS, lineFaultOf, readReceiverLine } from './receiver-line.ts'

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
beforeEach(() => relay.pool.query(`UPDATE receiver_line SET last_accepted_at = NULL, failing_since = NULL, failing_code = NULL`))

/** A Monday. */
const NOW = new Date('2026-11-30T12:18:00Z')
const ago = (ms: number) => new Date(NOW.getTime() - ms)
const MINUTE_MS = 60_000
const nights = [{ days: [1, 2, 3, 4, 5, 6, 7], from: '20:00', to: '24:00' }]

const note = (line: { accepted?: Date; since?: Date; code?: string; hours?: object }) =>
  relay.pool.query(
    `INSERT INTO receiver_line (channel, last_accepted_at, failing_since, failing_code, hours) VALUES ('https', $1, $2, $3, $4)
     ON CONFLICT (channel) DO UPDATE SET last_accepted_at = $1, failing_since = $2, failing_code = $3, hours = $4`,
    [line.accepted ?? null, line.since ?? null, line.code ?? null, JSON.stringify(line.hours ?? [])],
  )
const read = () => readReceiverLine({ db: web, now: NOW })

test('before any relay has noted a thing nobody knows', async () => {
  expect(await readReceiverLine({ db: web, now: NOW }, 'shs')).toEqual({ kind: 'quiet', lastAccepted: null, hours: [] })
})

test('a file that was taken lately shows that it works; after a quarter of an hour nobody knows', async () => {
  await note({ accepted: ago(KNOWN_FOR_MS - 1) })
  expect(await read()).toEqual({ kind: 'working', lastAccepted: ago(KNOWN_FOR_MS - 1), hours: [] })
  await note({ accepted: ago(KNOWN_FOR_MS) })
  expect(await read()).toEqual({ kind: 'quiet', lastAccepted: ago(KNOWN_FOR_MS), hours: [] })
})

test('a time to come shows nothing: the clock was set back', async () => {
  await note({ accepted: ago(-KNOWN_FOR_MS) })
  expect(await read()).toMatchObject({ kind: 'quiet' })
})

test('it fails since when and how, however lately a file was taken', async () => {
  const accepted = ago(MINUTE_MS)
  await note({ accepted, since: ago(30_000), code: 'status-503' })
  expect(await read()).toEqual({ kind: 'failing', since: ago(30_000), fault: 'busy', lastAccepted: accepted, hours: [] })
})

test('while it is closed it does not fail, unless the fault is ours', async () => {
  await note({ accepted: ago(MINUTE_MS), since: ago(MINUTE_MS), code: 'headers-timeout', hours: nights })
  expect(await read()).toMatchObject({ kind: 'closed', opens: new Date('2026-11-30T19:00:00Z') })
  await note({ since: ago(MINUTE_MS), code: 'own-certificate-expired', hours: nights })
  expect(await read()).toMatchObject({ kind: 'failing', fault: 'ownCertificate' })
  await note({ accepted: ago(MINUTE_MS), hours: nights })
  expect(await read()).toMatchObject({ kind: 'closed' })
})

test.each([
  ['own-certificate-expired', 'ownCertificate'],
  ['receiver-certificate', 'receiverCertificate'],
  ['payloads-away', 'ours'],
  ['payload-keys-away', 'ours'],
  ['status-401', 'refusesUs'],
  ['tls-refused', 'refusesUs'],
  ['answer-empty', 'unreadable'],
  ['status-404', 'notFound'],
  ['status-503', 'busy'],
  ['status-429', 'busy'],
  ['answer-unreadable', 'unreadable'],
  ['status-302', 'unreadable'],
  ['connection-refused', 'silent'],
  ['headers-timeout', 'silent'],
])('%s is told as %s', (code, fault) => {
  expect(lineFaultOf(code)).toBe(fault)
})
