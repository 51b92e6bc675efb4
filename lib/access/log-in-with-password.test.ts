import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type AccountsFixture, accountsFixture, PEPPER } from '#e2e/fixtures/accounts.ts'
import { CODE_SECRET, codeAt } from '#e2e/fixtures/one-time-code.ts'
import { LIMITS } from '#lib/limits.ts'
import { rememberDevice } from './known-device.ts'
import { type Credentials, logInWithPassword } from './log-in-with-password.ts'
import { forgetDelays, openGuards } from './login-delay.ts'
import { LONGEST } from './password-fault.ts'
import { setPassword } from './set-password.ts'

const LONG = 'fyra trötta älgar går hem'
const SHORT = 'plåt8hy'
const now = new Date('2026-11-21T14:05:00Z')
const later = (seconds: number) => new Date(now.getTime() + seconds * 1000)

let at: AccountsFixture
beforeAll(async () => {
  at = await accountsFixture()
})
afterAll(() => at.drop())

let people = 0
const OWN = { totpSecret: CODE_SECRET, pepper: PEPPER }
/** A new person with user name, password and code app. */
async function person() {
  const username = `person${++people}@exempel.se`
  const personId = await at.addPerson()
  await setPassword({ db: at.owner }, { personId, username, password: LONG, ...OWN })
  return { personId, username }
}

type Try = { username: string } & Partial<Credentials>
const logIn = (tried: Try, time = now) =>
  logInWithPassword(
    { db: at.keeper, now: time },
    { password: LONG, totp: codeAt(time), address: undefined, pepper: PEPPER, ...tried },
  )

describe('user name and password', () => {
  test('let the person in, however the user name is typed', async () => {
    const { personId, username } = await person()
    expect(await logIn({ username: `  ${username.toUpperCase()} ` })).toEqual({ kind: 'in', personId, isNewDevice: true })
  })

  test('match in any Unicode form', async () => {
    const { personId, username } = await person()
    expect(await logIn({ username, password: LONG.normalize('NFD') })).toEqual({ kind: 'in', personId, isNewDevice: true })
  })

  test.each([
    ['the last character missing', LONG.slice(0, -1)],
    ['one more', `${LONG}m`],
    ['other case', LONG.toUpperCase()],
    ['nothing', ''],
  ])('compare the whole password: %s is wrong', async (_, password) => {
    expect(await logIn({ username: (await person()).username, password })).toEqual({ kind: 'fel' })
  })

  test(`take a password of ${LONGEST} characters and not a longer one, whose first ${LONGEST} are right`, async () => {
    const personId = await at.addPerson()
    const end = 'slut på meningen'
    const password = `${'En lång, lång mening. '.repeat(LONGEST).slice(0, LONGEST - end.length)}${end}`
    await setPassword({ db: at.owner }, { personId, username: 'lang', password, ...OWN })
    expect(await logIn({ username: 'lang', password })).toEqual({ kind: 'in', personId, isNewDevice: true })
    expect(await logIn({ username: 'lang', password: password.normalize('NFD') }, later(30))).toEqual({
      kind: 'in',
      personId,
      isNewDevice: true,
    })
    expect(await logIn({ username: 'lang', password: `${password}x` })).toEqual({ kind: 'fel' })
  })

  test('give the same answer for a user name that nobody has, a person without password and a removed person', async () => {
    const { personId, username } = await person()
    await at.owner.prisma.person.update({ where: { id: personId }, data: { removedAt: now } })
    expect(await logIn({ username })).toEqual({ kind: 'fel' })
    for (const nobody of ['ingen@exempel.se', '\0']) expect(await logIn({ username: nobody })).toEqual({ kind: 'fel' })
  })

  test('are refused when weak, with the reason', async () => {
    const personId = await at.addPerson()
    const wish = { personId, username: 'svag', ...OWN }
    await expect(setPassword({ db: at.owner }, { ...wish, password: SHORT })).rejects.toMatchObject({
      code: 'invalid',
      detail: 'too-short',
    })
    await expect(setPassword({ db: at.owner }, { ...wish, password: 'Kvittens-portalen-2026' })).rejects.toMatchObject({
      detail: 'known-word',
    })
    expect(await logIn({ username: 'svag', password: SHORT })).toEqual({ kind: 'fel' })
  })

  test('are stored as argon2id with at least 19 MiB', async () => {
    const { personId } = await person()
    const { passwordHash } = await at.owner.prisma.person.findUniqueOrThrow({ where: { id: personId } })
    expect(passwordHash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/)
  })
})

