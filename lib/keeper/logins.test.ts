import { randomBytes } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { type KeeperFixture, keeperFixture } from '#e2e/fixtures/keeper.ts'
import { logInForCookie } from '#e2e/fixtures/log-in.ts'
import { CODE_SECRET, freshCode } from '#e2e/fixtures/one-time-code.ts'
import { type SubmissionsFixture, submissionsFixture } from '#e2e/fixtures/submissions.ts'
import { readSession } from '#lib/access/read-session.ts'
import { setPassword } from '#lib/access/set-password.ts'
import type { AppError } from '#lib/errors.ts'
import { LOGIN_OPERATIONS } from '#lib/keeping/login-operations.ts'
import type { OperationInput, OperationName } from '#lib/keeping/operations.ts'

const PASSWORD = 'fyra trötta älgar går hem'
const MINUTE = 60_000
let at: SubmissionsFixture
let keeper: KeeperFixture
let other: KeeperFixture
let off: KeeperFixture
beforeAll(async () => {
  at = await submissionsFixture()
  keeper = await keeperFixture(at.database)
  other = await keeperFixture(at.database)
  off = await keeperFixture(at.database, { PASSWORD_LOGIN: 'off' })
})
beforeEach(async () => {
  await at.owner.prisma.loginDelay.deleteMany()
  const set = { username: 'anna', password: PASSWORD, totpSecret: CODE_SECRET, pepper: keeper.env.PERSON_KEY }
  await setPassword({ db: at.owner }, { personId: at.first.anna.personId, ...set })
})
afterAll(async () => {
  for (const one of [keeper, other, off]) await one.drop()
  await at.drop()
})

const tried = (more: Partial<OperationInput<'logInWithPassword'>> = {}) => ({
  ...{ username: 'anna', password: PASSWORD, totp: '000000', address: '192.0.2.7' },
  ...more,
})
const cookieOf = async () =>
  (await logInForCookie({ db: at.owner, now: new Date() }, { personId: at.first.anna.personId, portal: keeper.env.PUBLIC_URL }))
    .cookie
const refusal = (work: Promise<unknown>) =>
  work.then(
    () => 'done',
    ({ code, detail }: AppError) => [code, detail].filter(Boolean).join(' '),
  )

test('a login is begun by keeper, which makes its token, and counts as any other', async () => {
  const login = await keeper.keeping.ask('logInWithPassword', tried({ totp: await freshCode(at.owner, 'anna') }))
  if (login.kind !== 'in') throw new Error(login.kind)
  const session = await readSession({ db: at.web }, `kvittens=${login.token}`)
  expect(session).toMatchObject({ personId: at.first.anna.personId, way: 'password' })
  expect(login.device).toMatch(/^[\w-]{16}\.\w+\.[\w-]{43}$/)
})

test('one code lets in once, at whichever keeper, and failures are counted over all of them', async () => {
  const totp = await freshCode(at.owner, 'anna')
  const twenty = await Promise.all(
    Array.from({ length: 4 }, (_, index) => (index % 2 ? keeper : other).keeping.ask('logInWithPassword', tried({ totp }))),
  )
  expect(twenty.filter(({ kind }) => kind === 'in')).toHaveLength(1)
  await at.owner.prisma.loginDelay.deleteMany()
  for (let index = 0; index < 5; index++)
    expect(await (index % 2 ? keeper : other).keeping.ask('logInWithPassword', tried({ username: 'gissad' }))).toEqual({
      kind: 'fel',
    })
  for (const one of [keeper, other])
    expect(await one.keeping.ask('logInWithPassword', tried({ username: 'gissad' }))).toMatchObject({ kind: 'vanta' })
})

test('what a person does with their login asks for their cookie, alive and fresh', async () => {
  const change = (credential: string) => refusal(keeper.keeping.ask('changePassword', { credential, password: PASSWORD }))
  const mine = await cookieOf()
  expect(await change(mine)).toBe('done')
  const stale = await cookieOf()
  await at.owner.prisma.loginSession.updateMany({ data: { provedAt: new Date(Date.now() - 6 * MINUTE) } })
  expect(await change(stale)).toBe('not_allowed fresh_login')
  expect(await change(`kvittens=${randomBytes(32).toString('base64url')}`)).toBe('not_signed_in')
  const { personId } = at.first.anna
  await at.owner.prisma.loginSession.deleteMany({ where: { personId } })
  expect(await change(stale)).toBe('not_signed_in')
})

