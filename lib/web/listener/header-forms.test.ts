// The forms of the site header, and the clock of a login.
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { logInBrowser, postForm, sendForm } from '#e2e/fixtures/forms.ts'
import { type WebFixture, webFixture } from '#e2e/fixtures/web.ts'
import { TestBrowser } from '#e2e/rehearsal/broker/test-browser.ts'
import { readSession } from '#lib/access/read-session.ts'
import { LIMITS } from '#lib/limits.ts'

let at: WebFixture
beforeAll(async () => {
  at = await webFixture()
})
afterAll(() => at.drop())

const session = (cookie: string) => readSession({ db: at.web }, cookie)
const evil = { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' }

describe('the form for logging out', () => {
  test('ends the login at the server and in the browser', async () => {
    const browser = await logInBrowser(at, at.first.anna)
    const cookie = browser.cookieHeader()
    const answer = await postForm(browser, '/api/logga-ut', { fields: {} })
    expect(answer.headers.get('clear-site-data')).toBe('"storage"')
    expect(browser.follow(answer)).toBe('/logga-in?klart=utloggad')
    expect(browser.cookieHeader()).toBe('')
    expect(await session(cookie)).toBeNull()
  })

  test('works for who is already logged out, and not from another site', async () => {
    expect(await sendForm(new TestBrowser(at.url), '/api/logga-ut', {})).toBe('/logga-in?klart=utloggad')
    const browser = await logInBrowser(at, at.first.anna)
    expect((await postForm(browser, '/api/logga-ut', { fields: {}, headers: evil })).status).toBe(403)
    expect(await session(browser.cookieHeader())).not.toBeNull()
  })
})

describe('the form for choosing company', () => {
  test('leads to the page the person came from, or home', async () => {
    const browser = await logInBrowser(at, at.ombud)
    const choose = (fields: Record<string, string>) => sendForm(browser, '/api/foretag', fields)
    const [first, second] = [at.first.employerId, at.second.employerId]
    expect(await choose({ employerId: first })).toBe('/hem')
    expect(await choose({ employerId: second, next: '/inlamningar' })).toBe('/inlamningar')
    expect(await choose({ employerId: second, next: 'https://evil.example' })).toBe('/hem')
    expect((await session(browser.cookieHeader()))?.employerId).toBe(second)
  })

  test('never gives another company, says so on the page, and keeps where the person was going', async () => {
    const browser = await logInBrowser(at, at.first.anna)
    for (const employerId of [at.second.employerId, 'x', ''])
      expect(await sendForm(browser, '/api/foretag', { employerId })).toBe('/foretag?fel=foretag')
    expect(await sendForm(browser, '/api/foretag', { employerId: 'x', next: '/lamna' })).toBe(
      '/foretag?fel=foretag&next=%2Flamna',
    )
    expect((await session(browser.cookieHeader()))?.employerId).toBe(at.first.employerId)
  })

  test('leads to the login page when the login has ended', async () => {
    const late = await sendForm(new TestBrowser(at.url), '/api/foretag', { employerId: 'x' })
    expect(late).toBe('/logga-in?fel=utgangen&next=%2Fforetag')
  })
})

describe('choosing a language', () => {
  const choose = (sprak: string, headers: Record<string, string> = {}) =>
    postForm(new TestBrowser(at.url), '/api/sprak', { fields: { sprak }, headers })

  test('is remembered, and leads back to where one was', async () => {
    const answer = await choose('en', { referer: `${at.url}/inlamningar?sok=K7` })
    expect(answer.status).toBe(303)
    expect(answer.headers.get('location')).toBe('/inlamningar?sok=K7')
    expect(answer.headers.get('set-cookie')).toBe('sprak=en; Path=/; Max-Age=31536000; SameSite=Lax; HttpOnly')
  })

  test('that we do not speak changes nothing', async () => {
    expect((await choose('en; Domain=evil.example')).headers.get('set-cookie')).toBeNull()
  })

  test.each(['https://evil.example/inlamningar', '//evil.example', 'not an address'])(
    'never leads to another site (%s)',
    async (referer) => {
      expect((await choose('sv', { referer })).headers.get('location')).toBe('/')
      expect((await choose('sv', { referer: `${at.url}${referer}` })).headers.get('location')).not.toMatch(/^(\w+:|\/\/)/)
    },
  )

  test('cannot be done from another site', async () => {
    expect((await choose('en', evil)).status).toBe(403)
  })
})

describe('the clock of a login', () => {
  const idle = LIMITS.sessionIdleMinutes
  const clock = async (browser: TestBrowser) => (await fetch(browser.get(`${at.url}/api/session`))).json()

  /** The person did something for the last time so many minutes ago, when the login began. */
  async function idleFor(minutes: number) {
    const browser = await logInBrowser(at, at.first.anna)
    const { sessionId } = (await session(browser.cookieHeader())) ?? { sessionId: '' }
    const seenAt = new Date(Date.now() - minutes * 60_000)
    const expiresAt = new Date(seenAt.getTime() + LIMITS.sessionHours * 3_600_000)
    await at.owner.prisma.loginSession.update({ where: { id: sessionId }, data: { seenAt, expiresAt } })
    return browser
  }

  test('tells the time left without adding to it, and adds to it when the person stays', async () => {
    const browser = await idleFor(idle - 2)
    for (const _ of [1, 2]) {
      const left = await clock(browser)
      expect(left).toMatchObject({ signedIn: true })
      expect(Math.ceil(left.secondsLeft / 60)).toBe(2)
      expect(Math.ceil(left.secondsToEnd / 60)).toBe(LIMITS.sessionHours * 60 - idle + 2)
    }
    const stayed = await (await postForm(browser, '/api/session', { fields: {} })).json()
    expect(Math.ceil(stayed.secondsLeft / 60)).toBe(idle)
    expect(Math.ceil((await clock(browser)).secondsLeft / 60)).toBe(idle)
  })

  test('has run out when nothing was done for too long, and is not wound up again', async () => {
    const browser = await idleFor(idle)
    expect(await clock(browser)).toEqual({ signedIn: false })
    const answer = await postForm(browser, '/api/session', { fields: {}, headers: { accept: 'application/json' } })
    expect([answer.status, await answer.json()]).toMatchObject([401, { code: 'not_signed_in' }])
  })

  test('is not wound up from another site', async () => {
    const browser = await idleFor(idle - 2)
    expect((await postForm(browser, '/api/session', { fields: {}, headers: evil })).status).toBe(403)
    expect(Math.ceil((await clock(browser)).secondsLeft / 60)).toBe(2)
  })
})
