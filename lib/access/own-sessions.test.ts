import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { type AccountsFixture, accountsFixture } from '#e2e/fixtures/accounts.ts'
import { LIMITS } from '#lib/limits.ts'
import { actorOf, type PersonActor } from './actor.ts'
import { chooseMailLanguage } from './choose-mail-language.ts'
import { endOtherSessions, endOwnSession, listOwnSessions } from './own-sessions.ts'
import { LONGEST_MS, newToken } from './session-token.ts'
import { type LoginWay, startSession } from './start-session.ts'

const FIREFOX = 'Mozilla/5.0 (X11; Linux x86_64; rv:132.0) Gecko/20100101 Firefox/132.0'
let at: AccountsFixture
let anna: string
let here: PersonActor
const now = new Date()
beforeAll(async () => {
  at = await accountsFixture()
})
afterAll(() => at.drop())
beforeEach(async () => {
  anna = await at.addPerson()
  await at.owner.prisma.person.update({
    where: { id: anna },
    data: { mail: `${anna}@exempel.test`, mailVerifiedAt: now, language: 'en' },
  })
  here = await logIn(anna, { userAgent: FIREFOX })
})

type LogInWish = { way?: LoginWay; when?: Date; userAgent?: string }
async function logIn(personId: string, { way = 'eleg', when = now, userAgent }: LogInWish = {}): Promise<PersonActor> {
  const login = { personId, way, provedAt: when, cookieName: 'kvittens', token: newToken(), cookieHeader: undefined } as const
  const { sessionId, credential } = await startSession({ db: at.keeper, now }, { ...login, userAgent })
  const expiresAt = new Date(when.getTime() + LONGEST_MS)
  await at.owner.prisma.loginSession.update({ where: { id: sessionId }, data: { createdAt: when, seenAt: when, expiresAt } })
  return actorOf({ personId, sessionId, credential })
}

const context = (actor: PersonActor, when = now) => ({ db: at.web, actor, now: when })
const ids = async (actor = here, when = now) => (await listOwnSessions(context(actor, when))).map(({ sessionId }) => sessionId)
const mails = () => at.owner.prisma.notice.findMany({ where: { recipient: `${anna}@exempel.test` } })
const earlier = (minutes: number) => new Date(now.getTime() - minutes * 60_000)

test('the person’s logins, this one first, with the browser in two words; none that has ended, and nobody else’s', async () => {
  const bo = await logIn(await at.addPerson())
  const office = await logIn(anna, { way: 'password', when: earlier(20) })
  const phone = await logIn(anna, { way: 'password', when: earlier(10), userAgent: 'a browser of tomorrow' })
  await logIn(anna, { when: earlier(LIMITS.sessionIdleMinutes) })
  expect(await listOwnSessions(context(here))).toEqual([
    {
      sessionId: here.sessionId,
      way: 'eleg',
      device: { browser: 'firefox', system: 'linux' },
      startedAt: now,
      seenAt: now,
      isThis: true,
    },
    expect.objectContaining({ sessionId: phone.sessionId, device: { browser: 'other', system: 'other' }, isThis: false }),
    expect.objectContaining({ sessionId: office.sessionId, device: null, startedAt: earlier(20), isThis: false }),
  ])
  expect(await ids(bo)).toEqual([bo.sessionId])
  const { rows } = await at.owner.pool.query('SELECT row_to_json(s)::text AS row FROM login_session s')
  expect(rows.map(({ row }) => row).join()).not.toContain('Gecko')
})

test('one of them ends, and the person is told; another’s is as one that does not exist', async () => {
  const [phone, bo] = [await logIn(anna), await logIn(await at.addPerson())]
  for (const sessionId of [bo.sessionId, anna])
    await expect(endOwnSession(context(here), sessionId)).rejects.toMatchObject({ code: 'not_found', detail: 'session' })
  expect(await ids(bo)).toEqual([bo.sessionId])
  const twenty = await Promise.allSettled(Array.from({ length: 20 }, () => endOwnSession(context(here), phone.sessionId)))
  expect(twenty.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
  expect(await ids()).toEqual([here.sessionId])
  expect(await mails()).toMatchObject([{ kind: 'person-login-ended', params: { count: 1, path: '/konto', language: 'en' } }])
  // Their own is a log-out, which tells nobody.
  await endOwnSession(context(here), here.sessionId)
  expect(await mails()).toHaveLength(1)
  const audit = await at.owner.prisma.audit.findMany({ where: { actor: `person:${anna}`, action: 'session.ended' } })
  expect(audit.map(({ object }) => object)).toEqual([phone.sessionId, here.sessionId])
})

test('all others end at once, and this one goes on', async () => {
  const bo = await logIn(await at.addPerson())
  for (let n = 0; n < 3; n++) await logIn(anna)
  expect(await endOtherSessions(context(here))).toBe(3)
  expect(await endOtherSessions(context(here))).toBe(0)
  expect([await ids(), await ids(bo)]).toEqual([[here.sessionId], [bo.sessionId]])
  expect(await mails()).toMatchObject([{ params: { count: 3 } }])
  expect(await at.owner.prisma.audit.count({ where: { actor: `person:${anna}`, action: 'session.others-ended' } })).toBe(1)
})

test('the language of one’s mails is chosen by who is logged in', async () => {
  await chooseMailLanguage(context(here), 'sv')
  const { language } = await at.owner.prisma.person.findUniqueOrThrow({ where: { id: anna } })
  expect(language).toBe('sv')
  const bo = await logIn(await at.addPerson())
  const mixed = { ...here, sessionId: bo.sessionId }
  await expect(chooseMailLanguage(context(mixed), 'en')).rejects.toThrow(/another session/)
  await expect(at.web.pool.query("UPDATE person SET language = 'en'")).rejects.toThrow(/permission denied/)
})
