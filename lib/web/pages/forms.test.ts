import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type AccountsFixture, accountsFixture, PEPPER } from '#e2e/fixtures/accounts.ts'
import { logInBrowser, PORTAL, sendForm } from '#e2e/fixtures/forms.ts'
import { TestBrowser } from '#e2e/rehearsal/broker/test-browser.ts'
import { readSession } from '#lib/access/read-session.ts'
import { setPassword } from '#lib/access/set-password.ts'
import { CLIENT_ADDRESS } from '#lib/door/read-headers.ts'
import { webEnv } from '#lib/env.ts'
import { LIMITS } from '#lib/limits.ts'
import { openLog } from '#lib/log.ts'
import { actFor, logOut } from './header-forms.ts'
import { passwordLogin } from './password-login.ts'
import type { RouteContext } from './route.ts'
import { extendSession, tellSessionClock } from './session-clock.ts'

const PASSWORD = 'fyra trötta älgar går hem'
const now = new Date()
const later = (minutes: number) => new Date(now.getTime() + minutes * 60_000)

let fixture: AccountsFixture
let at: RouteContext
beforeAll(async () => {
  fixture = await accountsFixture()
  const env = webEnv({
    NODE_ENV: 'test',
    DATABASE_URL: 'postgresql://unused',
    PAYLOAD_DIR: '.',
    PAYLOAD_RECIPIENT: 'age1none',
    PUBLIC_URL: PORTAL,
    SESSION_SECRET: 's'.repeat(32),
    PERSON_KEY: PEPPER,
    HISTORY_KEY: 'h'.repeat(32),
    UPLOAD_KEY: 'u'.repeat(32),
    OIDC_ISSUER: 'https://broker.example',
    OIDC_CLIENT_ID: 'kvittens',
    OIDC_CLIENT_KEY: 'none',
    PROXY_HOPS: '1',
    PASSWORD_LOGIN: 'on',
  })
  at = { db: fixture.web, env, log: openLog({ process: 'web', instance: 'test', level: 'silent' }), now }
})
afterAll(() => fixture.drop())

let people = 0
async function person(...memberOf: string[]) {
  const username = `person${++people}`
  const personId = await fixture.addPerson({ memberOf })
  await setPassword({ db: fixture.web }, { personId, username, password: PASSWORD, totpSecret: undefined, pepper: PEPPER })
  return { personId, username }
}

const logIn = (browser: TestBrowser, fields: Record<string, string>) =>
  sendForm(passwordLogin, at, { browser, fields: { password: PASSWORD, ...fields } })

/** The browser of somebody new, logged in. */
const loggedIn = async (...memberOf: string[]) => logInBrowser(at, { personId: await fixture.addPerson({ memberOf }) })

describe('the form with user name and password', () => {
  test('logs in with a __Host- cookie that scripts cannot read, and leads on', async () => {
    const { username } = await person(fixture.employers.first)
    const request = new TestBrowser(PORTAL).post('/api/logga-in/losenord', { username, password: PASSWORD, next: '/inlamningar' })
    const response = await passwordLogin(request, at)
    expect(response.status).toBe(303)
    expect(response.headers.get('location')).toBe('/inlamningar')
    expect(response.headers.get('cache-control')).toBe('no-store')
    const [cookie] = response.headers.getSetCookie()
    expect(cookie).toMatch(/^__Host-kvittens=[\w-]{43}; Max-Age=43200; Path=\/; HttpOnly; SameSite=Lax; Secure$/)
  })

  test('leads to the choice of company where there are several', async () => {
    const { username } = await person(fixture.employers.first, fixture.employers.second)
    expect(await logIn(new TestBrowser(PORTAL), { username, next: '/hem' })).toBe('/foretag?next=%2Fhem')
  })

  test('leads back with a word when something is wrong or missing, and keeps where the person was going', async () => {
    const browser = new TestBrowser(PORTAL)
    const next = '/inlamningar?sida=2'
    const back = (fel: string) => `/logga-in?${new URLSearchParams({ fel, next })}`
    expect(await logIn(browser, { username: 'ingen', next })).toBe(back('fel'))
    expect(await logIn(browser, { username: ' ', next })).toBe(back('saknas'))
    expect(await logIn(browser, { username: 'ingen', password: '', next })).toBe(back('saknas'))
    expect(await readSession({ db: at.db, now }, browser.cookieHeader())).toBeNull()
  })

  test('says how long to wait after many failures', async () => {
    for (let i = 0; i < 5; i++) await logIn(new TestBrowser(PORTAL), { username: 'gissad' })
    expect(await logIn(new TestBrowser(PORTAL), { username: 'gissad' })).toBe('/logga-in?fel=vanta&sekunder=1')
  })

  test('counts failures from one address over many user names', async () => {
    const from = (index: number) => {
      const request = new TestBrowser(PORTAL).post('/api/logga-in/losenord', { username: `nr${index}`, password: 'gissning' })
      request.headers.set(CLIENT_ADDRESS, '192.0.2.1')
      return passwordLogin(request, at)
    }
    for (let i = 0; i < 20; i++) expect((await from(i)).headers.get('location')).toBe('/logga-in?fel=fel')
    expect((await from(21)).headers.get('location')).toBe('/logga-in?fel=vanta&sekunder=1')
  })

  test('is not there when the operator has not switched it on', async () => {
    const { username } = await person()
    const request = new TestBrowser(PORTAL).post('/api/logga-in/losenord', { username, password: PASSWORD })
    const off = { ...at, env: { ...at.env, PASSWORD_LOGIN: 'off' as const } }
    await expect(passwordLogin(request, off)).rejects.toMatchObject({ code: 'not_found' })
  })

  test('is refused from another site, as another type, and over 16 kB', async () => {
    const browser = new TestBrowser(PORTAL)
    const foreign = { browser, fields: { username: 'a', password: 'b' }, origin: 'https://evil.example' }
    await expect(sendForm(passwordLogin, at, foreign)).rejects.toMatchObject({ code: 'cross_site' })
    const json = new Request(`${PORTAL}/api/logga-in/losenord`, { method: 'POST', headers: { origin: PORTAL }, body: '{}' })
    await expect(passwordLogin(json, at)).rejects.toMatchObject({ code: 'unsupported' })
    const large = browser.post('/api/logga-in/losenord', { username: 'a', password: 'x'.repeat(17_000) })
    await expect(passwordLogin(large, at)).rejects.toMatchObject({ code: 'too_large' })
  })
})

