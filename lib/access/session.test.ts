import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type AccountsFixture, accountsFixture } from '#e2e/fixtures/accounts.ts'
import { LIMITS } from '#lib/limits.ts'
import { actorOf } from './actor.ts'
import { chooseEmployer } from './choose-employer.ts'
import { employersOf } from './employers-of.ts'
import { ownEmployers } from './own-employers.ts'
import { peekSession, readSession } from './read-session.ts'
import { requireMember } from './require-member.ts'
import { type CookieName, credentialsIn, newToken } from './session-token.ts'
import { endSession, startSession } from './start-session.ts'

const MINUTE = 60_000
const IDLE = LIMITS.sessionIdleMinutes
const LONGEST = LIMITS.sessionHours * 60
let at: AccountsFixture
beforeAll(async () => {
  at = await accountsFixture()
})
afterAll(() => at.drop())

const cookieOf = (header: string) => credentialsIn(header)[0] ?? ''

/** Logs the person in, with what the browser then sends back. */
type LogInOptions = { cookieName?: CookieName; cookieHeader?: string }
async function logIn(personId: string, now: Date, { cookieName = 'kvittens', cookieHeader = '' }: LogInOptions = {}) {
  const token = newToken()
  const { sessionId } = await startSession(
    { db: at.keeper, now },
    { personId, way: 'eleg', provedAt: now, cookieName, token, cookieHeader },
  )
  return { token, sessionId, cookie: `other=1; ${cookieName}=${token}` }
}

/** So many minutes go by for a login: the database's clock says whether it has ended. */
const passes = (sessionId: string, minutes: number) =>
  at.owner.pool.query(
    `UPDATE login_session SET created_at = created_at - $2::interval, seen_at = seen_at - $2::interval, expires_at = expires_at - $2::interval
     WHERE id = $1`,
    [sessionId, `${minutes * 60} seconds`],
  )
const minutesTo = (time: Date | undefined) => time && Math.ceil((time.getTime() - Date.now()) / MINUTE)
const now = new Date()

