// What the operator's command does with accounts: each act is written down, and the role that it connects as can do nothing else.
import { spawn } from 'node:child_process'
import { createHmac, randomBytes } from 'node:crypto'
import { text } from 'node:stream/consumers'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createTestDatabase, type TestDatabase } from '#e2e/fixtures/test-database.ts'
import { guardedKey } from '#lib/access/login-delay.ts'
import { DAY_MS } from '#lib/calendar.ts'
import { type Db, openDb, PORTAL_CHAIN } from '#lib/db.ts'

const PERSON_KEY = 'k'.repeat(32)
/** One of Skatteverket's published test numbers. */
const NUMBER = '189001019802'
let database: TestDatabase
let owner: Db
beforeAll(async () => {
  database = await createTestDatabase()
  owner = openDb(database.owner)
})
afterAll(async () => {
  await owner.close()
  await database.drop()
})

async function admin(args: string[], { input = '', LANG = 'sv_SE.UTF-8' } = {}) {
  const { DATABASE_URL: _url, ...rest } = process.env
  const env = { ...rest, LANG, ADMIN_DATABASE_URL: database.as('admin'), PERSON_KEY }
  const child = spawn(process.execPath, ['lib/admin/main.ts', ...args], { env })
  child.stdin.end(input)
  const ended = new Promise<number | null>((resolve) => child.once('exit', resolve))
  const [out, err, code] = await Promise.all([text(child.stdout), text(child.stderr), ended])
  return { code, out, err }
}
const actions = async () =>
  (await owner.prisma.audit.findMany({ where: { chain: PORTAL_CHAIN }, orderBy: { seq: 'asc' } })).map(
    ({ actor, action }) => `${actor.split(':')[0]} ${action}`,
  )
async function person(name: string, more: object = {}) {
  const data = { name, personKey: randomBytes(32).toString('hex'), personMasked: '19121212-****', ...more }
  const { id } = await owner.prisma.person.create({ data })
  const expiresAt = new Date(Date.now() + DAY_MS)
  for (let n = 0; n < 2; n++)
    await owner.prisma.loginSession.create({
      data: { personId: id, way: 'eleg', tokenHash: randomBytes(32).toString('hex'), expiresAt },
    })
  return id
}
const sessionsOf = (personId: string) => owner.prisma.loginSession.count({ where: { personId } })

test('the first operator is made with a number from stdin, which is kept nowhere', async () => {
  const made = await admin(['operator', 'add', '--name', 'Olle Operatör'], {
    input: `${NUMBER.slice(0, 8)}-${NUMBER.slice(8)}\n`,
  })
  expect(made).toEqual({
    code: 0,
    err: '',
    out: 'Olle Operatör, 18900101-****, är nu operatör och loggar in med e-legitimation.\n',
  })
  const row = await owner.prisma.person.findFirstOrThrow()
  const personKey = createHmac('sha256', PERSON_KEY).update(NUMBER).digest('hex')
  expect(row).toMatchObject({ name: 'Olle Operatör', operator: true, support: false, personKey, username: null })
  const again = await admin(['operator', 'add', '--name', 'Olle'], { input: NUMBER })
  expect(again).toMatchObject({ code: 0, out: expect.stringContaining('redan operatör') })
  expect(await actions()).toEqual(['person person.made', 'admin operator.added'])
  for (const [args, input] of [
    [['--name', 'Olle'], '123'],
    [['--name', 'Olle'], ''],
    [['--name', NUMBER], NUMBER],
    [[NUMBER], NUMBER],
  ] as const) {
    const refused = await admin(['operator', 'add', ...args], { input })
    expect(refused).toMatchObject({ code: 2, out: '' })
    expect(refused.err).not.toContain(NUMBER)
  }
  expect(
    JSON.stringify(await owner.prisma.audit.findMany(), (_, value) => (typeof value === 'bigint' ? Number(value) : value)),
  ).not.toContain(NUMBER)
  const listed = await admin(['list', 'operators'], { LANG: 'en_GB.UTF-8' })
  expect(listed.out).toBe(`${row.id}  Olle Operatör  18900101-****  operator  never logged in  logins: 0\n`)
  await owner.prisma.person.update({ where: { id: row.id }, data: { removedAt: new Date() } })
  expect(await admin(['operator', 'add', '--name', 'Olle'], { input: NUMBER })).toMatchObject({ code: 2 })
})

