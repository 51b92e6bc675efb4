// The form with user name and password.
import { request as httpRequest, type IncomingMessage } from 'node:http'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { postForm, sendForm } from '#e2e/fixtures/forms.ts'
import { CODE_SECRET, freshCode } from '#e2e/fixtures/one-time-code.ts'
import { type WebFixture, webFixture } from '#e2e/fixtures/web.ts'
import { TestBrowser } from '#e2e/rehearsal/broker/test-browser.ts'
import { readSession } from '#lib/access/read-session.ts'
import { setPassword } from '#lib/access/set-password.ts'
import { openKeeping } from '#lib/keeping/open-keeping.ts'

const LOGIN = '/api/logga-in/losenord'
const PASSWORD = 'fyra trötta älgar går hem'

let at: WebFixture
beforeAll(async () => {
  at = await webFixture({ PASSWORD_LOGIN: 'on', PROXY_HOPS: 1 })
  const set = { password: PASSWORD, totpSecret: CODE_SECRET, pepper: at.keeper.env.PERSON_KEY }
  await setPassword({ db: at.owner }, { personId: at.first.anna.personId, username: 'anna', ...set })
  await setPassword({ db: at.owner }, { personId: at.ombud.personId, username: 'ombud', ...set })
})
afterAll(() => at.drop())

const logIn = async (browser: TestBrowser, fields: { username: string } & Record<string, string>) =>
  sendForm(browser, LOGIN, { password: PASSWORD, totp: await freshCode(at.owner, fields.username), ...fields })

/** Posts the form to a portal on https behind a proxy: fetch writes no Host of its own. */
function postHttps(fields: Record<string, string>): Promise<IncomingMessage> {
  const origin = 'https://kvittens.example'
  const body = new URLSearchParams(fields).toString()
  const headers = { host: 'kvittens.example', origin, 'content-type': 'application/x-www-form-urlencoded', accept: 'text/html' }
  return new Promise((resolve, reject) => {
    const options = { method: 'POST', headers: { ...headers, 'content-length': Buffer.byteLength(body) } }
    httpRequest(`${at.url}${LOGIN}`, options, resolve).on('error', reject).end(body)
  })
}

test('logs in with a __Host- cookie that scripts cannot read, and leads on', async () => {
  const { PUBLIC_URL } = at.parts.env
  const both = [at.parts.env, at.keeper.env]
  for (const env of both) env.PUBLIC_URL = 'https://kvittens.example'
  try {
    const totp = await freshCode(at.owner, 'anna')
    const response = await postHttps({ username: 'anna', password: PASSWORD, totp, next: '/inlamningar' })
    response.resume()
    expect([response.statusCode, response.headers.location]).toEqual([303, '/inlamningar'])
    expect(response.headers['cache-control']).toBe('no-store')
    expect(response.headers['set-cookie']?.at(-1)).toMatch(
      /^__Host-kvittens=[\w-]{43}; Max-Age=43200; Path=\/; HttpOnly; SameSite=Lax; Secure$/,
    )
  } finally {
    for (const env of both) env.PUBLIC_URL = PUBLIC_URL
  }
})

test('leads to the choice of company where there are several', async () => {
  expect(await logIn(new TestBrowser(at.url), { username: 'ombud', next: '/hem' })).toBe('/foretag?next=%2Fhem')
  // Which is not gone back to once the choice is made.
  expect(await logIn(new TestBrowser(at.url), { username: 'ombud', next: '/foretag' })).toBe('/foretag')
})

test('leads back with a word when something is wrong or missing, and keeps where the person was going', async () => {
  const browser = new TestBrowser(at.url)
  const next = '/inlamningar?sida=2'
  const back = (fel: string) => `/logga-in?${new URLSearchParams({ fel, next })}`
  expect(await logIn(browser, { username: 'ingen', next })).toBe(back('fel'))
  expect(await logIn(browser, { username: ' ', next })).toBe(back('saknas'))
  expect(await logIn(browser, { username: 'ingen', password: '', next })).toBe(back('saknas'))
  expect(await logIn(browser, { username: 'anna', totp: ' ', next })).toBe(back('saknas'))
  expect(await readSession({ db: at.web }, browser.cookieHeader())).toBeNull()
})