describe('a second factor', () => {
  test('is demanded, and a missing or wrong code answers as a wrong password does', async () => {
    const { personId, username } = await person()
    expect(await logIn({ username, totp: '' })).toEqual({ kind: 'fel' })
    expect(await logIn({ username, totp: '000000' })).toEqual({ kind: 'fel' })
    expect(await logIn({ username, totp: codeAt(now) })).toEqual({ kind: 'in', personId, isNewDevice: true })
  })

  test('works once: the same code again is refused, the next one is taken', async () => {
    const { username } = await person()
    const code = codeAt(now)
    expect(await logIn({ username, totp: `${code.slice(0, 3)} ${code.slice(3)}` })).toMatchObject({ kind: 'in' })
    expect(await logIn({ username, totp: code }, later(5))).toEqual({ kind: 'fel' })
    expect(await logIn({ username, totp: codeAt(later(30)) }, later(30))).toMatchObject({ kind: 'in' })
  })

  test('lets one of two simultaneous tries with the same code in', async () => {
    const { username } = await person()
    const tries = await Promise.all([1, 2, 3].map(() => logIn({ username, totp: codeAt(now) })))
    expect(tries.map(({ kind }) => kind).sort()).toEqual(['fel', 'fel', 'in'])
  })

  test('is not spent by a wrong password', async () => {
    const { username } = await person()
    expect(await logIn({ username, password: 'fel', totp: codeAt(now) })).toEqual({ kind: 'fel' })
    expect(await logIn({ username, totp: codeAt(now) })).toMatchObject({ kind: 'in' })
  })

  test('has its secret encrypted in the database', async () => {
    const { personId } = await person()
    const { totpSecret } = await at.owner.prisma.person.findUniqueOrThrow({ where: { id: personId } })
    expect(totpSecret).not.toContain(CODE_SECRET)
  })
})

describe('a company that has switched the way off', () => {
  test('keeps out who acts for no other company, once user name, password and code were right', async () => {
    const username = 'avstangd@exempel.se'
    const { first, second } = at.employers
    const personId = await at.addPerson({ memberOf: [first, second] })
    await setPassword({ db: at.owner }, { personId, username, password: LONG, ...OWN })
    const turn = (id: string, passwordLogin: boolean) =>
      at.owner.prisma.employer.update({ where: { id }, data: { passwordLogin } })
    await turn(first, false)
    expect(await logIn({ username })).toMatchObject({ kind: 'in' })
    await turn(second, false)
    expect(await logIn({ username, password: 'gissning' }, later(60))).toEqual({ kind: 'fel' })
    expect(await logIn({ username }, later(60))).toEqual({ kind: 'avstangd' })
    await turn(first, true)
    await turn(second, true)
    expect(await logIn({ username }, later(120))).toMatchObject({ kind: 'in' })
  })
})

