// The road of a login by e-legitimation: the portal's two functions and the broker as a process of its own, over http.
import { type ChildProcessByStdio, spawn } from 'node:child_process'
import { generateKeyPairSync, randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Readable } from 'node:stream'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { PEPPER } from '#e2e/fixtures/accounts.ts'
import { isOwnLoginNonce } from '#lib/access/login-nonce.ts'
import { readSession } from '#lib/access/read-session.ts'
import { isFresh } from '#lib/access/require-member.ts'
import { type Db, openDb } from '#lib/db.ts'
import { toRefusal } from '#lib/door/problem.ts'
import { type WebEnv, webEnv } from '#lib/env.ts'
import { LIMITS } from '#lib/limits.ts'
import { openLog } from '#lib/log.ts'
import { finishEleg, startEleg } from '#lib/web/pages/auth.ts'
import type { RouteContext } from '#lib/web/pages/route.ts'
import { type KeeperFixture, keeperFixture } from '../../fixtures/keeper.ts'
import { createTestDatabase, type TestDatabase } from '../../fixtures/test-database.ts'
import { PEOPLE, seedPeople } from '../people.ts'
import { freePort } from '../ports.ts'
import { TestBrowser } from './test-browser.ts'

type BrokerProcess = ChildProcessByStdio<null, Readable, null>

const dir = mkdtempSync(join(tmpdir(), 'kvittens-broker-'))
const peopleFile = join(dir, 'people.json')
const jwksFile = join(dir, 'jwks.json')
let database: TestDatabase
let db: Db
let owner: Db
let env: WebEnv
let broker: BrokerProcess
let keeper: KeeperFixture

beforeAll(async () => {
  database = await createTestDatabase()
  db = openDb(database.as('web'), { max: 4 })
  owner = openDb(database.owner, { max: 2 })
  await seedPeople(database.owner, { personKey: PEPPER, file: peopleFile })
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const names = { alg: 'ES256', use: 'sig', kid: 'portal' }
  writeFileSync(join(dir, 'key.json'), JSON.stringify({ ...privateKey.export({ format: 'jwk' }), ...names }))
  writeFileSync(join(dir, 'public.json'), JSON.stringify({ ...publicKey.export({ format: 'jwk' }), ...names }))
  const port = await freePort()
  env = webEnv({
    NODE_ENV: 'test',
    DATABASE_URL: database.as('web'),
    PAYLOAD_DIR: dir,
    WEBHOOK_RECIPIENT: 'age1none',
    PUBLIC_URL: 'http://localhost:3999',
    SESSION_SECRET: randomBytes(32).toString('hex'),
    KEEPER_SOCKET: 'not asked here',
    HISTORY_KEY: 'h'.repeat(32),
    UPLOAD_KEY: 'u'.repeat(32),
    OIDC_ISSUER: `http://localhost:${port}`,
    OIDC_CLIENT_ID: 'kvittens',
    OIDC_CLIENT_KEY: join(dir, 'key.json'),
  })
  broker = await startBrokerProcess(port)
  const { PUBLIC_URL, OIDC_ISSUER, OIDC_CLIENT_ID } = env
  keeper = await keeperFixture(database, { PUBLIC_URL, OIDC_ISSUER, OIDC_CLIENT_ID, OIDC_JWKS_FILE: jwksFile })
})

afterAll(async () => {
  broker.kill()
  await keeper.drop()
  await db.close()
  await owner.close()
  await database.drop()
  rmSync(dir, { recursive: true })
})

