import { afterAll, beforeAll, expect, test } from 'vitest'
import { type AccountsFixture, accountsFixture, PEPPER } from '#e2e/fixtures/accounts.ts'
import { SoftAuthenticator } from '#e2e/fixtures/authenticator.ts'
import { CODE_SECRET } from '#e2e/fixtures/one-time-code.ts'
import { actorOf } from '../actor.ts'
import { newToken } from '../session-token.ts'
import { setPassword } from '../set-password.ts'
import { startSession } from '../start-session.ts'
import { readOwnLogin } from './own-login.ts'
import { addPasskey, logInWithPasskey, offerPasskey, offerPasskeyLogin, removePasskey } from './passkeys.ts'

const place = { publicUrl: 'https://kvittens.example', pepper: PEPPER }
const MINUTE = 60_000

let at: AccountsFixture
beforeAll(async () => {
  at = await accountsFixture()
})
afterAll(() => at.drop())

const now = () => new Date()
let people = 0

/** Somebody with a login of this moment and, but for `nothing`, a user name. */
async function person(has: 'user name' | 'nothing' = 'user name') {
  const personId = await at.addPerson({ memberOf: [at.employers.first] })
  const set = { personId, username: `passkey${++people}`, password: 'fyra trötta älgar går hem', totpSecret: CODE_SECRET }
  if (has === 'user name') await setPassword({ db: at.owner }, { ...set, pepper: PEPPER })
  const login = {
    personId,
    way: 'eleg',
    provedAt: now(),
    cookieName: 'kvittens',
    token: newToken(),
    cookieHeader: undefined,
  } as const
  const { sessionId, credential } = await startSession({ db: at.keeper, now: now() }, login)
  return { db: at.keeper, actor: actorOf({ personId, sessionId, credential }), now: now() }
}

type Who = Awaited<ReturnType<typeof person>>
async function added(who: Who, wrong = {}) {
  const key = new SoftAuthenticator(place.publicUrl)
  await addPasskey(who, { answer: key.create(await offerPasskey(who, place), wrong), label: ' Min dator ', place })
  return key
}
const logIn = (answer: string, address?: string) => logInWithPasskey({ db: at.keeper, now: now() }, { answer, place, address })
const asked = () => offerPasskeyLogin(place, now())
const passkeysOf = async ({ actor: { personId } }: Who) =>
  (await readOwnLogin({ db: at.keeper }, { personId, pepper: PEPPER })).passkeys

test('a passkey lets its person in, alone, and says when', async () => {
  const who = await person()
  const key = await added(who)
  expect(await logIn(key.get(await asked()))).toEqual({ kind: 'in', personId: who.actor.personId })
  expect(await passkeysOf(who)).toMatchObject([{ label: 'Min dator', usedAt: expect.any(Date) }])
  const mails = await at.owner.prisma.notice.count({ where: { kind: 'person-login-changed' } })
  expect(mails).toBe(0)
})

test('what it is asked is the same for everybody, and is answered once, by one of twenty, within ten minutes', async () => {
  // As most passkeys: one that does not count, so that the challenge alone says whether it was answered before.
  const key = await added(await person(), { counter: 0 })
  const { challenge, ...options } = await asked()
  expect(options).toEqual({ rpId: 'kvittens.example', timeout: 60_000, userVerification: 'required' })
  const answer = key.get({ challenge, ...options }, { counter: 0 })
  const twenty = await Promise.all(Array.from({ length: 20 }, () => logIn(answer)))
  expect(twenty.filter(({ kind }) => kind === 'in')).toHaveLength(1)
  expect(await logIn(answer)).toEqual({ kind: 'passkey' })
  const old = await offerPasskeyLogin(place, new Date(Date.now() - 10 * MINUTE))
  expect(await logIn(key.get(old, { counter: 0 }))).toEqual({ kind: 'passkey' })
})

