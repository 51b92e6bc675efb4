// What code that has taken the web process gets by the login broker: it has web's database role, web's key at the broker, the socket.
import { createHash, randomBytes, randomUUID } from 'node:crypto'
import { copyFileSync, rmSync, writeFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type BrokerFixture, brokerChoice, brokerFixture } from '#e2e/fixtures/broker.ts'
import { sealText } from '#lib/access/seal.ts'
import { openKeeping } from '#lib/keeping/open-keeping.ts'
import { askBroker, clientFields, discoverBroker } from '#lib/web/listener/signing/discover-broker.ts'
import { finishEleg, startEleg } from '#lib/web/pages/auth.ts'

const HANNA = 'Hanna Berg'
let at: BrokerFixture
beforeAll(async () => {
  at = await brokerFixture()
})
afterAll(() => at.drop())

const nonceOf = async () => (await at.keeper.keeping.ask('loginNonce', {})).nonce
const prove = (idToken: string, keeping = at.keeper.keeping) => keeping.ask('proveLogin', { idToken, mustBeFresh: false })
const nobody = { kind: 'refused', why: 'nonce' }

/** An ID token of somebody who logs in at the broker, for a request that web made as it liked. */
async function tokenFor(nonce: string, name = 'Anna Ek'): Promise<string> {
  const browser = at.newBrowser()
  const begun = new URL(browser.follow(await startEleg(browser.post('/api/logga-in/eleg', { next: '' }), at.at())))
  const verifier = randomBytes(32).toString('base64url')
  begun.searchParams.set('nonce', nonce)
  begun.searchParams.set('code_challenge', createHash('sha256').update(verifier).digest('base64url'))
  const callback = new URL(await browser.submitAtBroker(begun.href, { person: brokerChoice(name) }))
  const { token_endpoint } = await discoverBroker(at.env)
  const said = await askBroker(token_endpoint, {
    grant_type: 'authorization_code',
    code: callback.searchParams.get('code') ?? '',
    redirect_uri: `${at.env.PUBLIC_URL}/api/auth/callback/eleg`,
    code_verifier: verifier,
    ...(await clientFields(at.env, new Date())),
  })
  return (said as { id_token: string }).id_token
}

describe('an ID token', () => {
  test('lets in once, for a nonce of keeper’s: not again, and not of twenty at once', async () => {
    const idToken = await tokenFor(await nonceOf())
    const answers = await Promise.all(Array.from({ length: 20 }, () => prove(idToken)))
    expect(answers.filter(({ kind }) => kind === 'in')).toHaveLength(1)
    expect(answers.filter((one) => JSON.stringify(one) === JSON.stringify(nobody))).toHaveLength(19)
    expect(await prove(idToken)).toEqual(nobody)
  })

  test('that a person got for a nonce of web’s own lets nobody in, whatever it looks like', async () => {
    const before = await at.owner.prisma.loginSession.count()
    const theirs = Buffer.from(await nonceOf(), 'base64url')
    theirs[0] = (theirs[0] ?? 0) ^ 1
    for (const nonce of [randomBytes(54).toString('base64url'), randomUUID(), theirs.toString('base64url')])
      expect(await prove(await tokenFor(nonce)), nonce).toEqual(nobody)
    expect(await at.owner.prisma.loginSession.count()).toBe(before)
  })

  test('that web has changed lets nobody in, and uses nothing up', async () => {
    const idToken = await tokenFor(await nonceOf())
    const [head, claims = '', signature] = idToken.split('.')
    const other = JSON.parse(Buffer.from(claims, 'base64url').toString()) as Record<string, unknown>
    other['https://id.oidc.se/claim/personalIdentityNumber'] = '197711202390'
    const changed = `${head}.${Buffer.from(JSON.stringify(other)).toString('base64url')}.${signature}`
    for (const text of [changed, '', 'x.y.z']) expect(await prove(text)).toEqual({ kind: 'refused', why: 'answer' })
    // What was refused for another reason is not used up.
    expect(await prove(idToken)).toMatchObject({ kind: 'in' })
  })

  test('of a key that the operator’s file has not lets nobody in until it has; without a file nobody is, in plain words', async () => {
    const { OIDC_JWKS_FILE: file } = at.keeper.env
    copyFileSync(file, `${file}.kept`)
    const idToken = await tokenFor(await nonceOf())
    const { broker } = at.keeper
    expect(broker.fault()).toBeUndefined()
    writeFileSync(file, JSON.stringify({ keys: [] }))
    expect(broker.fault()).toBeUndefined()
    expect(await prove(idToken)).toEqual({ kind: 'refused', why: 'key' })
    // What keeper's beat says, and /api/health and the operator's mail with it.
    expect(broker.fault()).toBe('outdated')
    expect([broker.lastingFault(), broker.lastingFault()]).toEqual([undefined, 'outdated'])
    rmSync(file)
    expect([broker.fault(), broker.lastingFault()]).toEqual(['unreadable', 'unreadable'])
    await expect(prove(idToken)).rejects.toMatchObject({ code: 'unavailable', detail: 'broker' })
    expect(at.keeper.log.join()).toContain('broker-keys')
    copyFileSync(`${file}.kept`, file)
    expect([broker.fault(), broker.lastingFault()]).toEqual([undefined, undefined])
    expect(await prove(idToken)).toMatchObject({ kind: 'in' })
  })
})

