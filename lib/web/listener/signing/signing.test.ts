// Signing at the broker, all the way over http: the form, the broker's page, the answer, and what stands in the database then.
import { decodeJwt } from 'jose'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { brokerChoice } from '#e2e/fixtures/broker.ts'
import { postForm } from '#e2e/fixtures/forms.ts'
import { type SigningFixture, signingFixture } from '#e2e/fixtures/signing.ts'
import type { PostedForm } from '#e2e/rehearsal/broker/test-browser.ts'
import { readBrokerKeys } from '#lib/access/broker-keys.ts'
import { signingBroker, USER_SIGNATURE, verifySignature } from '#lib/access/verify-signature.ts'
import { openIdToken, readSealedTokens } from '#lib/joining/id-tokens.ts'
import { openKeeping } from '#lib/keeping/open-keeping.ts'
import { LIMITS } from '#lib/limits.ts'
import { SIGNING_CALLBACK } from './ask-for-signature.ts'

const ANNA = 'Anna Ek'
const ANNAS_NUMBER = '197408169246'
const as = (name: string, more: Record<string, string> = {}) => ({ person: brokerChoice(name), ...more })

describe.each([
  ['signature', false],
  ['approval', false],
  ['login', false],
  ['signature', true],
  ['login', true],
] as const)('a broker that offers %s (pushed requests: %s)', (offer, par) => {
  let at: SigningFixture
  beforeAll(async () => {
    at = await signingFixture({ offer, par })
  })
  afterAll(() => at.drop())

  test('signs what was shown, and what is kept can be verified when the broker has changed its keys', async () => {
    const { browser, actor } = await at.browserOf(ANNA)
    const { applicationId, reference, digest, shown } = await at.waiting(ANNA)
    const begun = await at.begin(browser, applicationId)
    expect(typeof begun).toBe(par ? 'string' : 'object')
    const callback = await browser.submitAtBroker(begun, as(ANNA))
    if (offer !== 'login') for (const line of shown.split('\n')) expect(browser.shown).toContain(line)
    expect(await at.finish(browser, callback)).toBe(`/anslut/${reference}?klart=underskrift`)
    const [signature] = await at.owner.prisma.applicationSignature.findMany({ where: { applicationId } })
    expect(signature).toMatchObject({ way: offer, digest, shown, personId: actor.personId, asWhat: 'applicant' })
    expect(signature?.idToken).not.toMatch(/^ey/)
    const sealed = (await readSealedTokens({ db: at.db, actor }, applicationId)).get(signature?.id ?? '') ?? ''
    const idToken = openIdToken(sealed, at.keeper.env.PERSON_KEY) ?? ''
    const jwks = await readBrokerKeys({ db: at.db }, at.env.OIDC_ISSUER)
    const broker = signingBroker(at.keeper.env)
    expect(await verifySignature({ idToken, digest, way: offer, jwks, broker })).toMatchObject({ kind: 'holds' })
    expect(await verifySignature({ idToken, digest: '0'.repeat(64), way: offer, jwks, broker })).toEqual({
      kind: 'broken',
      why: 'digest',
    })
    expect(await verifySignature({ idToken, digest, way: offer, jwks: [], broker })).toEqual({ kind: 'broken', why: 'answer' })
    const claims = decodeJwt(idToken)
    expect(claims[USER_SIGNATURE] !== undefined).toBe(offer === 'signature')
    expect(await at.owner.prisma.signing.count()).toBe(0)
    expect(at.log.join()).not.toContain(ANNAS_NUMBER)
  })

  test('another person does not sign for her', async () => {
    const { browser } = await at.browserOf(ANNA)
    const { applicationId, reference } = await at.waiting(ANNA)
    // The portal knows her number, and the broker lets nobody else sign.
    const callback = await browser.submitAtBroker(await at.begin(browser, applicationId), as('Björn Åkesson'))
    expect(await at.finish(browser, callback)).toBe(`/anslut/${reference}?fel=invalid&fall=signing_cancelled`)
    // It does not know it: the answer is another's.
    const other = await at.waiting(ANNA, { known: false })
    const signed = await browser.submitAtBroker(await at.begin(browser, other.applicationId), as('Björn Åkesson'))
    expect(await at.finish(browser, signed)).toBe(`/anslut/${other.reference}?fel=invalid&fall=signing_other_person`)
    expect(await at.owner.prisma.applicationSignature.count({ where: { applicationId: other.applicationId } })).toBe(0)
  })
})