test.each([
  ['made for another host', { rpId: 'annan.example' }],
  ['made on another site', { origin: 'https://annan.example' }],
  ['whose user was not verified', { verified: false }],
  ['whose count went back', { counter: 1 }],
])('an answer %s is refused', async (_, wrong) => {
  const key = await added(await person())
  expect(await logIn(key.get(await asked()))).toMatchObject({ kind: 'in' })
  expect(await logIn(key.get(await asked(), wrong))).toEqual({ kind: 'passkey' })
})

test('an answer of a key that nobody has, one that was removed, a challenge of somebody’s own and what is no answer are refused alike', async () => {
  const who = await person()
  const [key, other] = [await added(who), await added(who)]
  expect(await logIn(new SoftAuthenticator(place.publicUrl).get(await asked()))).toEqual({ kind: 'passkey' })
  const mine = await offerPasskey(who, place)
  expect(await logIn(key.get({ challenge: mine.challenge, rpId: 'kvittens.example' }))).toEqual({ kind: 'passkey' })
  const forged = Buffer.alloc(54, 7).toString('base64url')
  expect(await logIn(key.get({ challenge: forged, rpId: 'kvittens.example' }))).toEqual({ kind: 'passkey' })
  for (const none of [
    '',
    '{}',
    'null',
    '{"id":1}',
    '{"id":"x"}',
    'x'.repeat(30_000),
    key.get(await asked()).replace('signature":"M', 'signature":"N'),
  ])
    expect(await logIn(none)).toEqual({ kind: 'passkey' })
  const [first] = await passkeysOf(who)
  const stranger = await person()
  await expect(removePasskey(stranger, first?.id ?? '')).rejects.toMatchObject({ code: 'not_found', detail: 'passkey' })
  await removePasskey(who, first?.id ?? '')
  expect(await logIn(key.get(await asked()))).toEqual({ kind: 'passkey' })
  expect(await logIn(other.get(await asked()))).toMatchObject({ kind: 'in' })
  await at.owner.prisma.person.update({ where: { id: who.actor.personId }, data: { removedAt: now() } })
  expect(await logIn(other.get(await asked()))).toEqual({ kind: 'passkey' })
})

test('tries from one address are counted', async () => {
  const key = await added(await person())
  for (let i = 0; i < 20; i++) expect(await logIn('{"id":"x"}', '192.0.2.77')).toEqual({ kind: 'passkey' })
  expect(await logIn(key.get(await asked()), '192.0.2.77')).toMatchObject({ kind: 'vanta' })
  expect(await logIn(key.get(await asked()), '192.0.2.78')).toMatchObject({ kind: 'in' })
})

test('one is added by who has been given a login, freshly, once, in the login that asked, and not an eleventh', async () => {
  const nobody = await person('nothing')
  const key = new SoftAuthenticator(place.publicUrl)
  const add = async (by: Who, answer: string) => addPasskey(by, { answer, label: '', place })
  await expect(add(nobody, key.create(await offerPasskey(nobody, place)))).rejects.toMatchObject({
    code: 'conflict',
    detail: 'no_login',
  })
  const who = await person()
  const again = await person()
  await expect(add(again, key.create(await offerPasskey(who, place)))).rejects.toMatchObject({
    code: 'invalid',
    detail: 'passkey',
  })
  await expect(add(who, key.create(await offerPasskey(who, place), { verified: false }))).rejects.toMatchObject({
    detail: 'passkey',
  })
  await expect(add(who, key.create(await asked()))).rejects.toMatchObject({ detail: 'passkey' })
  const answer = key.create(await offerPasskey(who, place))
  const twenty = await Promise.allSettled(Array.from({ length: 20 }, () => add(who, answer)))
  expect(twenty.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
  await expect(add(who, key.create(await offerPasskey(who, place)))).rejects.toMatchObject({
    code: 'conflict',
    detail: 'passkey_known',
  })
  for (let i = 0; i < 9; i++) await added(who)
  await expect(added(who)).rejects.toMatchObject({ code: 'too_many' })
  const provedAt = new Date(Date.now() - 6 * MINUTE)
  await at.owner.prisma.loginSession.update({ where: { id: again.actor.sessionId }, data: { provedAt } })
  await expect(added(again)).rejects.toMatchObject({ detail: 'fresh_login' })
})