test('answers the same about a user name that exists, with a passkey too, and one that does not (e2e/bench/enumeration.ts: in the same time)', async () => {
  const { personId } = at.ombud
  const key = { personId, credentialId: 'x', publicKey: Buffer.from('x'), counter: 0, label: 'x' }
  await at.owner.prisma.passkey.create({ data: key })
  const answerAbout = async (username: string) => {
    const fields = { username, password: 'gissning', totp: '000000' }
    const answer = await postForm(new TestBrowser(at.url), LOGIN, { fields, headers: { 'x-forwarded-for': '192.0.2.99' } })
    const headers = [...answer.headers]
      .filter(([name]) => name !== 'date')
      .map(([name, value]) => [name, value.replaceAll(/ifyllt=[^;]*|nonce-[^']*/g, '')])
    return [answer.status, headers, await answer.text()]
  }
  const right = await answerAbout('anna')
  expect(right[0]).toBe(303)
  expect(await answerAbout('ombud')).toEqual(right)
  expect(await answerAbout('ingen')).toEqual(right)
  await at.owner.prisma.loginDelay.deleteMany()
})

test('knows the browser again by its cookie, and mails the owner about a login in another', async () => {
  const { personId } = at.first.anna
  await at.owner.prisma.person.update({
    where: { id: personId },
    data: { mail: 'anna@exempel.test', mailVerifiedAt: new Date() },
  })
  const told = () => at.owner.prisma.notice.count({ where: { kind: 'person-login-new-device', recipient: 'anna@exempel.test' } })
  const browser = new TestBrowser(at.url)
  await logIn(browser, { username: 'anna' })
  expect(browser.cookieHeader()).toMatch(/kvittens-enhet=[\w-]{16}\.\w+\.[\w-]{43}/)
  expect(await told()).toBe(1)
  await logIn(browser, { username: 'anna' })
  expect(await told()).toBe(1)
  await logIn(new TestBrowser(at.url), { username: 'anna' })
  expect(await told()).toBe(2)
})

const WAIT = /^\/logga-in\?fel=vanta&sekunder=[124]$/
/** The wait of 1 s has passed before the next try on a slow machine: that one fails then, and makes it 2 s, the next one 4 s. */
async function firstWait(tryOnce: (turn: number) => Promise<string | null>): Promise<string | null> {
  for (let turn = 0; turn < 2; turn++) {
    const said = await tryOnce(turn)
    if (said !== '/logga-in?fel=fel') return said
  }
  return tryOnce(2)
}

test('says how long to wait after many failures', async () => {
  for (let i = 0; i < 5; i++) await logIn(new TestBrowser(at.url), { username: 'gissad' })
  expect(await firstWait(() => logIn(new TestBrowser(at.url), { username: 'gissad' }))).toMatch(WAIT)
})

test('counts failures from one address over many user names', async () => {
  const from = async (index: number) => {
    const fields = { username: `nr${index}`, password: 'gissning', totp: '000000' }
    const answer = await postForm(new TestBrowser(at.url), LOGIN, { fields, headers: { 'x-forwarded-for': '192.0.2.1' } })
    return answer.headers.get('location')
  }
  for (let i = 0; i < 20; i++) expect(await from(i)).toBe('/logga-in?fel=fel')
  expect(await firstWait((turn) => from(21 + turn))).toMatch(WAIT)
})

test('is not there when the operator has not switched it on', async () => {
  at.parts.env.PASSWORD_LOGIN = 'off'
  const answer = await postForm(new TestBrowser(at.url), LOGIN, { fields: { username: 'anna', password: PASSWORD } })
  at.parts.env.PASSWORD_LOGIN = 'on'
  expect([answer.status, await answer.json()]).toMatchObject([404, { code: 'not_found' }])
})

test('is refused from another site, as another type, and over 16 kB', async () => {
  const browser = new TestBrowser(at.url)
  const fields = { username: 'a', password: 'b' }
  const evil = { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' }
  expect((await postForm(browser, LOGIN, { fields, headers: evil })).status).toBe(403)
  const json = { 'content-type': 'application/json' }
  expect((await postForm(browser, LOGIN, { fields, headers: json })).status).toBe(415)
  expect(await sendForm(browser, LOGIN, { ...fields, password: 'x'.repeat(17_000) })).toBe('/logga-in?fel=too_large&fall=form')
})

test('says so in plain words while keeper is away, in both languages, and logs in when it is back', async () => {
  const { keeping } = at.parts
  at.parts.keeping = openKeeping('/nowhere/socket')
  const fields = { username: 'anna', password: PASSWORD, totp: await freshCode(at.owner, 'anna') }
  expect(await sendForm(new TestBrowser(at.url), LOGIN, fields)).toMatch(/^\/logga-in\?fel=unavailable&fall=keeper&id=\w+$/)
  const json = await postForm(new TestBrowser(at.url), LOGIN, { fields, headers: { accept: 'application/json' } })
  expect([json.status, json.headers.get('retry-after')]).toEqual([503, '30'])
  expect(await json.json()).toMatchObject({ code: 'unavailable', case: 'keeper', detail: expect.stringContaining('logga in') })
  const english = await postForm(new TestBrowser(at.url), LOGIN, {
    fields,
    headers: { accept: 'application/json', cookie: 'sprak=en' },
  })
  expect(await english.json()).toMatchObject({ detail: expect.stringContaining('log in') })
  at.parts.keeping = keeping
  expect(await sendForm(new TestBrowser(at.url), LOGIN, fields)).toBe('/hem')
})
