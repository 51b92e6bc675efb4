import { type ChildProcess, spawn } from 'node:child_process'
import { chmodSync, mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { PEPPER } from '#e2e/fixtures/accounts.ts'
import { logInPerson, signedApplication, TEST_BROKER, testBrokerKeys, writeIdToken } from '#e2e/fixtures/applications.ts'
import { CODE_SECRET, freshCode } from '#e2e/fixtures/one-time-code.ts'
import { createTestDatabase, type TestDatabase } from '#e2e/fixtures/test-database.ts'
import { setPassword } from '#lib/access/set-password.ts'
import { signedNonce } from '#lib/access/verify-signature.ts'
import { openDb } from '#lib/db.ts'
import { openKeeping } from '#lib/keeping/open-keeping.ts'

let database: TestDatabase
let dir: string
let running: ChildProcess[] = []
beforeAll(async () => {
  database = await createTestDatabase()
  dir = mkdtempSync(join(tmpdir(), 'kvittens-keeper-'))
})
afterEach(() => {
  for (const child of running) child.kill('SIGKILL')
  running = []
})
afterAll(async () => {
  await database.drop()
  rmSync(dir, { recursive: true })
})

/** Keeper as a process of its own: until it listens, or has ended. */
function start(socket: string): Promise<{ child: ChildProcess; said: string; code: number | null }> {
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', 'lib/keeper/main.ts'], {
    env: {
      ...{ NODE_ENV: 'production', NODE_COMPILE_CACHE: process.env.NODE_COMPILE_CACHE, PATH: process.env.PATH },
      ...{ DATABASE_URL: database.as('keeper'), PAYLOAD_DIR: dir, KEEPER_SOCKET: socket, PERSON_KEY: PEPPER },
      ...{ PUBLIC_URL: 'http://localhost:3999', PASSWORD_LOGIN: 'on' },
      ...{ OIDC_ISSUER: TEST_BROKER.issuer, OIDC_CLIENT_ID: 'kvittens', OIDC_JWKS_FILE: join(dir, 'jwks.json') },
      ...{ OIDC_ID_TOKEN_ALG: TEST_BROKER.alg, OIDC_ACR: 'loa3' },
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  running.push(child)
  let said = ''
  return new Promise((resolve) => {
    child.stdout?.on('data', (part) => {
      said += part
      if (said.includes('"listening"')) resolve({ child, said, code: null })
    })
    child.once('exit', (code) => resolve({ child, said, code }))
  })
}

const gone = (child: ChildProcess) => new Promise((resolve) => child.once('exit', resolve))
const ask = (socket: string) =>
  openKeeping(socket).ask('keyNumbers', { credential: '', purpose: 'application', numbers: ['198112189876'] })

test('one keeper listens on a socket: a second refuses to start, and one after a kill takes its place', async () => {
  const socket = join(dir, 'one', 'socket')
  const first = await start(socket)
  expect([statSync(join(dir, 'one')).mode & 0o777, statSync(socket).mode & 0o777]).toEqual([0o700, 0o660])
  await expect(ask(socket)).rejects.toMatchObject({ code: 'not_signed_in' })
  const second = await start(socket)
  expect([second.code, second.said]).toEqual([1, expect.stringContaining('somebody listens on the socket already')])
  await expect(ask(socket)).rejects.toMatchObject({ code: 'not_signed_in' })
  first.child.kill('SIGKILL')
  await gone(first.child)
  await expect(ask(socket)).rejects.toMatchObject({ code: 'unavailable', detail: 'keeper' })
  const third = await start(socket)
  await expect(ask(socket)).rejects.toMatchObject({ code: 'not_signed_in' })
  third.child.kill('SIGTERM')
  expect(await gone(third.child)).toBe(0)
})

test('others may not enter the folder, and what is no socket is left alone', async () => {
  const [open, file] = [join(dir, 'open'), join(dir, 'file')]
  for (const folder of [open, file]) mkdirSync(folder, { mode: 0o700 })
  chmodSync(open, 0o755)
  expect(await start(join(open, 'socket'))).toMatchObject({ code: 1, said: expect.stringContaining('others may enter') })
  writeFileSync(join(file, 'socket'), 'somebody’s')
  const { code } = await start(join(file, 'socket'))
  expect([code, statSync(join(file, 'socket')).size]).toEqual([1, 12])
})

test('killed in mid-login it leaves no login and no word but that nobody knows; the next one lets in by the same code', async () => {
  const owner = openDb(database.owner, { max: 2 })
  const socket = join(dir, 'killed', 'socket')
  try {
    const person = { name: 'Anna Ek', personKey: 'a'.repeat(64), personMasked: '19121212-****' }
    const { id: personId } = await owner.prisma.person.create({ data: person })
    const password = 'fyra trötta älgar går hem'
    await setPassword({ db: owner }, { personId, username: 'anna', password, totpSecret: CODE_SECRET, pepper: PEPPER })
    const tried = { username: 'anna', password, totp: await freshCode(owner, 'anna') }
    const { child } = await start(socket)
    const holder = await owner.pool.connect()
    await holder.query('BEGIN')
    await holder.query('LOCK TABLE login_delay IN ACCESS EXCLUSIVE MODE')
    const login = openKeeping(socket).ask('logInWithPassword', tried)
    const lost = expect(login).rejects.toMatchObject({ code: 'unavailable', detail: 'keeper_lost' })
    await expect.poll(async () => (await owner.pool.query(WAITING)).rows[0].n, { timeout: 60_000 }).toBeGreaterThan(0)
    child.kill('SIGKILL')
    await lost
    await holder.query('ROLLBACK')
    holder.release()
    expect(await owner.prisma.loginSession.count()).toBe(0)
    await start(socket)
    expect(await openKeeping(socket).ask('logInWithPassword', tried)).toMatchObject({ kind: 'in', personId })
  } finally {
    await owner.close()
  }
})

test('killed in mid-signature it leaves nothing of it; the next one writes it by the same token, once', async () => {
  const owner = openDb(database.owner, { max: 2 })
  const socket = join(dir, 'signing', 'socket')
  writeFileSync(join(dir, 'jwks.json'), JSON.stringify(await testBrokerKeys()))
  try {
    const hanna = await logInPerson(owner, 'Hanna Provsson')
    const unsigned = ['applicant', 'signatory:0', 'administrator:0']
    const made = await signedApplication(owner, { orgnr: '165590000054', applicant: hanna, unsigned, state: 'signing' })
    const { applicationId, digest } = made
    const idToken = await writeIdToken({ way: 'signature', digest, number: hanna.number })
    const nonce = signedNonce('signature', { digest, unique: 'x' })
    const input = { credential: hanna.actor.credential, applicationId, idToken, nonce, digest, way: 'signature' as const }
    const left = async () => ({
      signatures: await owner.prisma.applicationSignature.count(),
      answers: await owner.prisma.applicationParty.count({ where: { answer: 'signed' } }),
      spent: await owner.prisma.spentNonce.count(),
      links: Number((await owner.pool.query(`SELECT count(*) FROM audit WHERE action LIKE 'application.%'`)).rows[0].count),
      state: (await owner.prisma.application.findUniqueOrThrow({ where: { id: applicationId } })).state,
    })
    const before = { signatures: 0, answers: 0, spent: 0, links: 0, state: 'signing' }
    expect(await left()).toEqual(before)
    const { child } = await start(socket)
    const holder = await owner.pool.connect()
    await holder.query('BEGIN')
    // Rows and answers are written by then, and their links are not.
    await holder.query('LOCK TABLE audit_head IN ACCESS EXCLUSIVE MODE')
    const lost = expect(openKeeping(socket).ask('acceptSignature', input)).rejects.toMatchObject({ detail: 'keeper_lost' })
    await expect.poll(async () => (await owner.pool.query(WAITING)).rows[0].n, { timeout: 60_000 }).toBeGreaterThan(0)
    child.kill('SIGKILL')
    await lost
    await holder.query('ROLLBACK')
    holder.release()
    expect(await left()).toEqual(before)
    await start(socket)
    expect(await openKeeping(socket).ask('acceptSignature', input)).toEqual({ isHandedIn: true })
    expect(await left()).toEqual({ signatures: 3, answers: 2, spent: 1, links: 2, state: 'submitted' })
    await expect(openKeeping(socket).ask('acceptSignature', input)).rejects.toMatchObject({ detail: 'application_state' })
  } finally {
    await owner.close()
  }
})

const WAITING = `
SELECT count(*)::int AS n FROM pg_stat_activity
WHERE datname = current_database() AND usename = 'kvittens_keeper' AND wait_event_type = 'Lock'`