test('what comes out has no password hash and no secret but that of an app that is being set up', async () => {
  const person = await at.owner.prisma.person.findUniqueOrThrow({ where: { id: at.first.anna.personId } })
  const own = await keeper.keeping.ask('readOwnLogin', { credential: await cookieOf() })
  expect(own).toMatchObject({ username: 'anna', passkeys: [], isLocked: false, isOn: true })
  expect(own.newApp.secret).not.toBe(CODE_SECRET)
  for (const secret of [person.passwordHash, person.totpSecret, CODE_SECRET]) expect(JSON.stringify(own)).not.toContain(secret)
})

test('an operator’s and an administrator’s acts are done for who is one', async () => {
  const credential = await cookieOf()
  const personId = at.ombud.personId
  const whom = { credential, employerId: at.first.employerId, personId }
  for (const name of ['readColleagueLogin', 'openColleagueLogin', 'giveLoginLink'] as const)
    expect(await refusal(keeper.keeping.ask(name, whom)), name).toBe('not_allowed administrator')
  const elsewhere = { ...whom, employerId: at.second.employerId }
  expect(await refusal(keeper.keeping.ask('readColleagueLogin', elsewhere))).toBe('not_found employer')
  for (const name of ['giveLoginAsOperator', 'openLoginAsOperator'] as const)
    expect(await refusal(keeper.keeping.ask(name, { credential, typed: 'anna' })), name).toBe('not_found')
  expect(await refusal(keeper.keeping.ask('listWaitingLinks', { credential }))).toBe('not_found')
  expect(await refusal(keeper.keeping.ask('checkSignatures', { credential, digest: '0'.repeat(64), signatures: [] }))).toBe(
    'not_found',
  )
})

test('nothing of it is there when the operator has not switched it on', async () => {
  const any = {
    ...tried(),
    ...{
      credential: await cookieOf(),
      answer: '{}',
      token: 'x',
      code: '1',
      offered: 'x',
      label: 'x',
      passkeyId: 'x',
      typed: 'x',
    },
    ...{ employerId: at.first.employerId, personId: at.ombud.personId },
  }
  // The cast: each operation takes of it what it knows.
  for (const name of Object.keys(LOGIN_OPERATIONS) as OperationName[])
    expect(await refusal(off.keeping.ask(name, any as never)), name).toBe('not_found')
})

test.each([
  `SELECT start_session((SELECT id FROM person LIMIT 1), 'eleg', 'x', '{}', now(), NULL)`,
  `SELECT make_person(repeat('a', 64), '19121212-****', 'x')`,
  `INSERT INTO login_session (id, token_hash, person_id, way, expires_at) SELECT gen_random_uuid(), 'x', id, 'eleg', now() FROM person`,
  'SELECT note_login(gen_random_uuid())',
  'SELECT password_hash FROM person',
  'SELECT totp_secret FROM person',
  'SELECT * FROM person',
  'UPDATE person SET totp_last_step = 0',
  `UPDATE person SET password_hash = 'x'`,
  'SELECT public_key FROM passkey',
  'UPDATE passkey SET counter = 0',
  'SELECT id FROM login_link',
  `SELECT read_login_link('x')`,
  `SELECT use_login_link('x', 'x', 'x', 0)`,
  'SELECT * FROM login_delay',
  'DELETE FROM login_delay',
  `INSERT INTO used_challenge (hash, expires_at) VALUES ('x', now())`,
  `INSERT INTO broker_key (thumbprint, issuer, jwk, first_used_at) VALUES ('x', 'x', '{}', now())`,
  `SELECT change_password(gen_random_uuid(), 'x')`,
  `SELECT add_passkey(gen_random_uuid(), 'x', '', 0, '{}', 'x')`,
])('web’s role does not: %s', async (sql) => {
  await expect(at.web.pool.query(sql)).rejects.toThrow(/permission denied/)
})

test('keeper’s role sees no company that it does not speak for, and no file of any', async () => {
  for (const table of ['employer', 'member', 'assignment', 'login_session'])
    expect((await at.keeperDb.pool.query(`SELECT count(*)::int AS n FROM ${table}`)).rows, table).toEqual([{ n: 0 }])
  for (const table of ['submission', 'upload', 'receipt', 'certificate', 'mandate', 'webhook', 'audit', 'application'])
    await expect(at.keeperDb.pool.query(`SELECT 1 FROM ${table}`), table).rejects.toThrow(/permission denied/)
  for (const set of [`password_hash = 'x'`, `totp_secret = 'x'`, 'operator = true', 'support = true'])
    await expect(at.keeperDb.pool.query(`UPDATE person SET ${set}`), set).rejects.toThrow(/permission denied/)
})