test('logins end, of one person or of all', async () => {
  const [eva, evald] = [await person('Eva Ek'), await person('Evald Ek', { operator: true })]
  const several = await admin(['sessions', 'end', 'Ev'])
  expect(several).toMatchObject({ code: 2, err: expect.stringContaining('Flera personer') })
  expect(several.out.split('\n')).toHaveLength(3)
  expect(await sessionsOf(eva)).toBe(2)
  expect((await admin(['sessions', 'end', 'eva ek'])).out).toBe('Avslutade inloggningar för Eva Ek: 2.\n')
  expect([await sessionsOf(eva), await sessionsOf(evald)]).toEqual([0, 2])
  expect((await admin(['operator', 'remove', evald])).code).toBe(0)
  expect([await sessionsOf(evald), (await owner.prisma.person.findUniqueOrThrow({ where: { id: evald } })).operator]).toEqual([
    0,
    false,
  ])
  await person('Siv')
  expect((await admin(['sessions', 'end', '--all'])).out).toBe('Avslutade inloggningar: 2.\n')
  expect(await owner.prisma.loginSession.count()).toBe(0)
  expect((await actions()).filter((each) => each.endsWith('session.ended-for'))).toHaveLength(2)
})

test('a broken login is unlocked, or taken away', async () => {
  const login = { username: 'gun', passwordHash: 'x', totpSecret: 'y' }
  const gun = await person('Gun Grön', login)
  const delay = (key: string) => owner.prisma.loginDelay.create({ data: { key, failures: 100, lastAt: new Date() } })
  await delay(guardedKey('account', 'gun', PERSON_KEY).key)
  await delay(`${guardedKey('device', 'gun', PERSON_KEY).key}:abc`)
  const others = [guardedKey('account', 'gunnar', PERSON_KEY).key, guardedKey('address', '::1', PERSON_KEY).key]
  for (const key of others) await delay(key)
  expect((await admin(['login', 'unlock', 'gun'])).out).toBe(
    'Felaktiga försök är glömda för Gun Grön. Räknare som togs bort: 2.\n',
  )
  expect((await owner.prisma.loginDelay.findMany()).map(({ key }) => key).sort()).toEqual(others.sort())
  const key = { credentialId: 'c', publicKey: Buffer.from('k'), counter: 0n, label: 'Telefon' }
  await owner.prisma.passkey.create({ data: { personId: gun, ...key } })
  expect((await admin(['login', 'reset', 'gun'])).out).toContain('Gun Grön har inte längre användarnamn')
  const empty = { username: null, passwordHash: null, totpSecret: null }
  expect(await owner.prisma.person.findUniqueOrThrow({ where: { id: gun } })).toMatchObject(empty)
  expect([await owner.prisma.passkey.count(), await sessionsOf(gun)]).toEqual([0, 0])
  expect((await admin(['login', 'reset', gun])).out).toContain('har inget användarnamn och ingen nyckel')
  expect((await actions()).slice(-6)).toContain('admin login.reset')
})

test('a personnummer is not written out: not the one that was typed, nor a sole trader’s number', async () => {
  await owner.prisma.employer.create({ data: { orgnr: NUMBER, name: 'Enskild firma' } })
  await person('Ida', {})
  const applicant = await owner.prisma.person.findFirstOrThrow({ where: { name: 'Ida' } })
  await owner.prisma.application.create({ data: { reference: 'AAAA-BBBB-C', orgnr: NUMBER, applicantId: applicant.id } })
  for (const args of [
    ['list', 'companies'],
    ['list', 'applications'],
    ['login', 'reset', NUMBER],
    ['sessions', 'end', `${NUMBER.slice(2, 8)}-${NUMBER.slice(8)}`],
  ]) {
    const { out, err } = await admin(args)
    expect(`${out}${err}`.replaceAll('-', '')).not.toContain(NUMBER.slice(2))
    expect(`${out}${err}`).not.toBe('')
  }
})

test('the role reads who there is and nothing secret, and writes nothing but through those acts', async () => {
  const db = openDb(database.as('admin'))
  const refused = async (sql: string) => await expect(db.pool.query(sql), sql).rejects.toThrow(/permission denied/)
  await refused('SELECT password_hash FROM person')
  await refused('SELECT person_key FROM person')
  await refused('SELECT token_hash FROM login_session')
  await refused('SELECT fields FROM application')
  await refused('SELECT * FROM submission')
  await refused('SELECT * FROM delivery')
  await refused('UPDATE person SET operator = true')
  await refused('DELETE FROM login_session')
  await refused(`SELECT append_audit('${PORTAL_CHAIN}', 'admin:x', 'a', 'b', '{}')`)
  await refused(`SELECT admin_audit('admin:x', 'a', 'b', '{}')`)
  await expect(db.pool.query(`SELECT admin_end_sessions('person:x', NULL)`)).rejects.toThrow(/who does it/)
  const relay = openDb(database.as('relay'))
  await expect(relay.pool.query(`SELECT admin_end_sessions('admin:x', NULL)`)).rejects.toThrow(/permission denied/)
  await db.close()
  await relay.close()
})