describe('a login', () => {
  test('is known by its cookie, and the database holds no token', async () => {
    const personId = await at.addPerson({ name: 'Anna Ek' })
    const { token, sessionId, cookie } = await logIn(personId, now)
    expect(await readSession({ db: at.web }, cookie)).toMatchObject({
      sessionId,
      personId,
      name: 'Anna Ek',
      way: 'eleg',
      employerId: null,
    })
    const { rows } = await at.owner.pool.query('SELECT row_to_json(s)::text AS row FROM login_session s')
    expect(rows.map(({ row }) => row).join()).not.toContain(token)
    const audit = await at.owner.pool.query('SELECT row_to_json(a)::text AS row FROM audit a')
    expect(audit.rows.map(({ row }) => row).join()).not.toContain(token)
  })

  test.each([undefined, '', 'kvittens=', 'kvittens=kort', `kvittens=${newToken()}`, `annan=${newToken()}`, '=;;kvittens'])(
    'is not there for the cookies %s',
    async (cookies) => {
      expect(await readSession({ db: at.web }, cookies)).toBeNull()
    },
  )

  test('on https is bound to its __Host- cookie: the same token under the plain name opens nothing', async () => {
    const { token, cookie } = await logIn(await at.addPerson(), now, { cookieName: '__Host-kvittens' })
    expect(await readSession({ db: at.web }, cookie)).not.toBeNull()
    expect(await readSession({ db: at.web }, `kvittens=${token}`)).toBeNull()
  })

  test(`ends after ${IDLE} minutes without activity`, async () => {
    const { cookie, sessionId } = await logIn(await at.addPerson(), now)
    await passes(sessionId, IDLE - 1)
    expect(minutesTo((await readSession({ db: at.web }, cookie))?.idleUntil)).toBe(IDLE)
    await passes(sessionId, IDLE - 1)
    expect(await readSession({ db: at.web }, cookie)).not.toBeNull()
    await passes(sessionId, IDLE)
    expect(await readSession({ db: at.web }, cookie)).toBeNull()
  })

  test('is not kept alive by what a page asks by itself', async () => {
    const { cookie, sessionId } = await logIn(await at.addPerson(), now)
    for (let left = IDLE - 10; left > 0; left -= 10) {
      await passes(sessionId, 10)
      expect(minutesTo((await peekSession({ db: at.web }, cookie))?.idleUntil)).toBe(left)
    }
    await passes(sessionId, 10)
    expect(await peekSession({ db: at.web }, cookie)).toBeNull()
  })

  test('writes activity down at most once a minute', async () => {
    const { cookie, sessionId } = await logIn(await at.addPerson(), now)
    const seenAt = async () => (await at.owner.prisma.loginSession.findUniqueOrThrow({ where: { id: sessionId } })).seenAt
    await passes(sessionId, 0.5)
    const seen = await seenAt()
    await readSession({ db: at.web }, cookie)
    expect(await seenAt()).toEqual(seen)
    await passes(sessionId, 0.6)
    await readSession({ db: at.web }, cookie)
    expect((await seenAt()).getTime()).toBeGreaterThan(seen.getTime())
  })

  test(`ends after ${LIMITS.sessionHours} hours however busy`, async () => {
    const { cookie, sessionId } = await logIn(await at.addPerson(), now)
    for (let minutes = 0; minutes + IDLE < LONGEST; minutes += IDLE - 1) {
      await passes(sessionId, IDLE - 1)
      expect(await readSession({ db: at.web }, cookie)).not.toBeNull()
    }
    expect(minutesTo((await readSession({ db: at.web }, cookie))?.idleUntil)).toBeLessThan(IDLE)
    await passes(sessionId, IDLE - 1)
    await at.owner.prisma.loginSession.update({ where: { id: sessionId }, data: { seenAt: new Date() } })
    await passes(sessionId, 2)
    expect(await readSession({ db: at.web }, cookie)).toBeNull()
  })

  test('ends at once when the person logs out, and its row is gone', async () => {
    const personId = await at.addPerson()
    const { cookie, sessionId } = await logIn(personId, now)
    const actor = actorOf({ personId, sessionId, credential: cookieOf(cookie) })
    await endSession({ db: at.web, actor })
    await expect(endSession({ db: at.web, actor })).rejects.toMatchObject({ code: 'not_signed_in' })
    expect(await readSession({ db: at.web }, cookie)).toBeNull()
    expect(await at.owner.prisma.loginSession.count({ where: { id: sessionId } })).toBe(0)
    const ends = await at.owner.prisma.audit.count({ where: { action: 'session.ended', object: sessionId } })
    expect(ends).toBe(1)
  })

  test('cannot be ended by somebody else', async () => {
    const { cookie, sessionId } = await logIn(await at.addPerson(), now)
    const other = actorOf({ personId: await at.addPerson(), sessionId, credential: newToken() })
    await expect(endSession({ db: at.web, actor: other })).rejects.toMatchObject({ code: 'not_signed_in' })
    expect(await readSession({ db: at.web }, cookie)).not.toBeNull()
  })

  test('ends at once when the person is removed', async () => {
    const personId = await at.addPerson({ memberOf: [at.employers.first] })
    const { cookie } = await logIn(personId, now)
    await at.owner.prisma.person.update({ where: { id: personId }, data: { removedAt: now } })
    expect(await readSession({ db: at.web }, cookie)).toBeNull()
    expect(await employersOf({ db: at.owner }, personId)).toEqual([])
  })

  test('gets a new token each time, and the earlier one in the same browser ends', async () => {
    const personId = await at.addPerson()
    const before = await logIn(personId, now)
    const after = await logIn(personId, now, { cookieHeader: before.cookie })
    expect(after.token).not.toBe(before.token)
    expect(await readSession({ db: at.web }, before.cookie)).toBeNull()
    expect(await readSession({ db: at.web }, after.cookie)).not.toBeNull()
  })

  test('leaves the same person’s login in another browser alone', async () => {
    const personId = await at.addPerson()
    const [here, there] = [await logIn(personId, now), await logIn(personId, now)]
    expect(await readSession({ db: at.web }, here.cookie)).not.toBeNull()
    expect(await readSession({ db: at.web }, there.cookie)).not.toBeNull()
  })
})