describe('a guest', () => {
  const admit = (sealed: string) => at.keeper.keeping.ask('admitGuest', { sealed })

  test('is whom keeper sealed: web’s word makes nobody a person', async () => {
    const proved = await prove(await tokenFor(await nonceOf(), HANNA))
    if (proved.kind !== 'guest') throw new Error('no guest')
    expect(JSON.stringify(proved)).not.toContain('198601052387')
    const people = await at.owner.prisma.person.count()
    const made = JSON.stringify({
      ...proved.guest,
      personnummer: '197711202390',
      portal: at.env.PUBLIC_URL,
      until: Date.now() + 60_000,
    })
    for (const sealed of [
      sealText(made, { pepper: at.env.SESSION_SECRET, purpose: 'kvittens guest' }),
      proved.guest.sealed.slice(0, -4),
      proved.guest.sealed.slice(1),
      made,
      '',
    ])
      await expect(admit(sealed), sealed).rejects.toMatchObject({ code: 'not_signed_in' })
    expect(await at.owner.prisma.person.count()).toBe(people)
    expect(await admit(proved.guest.sealed)).toMatchObject({ personnummer: '198601052387' })
    expect(await at.owner.prisma.person.count()).toBe(people + 1)
  })
})

test('web’s own role makes no person, and forgets and notes no nonce', async () => {
  for (const sql of [
    `SELECT make_person(repeat('0', 64), '19860105-****', 'Hanna')`,
    'SELECT * FROM spent_nonce',
    'DELETE FROM spent_nonce',
    `INSERT INTO spent_nonce VALUES (repeat('0', 64), now())`,
  ])
    await expect(at.db.pool.query(sql), sql).rejects.toThrow(/permission denied/)
})

test('where keeper is away nobody is sent to the broker, who comes back from it is told so, and begins again', async () => {
  const away = { ...at.at(), keeping: openKeeping('/nowhere/socket') }
  const AWAY = '/logga-in?fel=unavailable&fall=keeper&next=%2Fkonto'
  const browser = at.newBrowser()
  const begin = () => browser.post('/api/logga-in/eleg', { next: '/konto' })
  expect(browser.follow(await startEleg(begin(), away))).toBe(AWAY)
  const begun = browser.follow(await startEleg(begin(), at.at()))
  const callback = await browser.submitAtBroker(begun, { person: brokerChoice('Anna Ek') })
  const sessions = await at.owner.prisma.loginSession.count()
  expect(browser.follow(await finishEleg(browser.get(callback), away))).toBe(AWAY)
  expect(await at.owner.prisma.loginSession.count()).toBe(sessions)
  expect(await at.logIn(browser, 'Anna Ek', '/konto')).toBe('/konto')
})