describe('the form for logging out', () => {
  test('ends the login at the server and in the browser', async () => {
    const browser = await loggedIn()
    const cookie = browser.cookieHeader()
    expect(await sendForm(logOut, at, { browser, fields: {} })).toBe('/logga-in?klart=utloggad')
    expect(browser.cookieHeader()).toBe('')
    expect(await readSession({ db: at.db, now }, cookie)).toBeNull()
  })

  test('works for who is already logged out, and not from another site', async () => {
    const browser = new TestBrowser(PORTAL)
    expect(await sendForm(logOut, at, { browser, fields: {} })).toBe('/logga-in?klart=utloggad')
    await expect(sendForm(logOut, at, { browser, fields: {}, origin: 'https://evil.example' })).rejects.toMatchObject({
      code: 'cross_site',
    })
  })
})

describe('the form for choosing company', () => {
  test('leads to the page the person came from, or home', async () => {
    const { first, second } = fixture.employers
    const browser = await loggedIn(first, second)
    const choose = (fields: Record<string, string>) => sendForm(actFor, at, { browser, fields })
    expect(await choose({ employerId: first })).toBe('/hem')
    expect(await choose({ employerId: second, next: '/inlamningar' })).toBe('/inlamningar')
    expect(await choose({ employerId: second, next: 'https://evil.example' })).toBe('/hem')
    expect((await readSession({ db: at.db, now }, browser.cookieHeader()))?.employerId).toBe(second)
  })

  test('never gives another company, and says so on the page', async () => {
    const { first, second } = fixture.employers
    const browser = await loggedIn(first)
    for (const employerId of [second, 'x', ''])
      expect(await sendForm(actFor, at, { browser, fields: { employerId } })).toBe('/foretag?fel=foretag')
    expect((await readSession({ db: at.db, now }, browser.cookieHeader()))?.employerId).toBe(first)
  })

  test('leads to the login page when the login has ended', async () => {
    const late = { browser: new TestBrowser(PORTAL), fields: { employerId: 'x', next: '/lamna' } }
    expect(await sendForm(actFor, at, late)).toBe('/logga-in?fel=utgangen&next=%2Flamna')
  })
})

describe('the clock of a login', () => {
  test('tells the time left without adding to it, and adds to it when the person stays', async () => {
    const browser = await loggedIn()
    const idle = LIMITS.sessionIdleMinutes
    const toEnd = (minutes: number) => LIMITS.sessionHours * 3600 - minutes * 60
    const left = async (minutes: number) =>
      (await tellSessionClock(browser.get(`${PORTAL}/api/session`), { ...at, now: later(minutes) })).json()
    expect(await left(1)).toEqual({ signedIn: true, secondsLeft: (idle - 1) * 60, secondsToEnd: toEnd(1) })
    expect(await left(idle - 2)).toEqual({ signedIn: true, secondsLeft: 120, secondsToEnd: toEnd(idle - 2) })
    const staysAt = idle - 1
    const stayed = await extendSession(browser.post('/api/session', {}), { ...at, now: later(staysAt) })
    expect(await stayed.json()).toMatchObject({ secondsLeft: idle * 60 })
    expect(await left(staysAt + 2)).toMatchObject({ signedIn: true, secondsLeft: (idle - 2) * 60 })
    expect(await left(staysAt + idle)).toEqual({ signedIn: false })
    const tooLate = extendSession(browser.post('/api/session', {}), { ...at, now: later(staysAt + idle) })
    await expect(tooLate).rejects.toMatchObject({ code: 'not_signed_in' })
  })

  test('is not wound up from another site', async () => {
    const foreign = new TestBrowser(PORTAL).post('/api/session', {}, 'https://evil.example')
    await expect(extendSession(foreign, at)).rejects.toMatchObject({ code: 'cross_site' })
  })
})