describe('guessing', () => {
  test('is slowed down more and more, for a user name that exists and for one that does not', async () => {
    const { username } = await person()
    for (const guessed of [username, 'gissad@exempel.se']) {
      const wrong = (seconds: number) => logIn({ username: guessed, password: 'gissning' }, later(seconds))
      for (let i = 0; i < 5; i++) expect(await wrong(0)).toEqual({ kind: 'fel' })
      expect(await wrong(0)).toEqual({ kind: 'vanta', seconds: 1 })
      expect(await wrong(1)).toEqual({ kind: 'fel' })
      expect(await wrong(1)).toEqual({ kind: 'vanta', seconds: 2 })
      expect(await wrong(3)).toEqual({ kind: 'fel' })
      expect(await wrong(3)).toEqual({ kind: 'vanta', seconds: 4 })
    }
  })

  test('does not get past the delay with the right password, and a success ends the row of failures', async () => {
    const { username } = await person()
    for (let i = 0; i < 5; i++) await logIn({ username, password: 'gissning' })
    expect(await logIn({ username })).toEqual({ kind: 'vanta', seconds: 1 })
    expect(await logIn({ username }, later(1))).toMatchObject({ kind: 'in' })
    for (let i = 0; i < 5; i++) expect(await logIn({ username, password: 'gissning' }, later(2))).toEqual({ kind: 'fel' })
  })

  test('many times at once is no way round the delay', async () => {
    const { username } = await person()
    const tries = await Promise.all(Array.from({ length: 40 }, () => logIn({ username, password: 'gissning' })))
    expect(tries.filter(({ kind }) => kind === 'fel')).toHaveLength(5)
  })

  test('a hundred times in a row locks the user name until an administrator acts, and says so in the audit trail', async () => {
    const { personId, username } = await person()
    let seconds = 0
    for (let failures = 0; failures < 100; ) {
      const { kind } = await logIn({ username, password: 'gissning' }, later(seconds))
      if (kind === 'fel') failures++
      else seconds += 900
    }
    expect(await logIn({ username }, later(seconds + 86_400 * 365))).toEqual({ kind: 'last' })
    expect(await at.owner.prisma.audit.count({ where: { action: 'login.locked' } })).toBe(1)
    await setPassword({ db: at.owner }, { personId, username, password: `${LONG} ut`, ...OWN })
    expect(await logIn({ username, password: `${LONG} ut` })).toEqual({ kind: 'in', personId, isNewDevice: true })
  })

  test('by strangers does not delay or lock a browser in which the person has logged in before', async () => {
    const { personId, username } = await person()
    const known = { username, cookie: undefined, pepper: PEPPER, now }
    const device = rememberDevice(known)
    for (let i = 0; i < 5; i++)
      expect(await logIn({ username, password: 'gissning', address: '192.0.2.30' })).toEqual({ kind: 'fel' })
    expect(await logIn({ username, address: '192.0.2.30' })).toMatchObject({ kind: 'vanta' })
    expect(await logIn({ username, address: '192.0.2.30', device })).toEqual({ kind: 'in', personId, isNewDevice: false })
    await at.owner.prisma.loginDelay.updateMany({ where: { key: { startsWith: 'account:' } }, data: { failures: 100 } })
    expect(await logIn({ username }, later(86_400))).toEqual({ kind: 'last' })
    expect(await logIn({ username, device }, later(86_400))).toMatchObject({ kind: 'in' })
    // Nor for who has the cookie of another user name, one that is too old, or made one up.
    const older = rememberDevice({ ...known, now: later(-LIMITS.knownDeviceDays * 86_400) })
    const others = rememberDevice({ ...known, username: 'annan@exempel.se' })
    for (const none of [older, others, device.replace(/.$/, (last) => (last === 'A' ? 'B' : 'A')), 'x~y', '~'.repeat(5000)])
      expect(await logIn({ username, device: none }, later(86_430))).toEqual({ kind: 'last' })
  })

  test('in a known browser is counted there, delays nobody else, and is opened again by who may', async () => {
    const { personId, username } = await person()
    const others = rememberDevice({ username: 'annan@exempel.se', cookie: undefined, pepper: PEPPER, now })
    const device = rememberDevice({ username, cookie: others, pepper: PEPPER, now })
    for (let i = 0; i < 5; i++) expect(await logIn({ username, password: 'gissning', device })).toEqual({ kind: 'fel' })
    expect(await logIn({ username, device })).toMatchObject({ kind: 'vanta' })
    expect(await logIn({ username })).toEqual({ kind: 'in', personId, isNewDevice: true })
    await openGuards({ db: at.keeper }, username, PEPPER)
    expect(await logIn({ username, device }, later(30))).toMatchObject({ kind: 'in' })
  })

  test('from one address over many user names is slowed down too, and a login of one’s own does not clear it', async () => {
    const { username } = await person()
    const address = '192.0.2.7'
    for (let i = 0; i < 19; i++) expect(await logIn({ username: `nr${i}`, address })).toEqual({ kind: 'fel' })
    expect(await logIn({ username, address })).toMatchObject({ kind: 'in' })
    expect(await logIn({ username: 'nr20', address })).toEqual({ kind: 'fel' })
    expect(await logIn({ username: 'nr21', address })).toEqual({ kind: 'vanta', seconds: 1 })
    expect(await logIn({ username: 'nr21', address: '192.0.2.8' })).toEqual({ kind: 'fel' })
    expect(await logIn({ username: 'nr21', address }, later(86_401))).toEqual({ kind: 'fel' })
  })

  test('from one address is forgiven by one each minute, so that a few mistakes a day lock nobody behind it', async () => {
    const address = '192.0.2.9'
    for (let i = 0; i < 20; i++) expect(await logIn({ username: `old${i}`, address })).toEqual({ kind: 'fel' })
    expect(await logIn({ username: 'old20', address })).toMatchObject({ kind: 'vanta' })
    for (let i = 0; i < 10; i++) expect(await logIn({ username: `new${i}`, address }, later(600))).toEqual({ kind: 'fel' })
    expect(await logIn({ username: 'new10', address }, later(600))).toMatchObject({ kind: 'vanta' })
  })

  test('from any address of one IPv6 network counts together', async () => {
    for (let i = 0; i < 20; i++)
      expect(await logIn({ username: `v6-${i}`, address: `2001:db8:5:5::${i.toString(16)}` })).toEqual({ kind: 'fel' })
    expect(await logIn({ username: 'v6-20', address: '2001:db8:5:5:1:2:3:4' })).toMatchObject({ kind: 'vanta' })
    expect(await logIn({ username: 'v6-20', address: '2001:db8:5:6::1' })).toEqual({ kind: 'fel' })
  })

  test('of an address is cleared away after a quiet day; of a user name it never is', async () => {
    await at.owner.prisma.loginDelay.deleteMany()
    await logIn({ username: 'glömsk', address: '192.0.2.10' })
    expect(await forgetDelays({ db: at.keeper, now: later(86_399) })).toBe(0)
    expect(await forgetDelays({ db: at.keeper, now: later(86_401) })).toBe(1)
    expect(await at.owner.prisma.loginDelay.findMany()).toMatchObject([{ key: expect.stringMatching(/^account:/) }])
  })
})