describe('whom one acts for', () => {
  test('is chosen by itself where there is one employer only', async () => {
    const { cookie } = await logIn(await at.addPerson({ memberOf: [at.employers.first] }), now)
    expect((await readSession({ db: at.web }, cookie))?.employerId).toBe(at.employers.first)
  })

  test('is chosen among several, stands in the employer’s audit trail, and the last used comes first', async () => {
    const { first, second } = at.employers
    const personId = await at.addPerson({ memberOf: [first, second] })
    const { cookie, sessionId } = await logIn(personId, now)
    expect((await readSession({ db: at.web }, cookie))?.employerId).toBeNull()
    await chooseEmployer({ db: at.web, actor: actorOf({ personId, sessionId, credential: cookieOf(cookie) }), now }, second)
    expect((await readSession({ db: at.web }, cookie))?.employerId).toBe(second)
    expect((await employersOf({ db: at.owner }, personId)).map(({ employerId }) => employerId)).toEqual([second, first])
    const entry = await at.owner.prisma.audit.findFirstOrThrow({ where: { action: 'session.acts-for', object: sessionId } })
    expect(entry).toMatchObject({ chain: second, actor: `person:${personId}`, detail: { role: 'handler' } })
  })

  test('is never somebody else’s employer, which looks as if it did not exist', async () => {
    const { first, second } = at.employers
    const personId = await at.addPerson({ memberOf: [second] })
    const { cookie, sessionId } = await logIn(personId, now)
    const actor = actorOf({ personId, sessionId, credential: cookieOf(cookie) })
    for (const employerId of [first, '00000000-0000-0000-0000-000000000000', 'not an id']) {
      const refused = expect.objectContaining({ code: 'not_found' })
      await expect(chooseEmployer({ db: at.web, actor, now }, employerId)).rejects.toEqual(refused)
      await expect(requireMember({ db: at.web, actor }, employerId)).rejects.toEqual(refused)
    }
    expect((await readSession({ db: at.web }, cookie))?.employerId).toBe(second)
    expect(await requireMember({ db: at.web, actor }, second)).toMatchObject({ employerId: second, role: 'handler' })
  })

  test('cannot be chosen for another person’s login, nor for one that has ended', async () => {
    const { first, second } = at.employers
    const personId = await at.addPerson({ memberOf: [first] })
    const other = await logIn(await at.addPerson({ memberOf: [second] }), now)
    const actor = actorOf({ personId, sessionId: other.sessionId, credential: cookieOf(other.cookie) })
    await expect(chooseEmployer({ db: at.web, actor, now }, first)).rejects.toMatchObject({
      code: 'not_found',
      detail: 'employer',
    })
    expect((await readSession({ db: at.web }, other.cookie))?.employerId).toBe(second)
  })

  test('is over at once when the membership is removed', async () => {
    const { first } = at.employers
    const personId = await at.addPerson({ memberOf: [first] })
    const { cookie, sessionId } = await logIn(personId, now)
    await at.owner.prisma.member.updateMany({ where: { personId }, data: { removedAt: now } })
    expect(await readSession({ db: at.web }, cookie)).toBeNull()
    const actor = actorOf({ personId, sessionId, credential: cookieOf(cookie) })
    await expect(requireMember({ db: at.web, actor }, first)).rejects.toMatchObject({ code: 'not_signed_in' })
  })

  test('is told for the cookie of a login, and for one that has ended no more', async () => {
    const { first, second } = at.employers
    const { cookie, sessionId } = await logIn(await at.addPerson({ memberOf: [first, second] }), now)
    const alone = await logIn(await at.addPerson(), now)
    const own = (shown: string) => ownEmployers({ db: at.web, actor: { credential: cookieOf(shown) } })
    expect((await own(cookie)).map(({ employerId }) => employerId).sort()).toEqual([first, second].sort())
    expect(await own(alone.cookie)).toEqual([])
    await passes(sessionId, IDLE)
    await expect(own(cookie)).rejects.toMatchObject({ code: 'not_signed_in' })
    await expect(own(`kvittens=${newToken()}`)).rejects.toMatchObject({ code: 'not_signed_in' })
  })

  test('is over when the ombud’s time has run out', async () => {
    const { first } = at.employers
    const personId = await at.addPerson({ memberOf: [first], validUntil: new Date(now.getTime() - 2 * 24 * 60 * MINUTE) })
    const { cookie } = await logIn(personId, now)
    expect((await readSession({ db: at.web }, cookie))?.employerId).toBeNull()
    expect(await employersOf({ db: at.owner }, personId)).toEqual([])
  })
})
