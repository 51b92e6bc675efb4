// Somebody who identifies at the broker and has no account: a guest, of whom nothing is stored until they begin something.
import type { IncomingMessage } from 'node:http'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type BrokerFixture, brokerFixture } from '#e2e/fixtures/broker.ts'
import { personKey } from '#lib/access/person.ts'
import { readSession } from '#lib/access/read-session.ts'
import { readCookies } from '#lib/door/read-headers.ts'
import { LIMITS } from '#lib/limits.ts'
import { openGuestCookie } from '#lib/web/forms/guest-cookie.ts'
import { identify } from '#lib/web/listener/identify.ts'
import type { TestBrowser } from './test-browser.ts'

const HANNA = '198601052387'
let at: BrokerFixture
beforeAll(async () => {
  at = await brokerFixture()
})
afterAll(() => at.drop())

/** What a button that begins something does. */
const begin = (browser: TestBrowser, now = new Date(), env = at.env) =>
  identify(
    { db: at.db, env, keeping: at.keeper.keeping },
    { request: { headers: { cookie: browser.cookieHeader() } } as IncomingMessage, now },
  )
const keep = (browser: TestBrowser, cookies: readonly string[]) =>
  browser.follow(new Response(null, { headers: cookies.map((line): [string, string] => ['set-cookie', line]) }))
const people = () => at.owner.prisma.person.count()
const sessionOf = (browser: TestBrowser) => readSession({ db: at.db }, browser.cookieHeader())
const later = (minutes: number) => new Date(Date.now() + minutes * 60_000)

describe('a guest', () => {
  test.each([
    ['', '/valkommen'],
    ['/hem', '/valkommen'],
    ['/anslut/part/abc', '/anslut/part/abc'],
    ['/inbjudan/abc?sprak=en', '/inbjudan/abc?sprak=en'],
    ['/anslutningar', '/valkommen'],
  ])('on the way to "%s" comes to %s, and no row is made', async (next, to) => {
    const before = await people()
    const browser = at.newBrowser()
    expect(await at.logIn(browser, 'Hanna Berg', next)).toBe(to)
    expect([await people(), await sessionOf(browser)]).toEqual([before, null])
    expect(browser.cookieHeader()).not.toContain(HANNA)
    expect(at.log.join()).not.toContain(HANNA)
  })

  test('becomes one person by twenty clicks at once, logged in, and the login ends like others', async () => {
    const browser = at.newBrowser()
    await at.logIn(browser, 'Olle Sjöberg')
    const before = await people()
    const made = await Promise.all(Array.from({ length: 20 }, () => begin(browser)))
    expect(new Set(made.map(({ actor }) => actor.personId)).size).toBe(1)
    expect(await people()).toBe(before + 1)
    expect(made[0]?.personnummer).toBe('197710202396')
    keep(browser, made[0]?.cookies ?? [])
    expect(await sessionOf(browser)).toMatchObject({ name: 'Olle Sjöberg', employerId: null, way: 'eleg', operator: false })
    expect(browser.cookieHeader()).not.toContain('guest')
    const again = await begin(browser)
    expect(again).toMatchObject({ actor: { personId: made[0]?.actor.personId }, cookies: [], personnummer: null })
    const entries = await at.owner.prisma.audit.findMany({ where: { object: again.actor.personId } })
    expect(entries.map(({ action }) => action)).toEqual(['person.made'])
    expect(await at.logIn(at.newBrowser(), 'Olle Sjöberg', '/anslut/K7MQ-2XWH-9/du')).toBe('/anslut/K7MQ-2XWH-9/du')
  })

  test('who waits too long, was sealed elsewhere, or is nobody, becomes nobody', async () => {
    const browser = at.newBrowser()
    await at.logIn(browser, 'Hanna Berg')
    const before = await people()
    const elsewhere = { ...at.env, PUBLIC_URL: 'http://localhost:3998' }
    const otherKey = { ...at.env, SESSION_SECRET: 's'.repeat(32) }
    await expect(begin(browser, later(LIMITS.guestMinutes + 1))).rejects.toMatchObject({ code: 'not_signed_in' })
    await expect(begin(browser, new Date(), elsewhere)).rejects.toMatchObject({ code: 'not_signed_in' })
    await expect(begin(browser, new Date(), otherKey)).rejects.toMatchObject({ code: 'not_signed_in' })
    await expect(begin(at.newBrowser())).rejects.toMatchObject({ code: 'not_signed_in' })
    const cut = at.newBrowser()
    keep(cut, ['kvittens-guest=eyJhbGciOiJkaXIi.x.y.z.w; Path=/'])
    await expect(begin(cut)).rejects.toMatchObject({ code: 'not_signed_in' })
    expect(await people()).toBe(before)
    expect(
      await openGuestCookie({ env: at.env, now: later(LIMITS.guestMinutes - 1) }, readCookies(browser.cookieHeader())),
    ).not.toBeNull()
  })

  test('ends the login of another person in the same browser, and a login ends the guest', async () => {
    const browser = at.newBrowser()
    await at.logIn(browser, 'Anna Ek')
    const anna = browser.cookieHeader()
    await at.logIn(browser, 'Hanna Berg')
    expect(await readSession({ db: at.db }, anna)).toBeNull()
    expect(browser.cookieHeader()).toMatch(/^(?!.*kvittens=).*kvittens-guest=/)
    await at.logIn(browser, 'Anna Ek')
    expect(browser.cookieHeader()).not.toContain('guest')
  })

  test('whose account was removed is refused, and does not get it back', async () => {
    const key = personKey(at.keeper.env.PERSON_KEY, '198107102389')
    const person = { name: 'Maja Lindqvist', personKey: key, personMasked: '19810710-****', removedAt: new Date() }
    await at.owner.prisma.person.create({ data: person })
    const browser = at.newBrowser()
    expect(await at.logIn(browser, 'Maja Lindqvist')).toBe('/valkommen')
    await expect(begin(browser)).rejects.toMatchObject({ code: 'not_allowed', detail: 'person_removed' })
    expect(await at.owner.prisma.person.count({ where: { personKey: key, removedAt: null } })).toBe(0)
  })

  test('whom the broker calls nothing is called by the masked number', async () => {
    const browser = at.newBrowser()
    await at.logIn(browser, 'Peter Wall')
    at.keeper.env.OIDC_CLAIM_NAME = 'nickname'
    await at.logIn(browser, 'Peter Wall')
    at.keeper.env.OIDC_CLAIM_NAME = 'name'
    const guest = await openGuestCookie({ env: at.env, now: new Date() }, readCookies(browser.cookieHeader()))
    expect(guest?.name).toBe('19840118-****')
  })
})
