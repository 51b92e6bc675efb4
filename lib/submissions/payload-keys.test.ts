// A key a month: made once, published when it is durable, written by relay alone, destroyed with the last payload of its month.
import { spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { generateIdentity, identityToRecipient } from 'age-encryption'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { orderFor, type SubmissionsFixture, submissionsFixture } from '#e2e/fixtures/submissions.ts'
import { openDb } from '#lib/db.ts'
import { readPayloadRecipient } from '#lib/intake/read-payload-recipient.ts'
import { identityFor } from '#lib/relay/keep-keys.ts'
import { pathOf } from '#lib/store/format.ts'
import { openPayload, PayloadDamaged } from '#lib/store/open-payload.ts'
import { makeKey, prepareKeys, readKeyIfThere } from '#lib/store/payload-keys.ts'
import { startPayload } from '#lib/store/start-payload.ts'
import { destroyPayloadKeys } from './destroy-payload-keys.ts'
import { listPayloadMonths } from './list-payload-months.ts'
import { findPayloadKeys, findStrangeKeys, makePayloadKeys } from './make-payload-keys.ts'
import { purgeSubmissions } from './purge-submissions.ts'
import { submitFile } from './submit-file.ts'

const OLD = '2026-08'
let at: SubmissionsFixture
let keys: string
beforeAll(async () => {
  at = await submissionsFixture()
  // Rows of old months are written here as they would have been then.
  await sql('ALTER TABLE submission DISABLE TRIGGER submission_payload_month_is_open')
})
beforeEach(async () => {
  await sql('TRUNCATE submission, upload, payload_key CASCADE')
  for (const name of readdirSync(at.dir)) if (/^\w{8}-/.test(name)) rmSync(join(at.dir, name), { recursive: true })
  keys = mkdtempSync(join(tmpdir(), 'kvittens-keys-'))
})
afterAll(() => at.drop())

const sql = (text: string, values: unknown[] = []) => at.owner.pool.query(text, values)
const rows = () => at.owner.prisma.payloadKey.findMany({ orderBy: { month: 'asc' } })
const files = () =>
  readdirSync(keys)
    .filter((name) => name !== '.kvittens-payload-keys')
    .sort()
const destroy = () => destroyPayloadKeys({ db: at.relay }, { keys, payloadDir: at.dir, relay: 'r' })

test('twenty relays at once make one key for each month that is due, and all publish the same', async () => {
  await prepareKeys(keys)
  const relays = Array.from({ length: 20 }, () => openDb(at.database.as('relay'), { max: 1 }))
  await Promise.all(relays.map((db, n) => makePayloadKeys({ db }, { keys, relay: `r${n}` })))
  await Promise.all(relays.map((db) => db.close()))
  const made = await rows()
  expect(files()).toEqual(made.map(({ month }) => `${month}.key`))
  expect(made[0]?.month).toBe(at.month)
  for (const { month, recipient } of made) {
    expect(await identityToRecipient((await readKeyIfThere(keys, month)) ?? '')).toBe(recipient)
    expect(statSync(join(keys, `${month}.key`)).mode & 0o777).toBe(0o600)
  }
  const { rowCount } = await sql(`SELECT FROM audit WHERE action = 'payload-key.made'`)
  expect(rowCount).toBe(made.length)
})

test('without the database’s lock too the folder holds one key: nobody replaces what is there', async () => {
  await prepareKeys(keys)
  const months = ['2026-01', '2026-02', '2026-03', '2026-04', '2026-05', '2026-06', '2026-07', '2026-08']
  for (const month of months) {
    // Some are done before others, that saw none either, publish theirs.
    const made = await Promise.all(Array.from({ length: 20 }, (_, n) => sleep(n).then(() => makeKey(keys, month))))
    expect(new Set(made).size).toBe(1)
  }
  expect(files()).toEqual(months.map((month) => `${month}.key`))
})

test('a relay that is killed between file and row leaves a key that the next one publishes', async () => {
  await prepareKeys(keys)
  // Nobody can write the row, so that the kill falls behind the file.
  const holder = await at.owner.pool.connect()
  await holder.query('BEGIN; LOCK TABLE payload_key IN EXCLUSIVE MODE')
  const relay = spawn(process.execPath, ['e2e/fixtures/make-keys-process.ts', at.database.as('relay'), keys])
  await expect.poll(files, { timeout: 60_000 }).toContain(`${at.month}.key`)
  const gone = once(relay, 'exit')
  relay.kill('SIGKILL')
  await gone
  const left = readFileSync(join(keys, `${at.month}.key`), 'utf8').trim()
  await holder.query('ROLLBACK')
  holder.release()
  expect(await rows()).toEqual([])
  await makePayloadKeys({ db: at.relay }, { keys, relay: 'next' })
  expect((await rows())[0]?.recipient).toBe(await identityToRecipient(left))
})

test.each(['web', 'gateway'] as const)('%s reads the recipient and can plant none', async (role) => {
  await findPayloadKeys({ db: at.relay }, { keys, relay: 'r' })
  const db = openDb(at.database.as(role), { max: 1 })
  const mine = await identityToRecipient(await generateIdentity())
  expect((await readPayloadRecipient(db)).month).toBe(at.month)
  for (const statement of [
    `INSERT INTO payload_key (month, recipient) VALUES ('2027-01', '${mine}')`,
    `UPDATE payload_key SET recipient = '${mine}'`,
    'UPDATE payload_key SET destroyed_at = now()',
    'DELETE FROM payload_key',
  ])
    await expect(db.pool.query(statement), statement).rejects.toThrow('permission denied')
  await db.close()
})

test('the newest month that has begun is sealed for; in a month’s first three days the last will do, and then nothing is taken', async () => {
  const recipients = await Promise.all(['2027-01', '2027-02'].map(async () => identityToRecipient(await generateIdentity())))
  await sql(`INSERT INTO payload_key (month, recipient) VALUES ('2027-01', $1), ('2027-02', $2)`, recipients)
  const monthAt = async (time: string) => (await at.web.pool.query('SELECT month FROM payload_key_at($1)', [time])).rows[0]?.month
  expect(await monthAt('2026-12-31T22:59:59Z')).toBeUndefined()
  expect(await monthAt('2026-12-31T23:00:00Z')).toBe('2027-01')
  expect(await monthAt('2027-01-31T22:59:59Z')).toBe('2027-01')
  expect(await monthAt('2027-01-31T23:00:00Z')).toBe('2027-02')
  expect(await monthAt('2027-03-03T22:59:59Z')).toBe('2027-02')
  expect(await monthAt('2027-03-03T23:00:00Z')).toBeUndefined()
  await sql('TRUNCATE payload_key CASCADE')
  await expect(readPayloadRecipient(at.web)).rejects.toMatchObject({ code: 'unavailable', detail: 'payload_key' })
})

test('another folder never becomes the folder of keys, and a key that is missing there damages no file', async () => {
  expect(await findPayloadKeys({ db: at.relay }, { keys, relay: 'r' })).toBe(true)
  const other = `${keys}-other`
  expect(await findPayloadKeys({ db: at.relay }, { keys: other, relay: 'r2' })).toBe(false)
  expect(existsSync(other)).toBe(false)
  expect(await findStrangeKeys({ db: at.relay }, keys)).toEqual([])
  await prepareKeys(other)
  expect(await findStrangeKeys({ db: at.relay }, other)).toContain(at.month)
  const open = identityFor({ db: at.relay, keys: other }, undefined)(at.month)
  await expect(open).rejects.toThrow(`no key of ${at.month}`)
  await expect(open).rejects.not.toBeInstanceOf(PayloadDamaged)
})

/** As it was handed in in that month. */
async function handIn(month: string, bytes = randomBytes(500)) {
  const { employerId, anna } = at.first
  const recipient = await identityToRecipient(await makeKey(keys, month))
  await sql('INSERT INTO payload_key (month, recipient) VALUES ($1, $2) ON CONFLICT DO NOTHING', [month, recipient])
  const payload = await startPayload({ dir: at.dir, employerId, recipient, month })
  await payload.write(bytes)
  const whole = await at.file(employerId, bytes)
  await whole.payload.discard()
  const file = { ...whole, payload }
  const { submission } = await submitFile(
    { db: at.web, actor: anna.actor, now: new Date() },
    { order: orderFor(employerId), file },
  )
  return submission
}
const endLongAgo = ({ id }: { id: string }) =>
  sql(`UPDATE submission SET next_attempt_at = NULL, withdrawn_at = now() WHERE id = $1`, [id]).then(() =>
    sql(`UPDATE submission SET ended_at = now() - interval '90 days' WHERE id = $1`, [id]),
  )
const purge = () => purgeSubmissions({ db: at.relay }, { payloadDir: at.dir, keepDays: 60, relay: 'r' })

async function read(dir: string, sha256: string, identity = identityFor({ db: at.relay, keys }, undefined)): Promise<Buffer> {
  const parts: Uint8Array[] = []
  for await (const part of openPayload({ dir, employerId: at.first.employerId, sha256, identity })) parts.push(part)
  return Buffer.concat(parts)
}

test('a month’s key goes with the last payload of the month, and then no copy of its files opens, not with any key that is left', async () => {
  await prepareKeys(keys)
  const bytes = randomBytes(500)
  const [first, last] = [await handIn(OLD, bytes), await handIn(OLD)]
  const other = await handIn('2026-09')
  const backup = `${keys}-backup`
  cpSync(at.dir, backup, { recursive: true })
  expect(await read(backup, first.sha256)).toEqual(bytes)
  expect(first.payloadMonth).toBe(OLD)

  await endLongAgo(first)
  expect([await purge(), await destroy()]).toEqual([1, []])
  await endLongAgo(last)
  expect([await purge(), await destroy()]).toEqual([1, [OLD]])
  expect(files()).toEqual(['2026-09.key'])
  const [gone] = await rows()
  expect(gone?.destroyedAt).not.toBeNull()
  const { rows: audit } = await sql(`SELECT actor, object FROM audit WHERE action = 'payload-key.destroyed'`)
  expect(audit).toEqual([{ actor: 'relay:r', object: OLD }])

  for (const { sha256 } of [first, last]) {
    await expect(read(backup, sha256)).rejects.toBeInstanceOf(PayloadDamaged)
    for (const key of [at.identity, at.deliveryIdentity, (await readKeyIfThere(keys, '2026-09')) ?? ''])
      await expect(read(backup, sha256, async () => key)).rejects.toBeInstanceOf(PayloadDamaged)
  }
  expect(await read(at.dir, other.sha256)).toHaveLength(500)
  await expect(sql('UPDATE payload_key SET destroyed_at = NULL')).rejects.toThrow(`the key of ${OLD} is destroyed`)
})

test('a copy of the folder that is put back loses its destroyed keys again', async () => {
  await prepareKeys(keys)
  await endLongAgo(await handIn(OLD))
  const copy = readFileSync(join(keys, `${OLD}.key`))
  await purge()
  await destroy()
  writeFileSync(join(keys, `${OLD}.key`), copy)
  await destroy()
  expect(files()).toEqual([])
})

test.each([
  ['a submission with content, its file away', leaveRow],
  ['an unfinished upload', () => addUpload('2026-08-31T21:00:00Z')],
  ['a file that no row knows', leaveOrphan],
  ['a file on its way in', leaveIncoming],
])('no key is destroyed while there is %s', async (_what, leave) => {
  await prepareKeys(keys)
  await endLongAgo(await handIn(OLD))
  await purge()
  await leave()
  expect(await destroy()).toEqual([])
  expect(files()).toEqual([`${OLD}.key`])
  for (const name of readdirSync(join(at.dir, '.incoming'))) rmSync(join(at.dir, '.incoming', name))
  for (const name of readdirSync(at.dir)) if (/^\w{8}-/.test(name)) rmSync(join(at.dir, name), { recursive: true })
  await sql('TRUNCATE submission, upload CASCADE')
  expect(await destroy()).toEqual([OLD])
})

async function addUpload(createdAt: string): Promise<void> {
  const { employerId } = at.first
  const times = { createdAt: new Date(createdAt), expiresAt: new Date('2035-01-01T00:00:00Z') }
  const row = {
    id: randomBytes(16).toString('hex'),
    way: 'gateway',
    service: 'sjukanmalan',
    fileName: 'x.xml',
    bytes: 10n,
    sealedKey: Uint8Array.of(1),
  }
  await at.owner.prisma.upload.create({ data: { ...row, ...times, employerId } })
}

async function leaveRow(): Promise<void> {
  const { sha256 } = await handIn(OLD)
  rmSync(pathOf(at.dir, at.first.employerId, sha256))
}

async function leaveOrphan(): Promise<void> {
  await handIn(OLD)
  await sql('TRUNCATE submission CASCADE')
}

async function leaveIncoming(): Promise<void> {
  const recipient = await identityToRecipient((await readKeyIfThere(keys, OLD)) ?? '')
  const payload = await startPayload({ dir: at.dir, employerId: at.first.employerId, recipient, month: OLD })
  await payload.write(randomBytes(100))
  await payload.finish()
}

test('this month’s key stays though nothing is sealed for it, and nothing new gets a row under an old one', async () => {
  await findPayloadKeys({ db: at.relay }, { keys, relay: 'r' })
  expect(await destroy()).toEqual([])
  await sql('ALTER TABLE submission ENABLE TRIGGER submission_payload_month_is_open')
  try {
    await expect(handIn(OLD)).rejects.toThrow('nothing new may be sealed for 2026-08')
    expect((await handIn(at.month)).payloadMonth).toBe(at.month)
  } finally {
    await sql('ALTER TABLE submission DISABLE TRIGGER submission_payload_month_is_open')
  }
})

test('what each month holds can be told, that of before the months too', async () => {
  await prepareKeys(keys)
  await handIn(OLD)
  await handIn('2026-09')
  await sql(`UPDATE submission SET payload_month = NULL WHERE payload_month = '2026-09'`)
  expect(await listPayloadMonths({ db: at.relay })).toEqual([
    { month: '2026-09', kept: 0, destroyedAt: null },
    { month: OLD, kept: 1, destroyedAt: null },
    { month: null, kept: 1, destroyedAt: null },
  ])
})