describe('an answer that does not hold', () => {
  let at: SigningFixture
  beforeAll(async () => {
    at = await signingFixture()
  })
  afterAll(() => at.drop())

  test.each([
    ['other-person', 'signing_other_person'],
    ['old-time', 'signing_old'],
    ['no-time', 'signing_old'],
    ['no-level', 'signing_level'],
    ['other-digest', 'signing_digest'],
    ['no-signature', 'signing_missing'],
    ['other-nonce', 'signing_digest'],
    ['other-portal', 'signing_answer'],
    ['other-key', 'signing_answer'],
  ])('%s: %s, and nothing is stored', async (krangel, fall) => {
    const { browser } = await at.browserOf(ANNA)
    const { applicationId, reference } = await at.waiting(ANNA)
    const callback = await browser.submitAtBroker(await at.begin(browser, applicationId), as(ANNA, { krangel }))
    expect(await at.finish(browser, callback)).toBe(`/anslut/${reference}?fel=invalid&fall=${fall}`)
    expect(await at.owner.prisma.applicationSignature.count({ where: { applicationId } })).toBe(0)
    expect((await at.owner.prisma.application.findUniqueOrThrow({ where: { id: applicationId } })).state).toBe('signing')
  })

  test.each([
    ['too low a level', { low: '1' }, 'signing_level'],
    ['the person breaks off', { cancel: '1' }, 'signing_cancelled'],
  ])('%s', async (_, fields, fall) => {
    const { browser } = await at.browserOf(ANNA)
    const { applicationId, reference } = await at.waiting(ANNA)
    const callback = await browser.submitAtBroker(await at.begin(browser, applicationId), as(ANNA, fields))
    expect(await at.finish(browser, callback)).toBe(`/anslut/${reference}?fel=invalid&fall=${fall}`)
  })

  test.each([
    ['no state', (callback: URL) => callback.searchParams.delete('state'), '/anslut?fel=conflict&fall=signing_spent'],
    ['another state', (callback: URL) => callback.searchParams.set('state', 'x'), '/anslut?fel=conflict&fall=signing_spent'],
    ['another issuer', (callback: URL) => callback.searchParams.set('iss', 'https://evil.example'), 'signing_answer'],
    ['no issuer', (callback: URL) => callback.searchParams.delete('iss'), 'signing_answer'],
    ['another code', (callback: URL) => callback.searchParams.set('code', 'x'), 'signing_answer'],
    ['an error', (callback: URL) => callback.searchParams.set('error', 'server_error'), 'signing_answer'],
  ])('%s', async (_, change, end) => {
    const { browser } = await at.browserOf(ANNA)
    const { applicationId, reference } = await at.waiting(ANNA)
    const callback = new URL(await browser.submitAtBroker(await at.begin(browser, applicationId), as(ANNA)))
    change(callback)
    const to = end.startsWith('/') ? end : `/anslut/${reference}?fel=invalid&fall=${end}`
    expect(await at.finish(browser, callback.href)).toBe(to)
    expect(await at.owner.prisma.applicationSignature.count({ where: { applicationId } })).toBe(0)
  })

  test('keeper has gone meanwhile: the person is told so, nothing is signed, and they sign when it is back', async () => {
    const { browser } = await at.browserOf(ANNA)
    const { applicationId, reference } = await at.waiting(ANNA)
    const callback = await browser.submitAtBroker(await at.begin(browser, applicationId), as(ANNA))
    const { keeping } = at.parts
    at.parts.keeping = openKeeping('/nowhere/socket')
    expect(await at.finish(browser, callback)).toMatch(new RegExp(`^/anslut/${reference}\\?fel=unavailable&fall=keeper&id=\\w+$`))
    at.parts.keeping = keeping
    expect(await at.finish(browser, callback)).toBe('/anslut?fel=conflict&fall=signing_spent')
    expect(await at.owner.prisma.applicationSignature.count({ where: { applicationId } })).toBe(0)
    const again = await browser.submitAtBroker(await at.begin(browser, applicationId), as(ANNA))
    expect(await at.finish(browser, again)).toBe(`/anslut/${reference}?klart=underskrift`)
  })

  test('counts once, whoever asks twenty times at once', async () => {
    const { browser } = await at.browserOf(ANNA)
    const { applicationId, reference } = await at.waiting(ANNA)
    const callback = await browser.submitAtBroker(await at.begin(browser, applicationId), as(ANNA))
    const places = await Promise.all(Array.from({ length: 20 }, () => at.finish(browser, callback)))
    expect(places.filter((to) => to === `/anslut/${reference}?klart=underskrift`)).toHaveLength(1)
    expect(places.filter((to) => to === '/anslut?fel=conflict&fall=signing_spent')).toHaveLength(19)
    expect(await at.owner.prisma.applicationSignature.count({ where: { applicationId } })).toBe(1)
  })

  test('belongs to the login that it was begun in, to its time, and to the last tab', async () => {
    const [{ browser }, other] = [await at.browserOf(ANNA), await at.browserOf(ANNA)]
    const { applicationId } = await at.waiting(ANNA)
    const spent = '/anslut?fel=conflict&fall=signing_spent'
    const first = await browser.submitAtBroker(await at.begin(browser, applicationId), as(ANNA))
    expect(await at.finish(other.browser, first)).toBe(spent)
    const second = await browser.submitAtBroker(await at.begin(browser, applicationId), as(ANNA))
    expect(await at.finish(browser, first)).toBe(spent)
    const late = new Date(Date.now() - LIMITS.signingMinutes * 60_000)
    await at.owner.prisma.signing.updateMany({ data: { expiresAt: late } })
    expect(await at.finish(browser, second)).toBe(spent)
    const nobody = await fetch(second, { headers: { accept: 'text/html' }, redirect: 'manual' })
    expect(nobody.headers.get('location')).toBe('/logga-in?fel=utgangen&next=%2Fanslut')
  })
})