function startBrokerProcess(port: number): Promise<BrokerProcess> {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'main.ts')], {
    env: {
      NODE_COMPILE_CACHE: process.env.NODE_COMPILE_CACHE,
      NODE_ENV: 'test',
      PATH: process.env.PATH,
      BROKER_PORT: String(port),
      BROKER_PEOPLE: peopleFile,
      BROKER_CLIENT_KEY: join(dir, 'public.json'),
      BROKER_JWKS_FILE: jwksFile,
      PUBLIC_URL: env.PUBLIC_URL,
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  return new Promise((resolve, reject) => {
    child.once('exit', (code) => reject(new Error(`the broker ended: ${code}`)))
    child.stdout.once('data', () => resolve(child))
  })
}

const log: string[] = []
const at = (): RouteContext => ({
  db,
  env,
  keeping: keeper.keeping,
  log: openLog({ process: 'web', instance: 'test', level: 'info', to: { write: (line) => void log.push(line) } }),
  now: new Date(),
})
const newBrowser = () => new TestBrowser(env.PUBLIC_URL)

/** Posts the portal's form; the address at the broker to which it leads. */
async function start(browser: TestBrowser, next = ''): Promise<string> {
  const response = await startEleg(browser.post('/api/logga-in/eleg', { next }), at())
  return browser.follow(response)
}

/** All the way to the portal's callback address, which is not yet called. */
async function identify(browser: TestBrowser, fields: Record<string, string>, next = ''): Promise<string> {
  return browser.submitAtBroker(await start(browser, next), fields)
}

const finish = async (browser: TestBrowser, callback: string): Promise<string> =>
  browser.follow(await finishEleg(browser.get(callback), at()))

const indexOf = (name: string) => String(PEOPLE.findIndex((person) => person.name === name))

describe('login by e-legitimation', () => {
  test('asks the broker for a code with PKCE, state, nonce and level 3', async () => {
    const address = new URL(await start(newBrowser()))
    const asked = Object.fromEntries(address.searchParams)
    expect(address.origin).toBe(env.OIDC_ISSUER)
    expect(asked).toMatchObject({
      response_type: 'code',
      code_challenge_method: 'S256',
      acr_values: env.OIDC_ACR,
      prompt: 'login',
      max_age: String(LIMITS.freshLoginMinutes * 60),
    })
    expect(asked.redirect_uri).toBe(`${env.PUBLIC_URL}/api/auth/callback/eleg`)
    for (const parameter of ['code_challenge', 'state']) expect(asked[parameter]).toMatch(/^[\w-]{43}$/)
    expect(isOwnLoginNonce(PEPPER, asked.nonce ?? '', new Date())).toBe(true)
  })

  test('lets a person of one employer in, to the page they were going to', async () => {
    const browser = newBrowser()
    const callback = await identify(browser, { person: indexOf('Anna Ek') }, '/inlamningar?sida=2')
    expect(new URL(callback).searchParams.get('iss')).toBe(env.OIDC_ISSUER)
    expect(await finish(browser, callback)).toBe('/inlamningar?sida=2')
    const session = await readSession({ db }, browser.cookieHeader())
    expect(session).toMatchObject({ name: 'Anna Ek', way: 'eleg', employerId: expect.any(String) })
  })

  test.each([
    ['Elin Strand', '/hem', '/foretag?next=%2Fhem'],
    ['Elin Strand', '', '/foretag'],
    ['Fatima Haddad', '', '/support'],
    ['Göran Lind', '', '/drift'],
    ['Björn Åkesson', 'https://evil.example/', '/hem'],
    ['Björn Åkesson', '//evil.example/', '/hem'],
  ])('of %s, on the way to "%s", leads to %s', async (name, next, to) => {
    const browser = newBrowser()
    expect(await finish(browser, await identify(browser, { person: indexOf(name) }, next))).toBe(to)
  })

  test('notes when a person logged in last', async () => {
    const browser = newBrowser()
    const before = new Date()
    await finish(browser, await identify(browser, { person: indexOf('Björn Åkesson') }))
    const { lastLoginAt } = await owner.prisma.person.findFirstOrThrow({ where: { name: 'Björn Åkesson' } })
    expect(lastLoginAt?.getTime()).toBeGreaterThanOrEqual(before.getTime())
  })

  test('that the person breaks off leads back with a calm word, and the next try to where they were going', async () => {
    const browser = newBrowser()
    expect(await finish(browser, await identify(browser, { cancel: '1' }))).toBe('/logga-in?fel=avbruten')
    const callback = await identify(browser, { cancel: '1' }, '/inlamningar')
    expect(await finish(browser, callback)).toBe('/logga-in?fel=avbruten&next=%2Finlamningar')
  })

  test('of too low a level is refused', async () => {
    const browser = newBrowser()
    const callback = await identify(browser, { person: indexOf('Anna Ek'), low: '1' })
    expect(await finish(browser, callback)).toBe('/logga-in?fel=niva')
    expect(await readSession({ db }, browser.cookieHeader())).toBeNull()
  })

  test('gives a new token each time, and ends the earlier login of that browser', async () => {
    const browser = newBrowser()
    await finish(browser, await identify(browser, { person: indexOf('Anna Ek') }))
    const before = browser.cookieHeader()
    await finish(browser, await identify(browser, { person: indexOf('Anna Ek') }))
    expect(await readSession({ db }, before)).toBeNull()
    expect(await readSession({ db }, browser.cookieHeader())).not.toBeNull()
  })

  test('of another person in the same browser is theirs, not the earlier one’s', async () => {
    const browser = newBrowser()
    await finish(browser, await identify(browser, { person: indexOf('Anna Ek') }))
    await finish(browser, await identify(browser, { person: indexOf('Fatima Haddad') }))
    expect(await readSession({ db }, browser.cookieHeader())).toMatchObject({
      name: 'Fatima Haddad',
      support: true,
    })
  })

  test('that a form asked for goes on in the same login, back to the form', async () => {
    const browser = newBrowser()
    await finish(browser, await identify(browser, { person: indexOf('Elin Strand') }))
    const before = await readSession({ db }, browser.cookieHeader())
    const next = '/inlamningar/K7MQ-2XWH-9?ifyllt=1'
    expect(await finish(browser, await identify(browser, { person: indexOf('Elin Strand') }, next))).toBe(next)
    const { sessionId } = (await readSession({ db }, browser.cookieHeader())) ?? {}
    expect(sessionId).toBe(before?.sessionId)
    const { provedAt } = await owner.prisma.loginSession.findUniqueOrThrow({ where: { id: before?.sessionId ?? '' } })
    expect(isFresh(provedAt, new Date())).toBe(true)
  })

  test('answered with an earlier login is refused, whether a form asked for it or not', async () => {
    const browser = newBrowser()
    for (const next of ['/inlamningar/K7MQ-2XWH-9?ifyllt=1', '/hem']) {
      const callback = await identify(browser, { person: indexOf('Anna Ek'), krangel: 'old-time' }, next)
      expect(await finish(browser, callback)).toBe(`/logga-in?${new URLSearchParams({ fel: 'gammal', next })}`)
    }
    expect(await readSession({ db }, browser.cookieHeader())).toBeNull()
  })

  test('on https keeps what belongs to it in __Host- cookies', async () => {
    const browser = newBrowser()
    const callback = await identify(browser, { person: indexOf('Anna Ek') })
    const secure = { ...env, PUBLIC_URL: 'https://localhost:3999' }
    const response = await startEleg(new TestBrowser(secure.PUBLIC_URL).post('/api/logga-in/eleg', {}), { ...at(), env: secure })
    const lines = response.headers.getSetCookie()
    expect(lines.map((line) => line.split('=')[0])).toEqual(
      expect.arrayContaining(['__Host-kvittens-state', '__Host-kvittens-pkce']),
    )
    for (const line of lines) expect(line).toMatch(/Path=\/; .*HttpOnly; Secure; SameSite=Lax/)
    expect(callback).toContain('code=')
  })
})

describe('an answer that the broker did not give to this browser', () => {
  const anna = () => ({ person: indexOf('Anna Ek') })
  const changed = (callback: string, parameter: string, value: string | undefined) => {
    const address = new URL(callback)
    if (value === undefined) address.searchParams.delete(parameter)
    else address.searchParams.set(parameter, value)
    return address.href
  }

  test.each<[string, (callback: string) => string]>([
    ['another state', (callback) => changed(callback, 'state', 'x'.repeat(43))],
    ['no state', (callback) => changed(callback, 'state', undefined)],
    ['another issuer (RFC 9207)', (callback) => changed(callback, 'iss', 'https://evil.example')],
    ['no issuer (RFC 9207)', (callback) => changed(callback, 'iss', undefined)],
    ['another code', (callback) => changed(callback, 'code', 'x'.repeat(43))],
  ])('%s: nobody is logged in', async (_, change) => {
    const browser = newBrowser()
    expect(await finish(browser, change(await identify(browser, anna())))).toBe('/logga-in?fel=eleg')
    expect(await readSession({ db }, browser.cookieHeader())).toBeNull()
  })

  test.each([
    ['nothing', '', ''],
    ['a state of its own', '?state=x&code=y', ''],
    ['a state and a cookie of its own', '?state=x&code=y', 'kvittens-state=x'],
    ['the word of a person who broke off', '?error=access_denied', ''],
  ])('a stranger’s visit with %s is one warning, without a stack, and the broker is not asked', async (_, query, cookie) => {
    const before = log.length
    const request = new Request(`${env.PUBLIC_URL}/api/auth/callback/eleg${query}`, { headers: { cookie } })
    const response = await finishEleg(request, { ...at(), env: { ...env, OIDC_ISSUER: 'http://127.0.0.1:1' } })
    const fault = query.includes('denied') ? 'avbruten' : 'eleg'
    expect([response.status, response.headers.get('location')]).toEqual([303, `/logga-in?fel=${fault}`])
    const lines = log.slice(before).map((line) => JSON.parse(line))
    expect(lines).toEqual([expect.objectContaining({ level: 'warn', msg: 'login.stray', code: fault })])
    expect(lines[0]).not.toHaveProperty('error')
  })

  test('begun in another browser: nobody is logged in', async () => {
    const callback = await identify(newBrowser(), anna())
    expect(await finish(newBrowser(), callback)).toBe('/logga-in?fel=eleg')
    const other = newBrowser()
    await start(other)
    expect(await finish(other, callback)).toBe('/logga-in?fel=eleg')
  })

  test('used a second time, with the cookies of the first: nobody is logged in', async () => {
    const browser = newBrowser()
    const callback = await identify(browser, anna())
    const cookies = browser.cookieHeader()
    expect(await finish(browser, callback)).toBe('/hem')
    expect(await finish(browser, callback)).toBe('/logga-in?fel=eleg')
    const before = log.length
    const replayed = await finishEleg(new Request(callback, { headers: { cookie: cookies } }), at())
    expect(replayed.headers.get('location')).toBe('/logga-in?fel=eleg')
    expect(log.slice(before).map((line) => JSON.parse(line).msg)).toEqual(['login.stray'])
  })

  test('used twenty times at once: one is logged in', async () => {
    const browser = newBrowser()
    const callback = await identify(browser, anna())
    const sessions = await owner.prisma.loginSession.count()
    const answers = await Promise.all(Array.from({ length: 20 }, () => finishEleg(browser.get(callback), at())))
    const places = answers.map((answer) => answer.headers.get('location'))
    expect(places.filter((place) => place === '/hem')).toHaveLength(1)
    expect(places.filter((place) => place === '/logga-in?fel=eleg')).toHaveLength(19)
    expect(await owner.prisma.loginSession.count()).toBe(sessions + 1)
  })

  test('of the first of two tabs that began at once: the second goes on', async () => {
    const browser = newBrowser()
    const first = await browser.submitAtBroker(await start(browser), anna())
    const second = await browser.submitAtBroker(await start(browser), anna())
    expect(await finish(browser, first)).toBe('/logga-in?fel=eleg')
    expect(await finish(browser, second)).toBe('/hem')
  })

  test('from a broker that is not the configured issuer: nobody is logged in', async () => {
    const browser = newBrowser()
    const callback = await identify(browser, anna())
    keeper.env.OIDC_ISSUER = `${env.OIDC_ISSUER}/`
    expect(await finish(browser, callback)).toBe('/logga-in?fel=eleg')
    keeper.env.OIDC_ISSUER = env.OIDC_ISSUER
  })
})

describe('a broker and a portal that do not agree', () => {
  const finishWith = async (change: Partial<WebEnv>) => {
    const browser = newBrowser()
    const callback = await identify(browser, { person: indexOf('Anna Ek') })
    return (await finishEleg(browser.get(callback), { ...at(), env: { ...env, ...change } })).headers.get('location')
  }

  test('on how the id token is signed: nobody is logged in', async () => {
    expect(await finishWith({ OIDC_ID_TOKEN_ALG: 'ES256' })).toBe('/logga-in?fel=eleg')
  })

  test('on the portal’s key (private_key_jwt): nobody is logged in', async () => {
    const other = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({ format: 'jwk' })
    const file = join(dir, 'other.json')
    writeFileSync(file, JSON.stringify({ ...other, alg: 'ES256', use: 'sig', kid: 'portal' }))
    expect(await finishWith({ OIDC_CLIENT_KEY: file })).toBe('/logga-in?fel=eleg')
  })

  test('on the name of the claim with the personnummer: nobody is logged in', async () => {
    const before = keeper.env.OIDC_CLAIM_PERSONNUMMER
    keeper.env.OIDC_CLAIM_PERSONNUMMER = 'ssn'
    expect(await finishWith({})).toBe('/logga-in?fel=eleg')
    keeper.env.OIDC_CLAIM_PERSONNUMMER = before
  })

  test('on the secret of the state cookies: nobody is logged in', async () => {
    expect(await finishWith({ SESSION_SECRET: 'x'.repeat(32) })).toBe('/logga-in?fel=eleg')
  })
})

test('the log says why each login failed and nothing about whose it was', () => {
  const lines = log.join('')
  for (const { name, personnummer } of PEOPLE) {
    expect(lines).not.toContain(name)
    expect(lines).not.toContain(personnummer)
  }
  for (const word of ['avbruten', 'niva', 'eleg', 'iss mismatch']) expect(lines).toContain(word)
})

describe('the way in', () => {
  test('with the database away is not called the broker’s fault', async () => {
    const browser = newBrowser()
    const callback = await identify(browser, { person: indexOf('Anna Ek') })
    const away = openDb(`postgresql://kvittens_web@127.0.0.1:${await freePort()}/none`)
    const error = await finishEleg(browser.get(callback), { ...at(), db: away }).catch((thrown: unknown) => thrown)
    expect(toRefusal(error)).toMatchObject({ code: 'unavailable', detail: 'database' })
    await away.close()
  })

  test('is refused to a form on another site', async () => {
    const request = newBrowser().post('/api/logga-in/eleg', {}, 'https://evil.example')
    await expect(startEleg(request, at())).rejects.toMatchObject({ code: 'cross_site' })
  })

  test('says so when the broker is down', async () => {
    const down = { ...env, OIDC_ISSUER: `http://localhost:${await freePort()}` }
    const response = await startEleg(newBrowser().post('/api/logga-in/eleg', { next: '/hem' }), { ...at(), env: down })
    expect(response.headers.get('location')).toBe('/logga-in?fel=nere&next=%2Fhem')
  })
})