describe('a signature', () => {
  let at: SigningFixture
  beforeAll(async () => {
    at = await signingFixture()
  })
  afterAll(() => at.drop())

  test('is asked for with a signed request, posted, that demands the person, level 3 and a fresh login', async () => {
    const { browser } = await at.browserOf(ANNA)
    const { applicationId, digest } = await at.waiting(ANNA)
    const { action, fields } = (await at.begin(browser, applicationId)) as PostedForm
    expect(action).toBe(`${at.env.OIDC_ISSUER}/auth`)
    const asked = decodeJwt(fields.request ?? '')
    expect(asked).toMatchObject({
      ...{ iss: 'kvittens', aud: at.env.OIDC_ISSUER, prompt: 'login consent', acr_values: at.env.OIDC_ACR },
      redirect_uri: at.url + SIGNING_CALLBACK,
      code_challenge_method: 'S256',
      claims: {
        id_token: {
          'https://id.oidc.se/claim/personalIdentityNumber': { essential: true, value: ANNAS_NUMBER },
          [USER_SIGNATURE]: { essential: true },
        },
      },
    })
    expect(String(asked.scope).split(' ')).toEqual(expect.arrayContaining(['openid', 'https://id.oidc.se/scope/sign']))
    expect(asked.nonce).toMatch(new RegExp(`^${digest}\\.[\\w-]{43}$`))
    const signRequest = asked['https://id.oidc.se/param/signRequest'] as { tbs_data: string }
    expect(Buffer.from(signRequest.tbs_data, 'base64').toString()).toBe(`Kvittens\nSHA-256: ${digest}\n`)
    expect(Object.keys(fields).join()).not.toContain('claims')
  })

  test('is refused where there is nothing to sign: of nobody’s, a stranger’s, a changed application; and while the broker is away', async () => {
    const { browser } = await at.browserOf('Björn Åkesson')
    const { applicationId } = await at.waiting(ANNA)
    const before = await at.owner.prisma.signing.count()
    expect(await at.begin(browser, applicationId)).toBe('/anslut?fel=not_found&fall=application')
    expect(await at.begin(browser, 'x')).toBe('/anslut?fel=not_found&fall=application')
    const own = await at.browserOf(ANNA)
    const stale = { fields: { ansokan: applicationId, digest: '0'.repeat(64) } }
    const answer = await postForm(own.browser, '/api/skriv-under', stale)
    expect(answer.headers.get('location')).toBe('/anslut?fel=conflict&fall=application_changed')
    const { OIDC_ISSUER } = at.env
    at.env.OIDC_ISSUER = 'http://127.0.0.1:1'
    expect(await at.begin(own.browser, applicationId)).toMatch(/^\/anslut\?fel=unavailable&fall=broker&id=/)
    at.env.OIDC_ISSUER = OIDC_ISSUER
    expect(await at.owner.prisma.signing.count()).toBe(before)
  })

  test('holds in the other shape of a sign message, and for a long text', async () => {
    Object.assign(at.env, { OIDC_SIGN_MESSAGE: 'nested', OIDC_SIGN_CHARACTERS: 500 })
    const { browser } = await at.browserOf(ANNA)
    const { applicationId, reference, digest } = await at.waiting(ANNA)
    const callback = await browser.submitAtBroker(await at.begin(browser, applicationId), as(ANNA))
    expect(browser.shown).toContain(`Jag skriver under ansökan ${reference} i Kvittens, så som den visades för mig där.`)
    expect(browser.shown).toContain(digest)
    expect(await at.finish(browser, callback)).toBe(`/anslut/${reference}?klart=underskrift`)
  })
})
