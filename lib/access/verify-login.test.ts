// An ID token of a login, as the broker could send it and as a taken web process could make it up: what keeper believes.
import { createHmac, generateKeyPairSync, type KeyObject } from 'node:crypto'
import { type JWK, type JWTPayload, SignJWT } from 'jose'
import { describe, expect, test } from 'vitest'
import { PEPPER } from '#e2e/fixtures/accounts.ts'
import { isOwnLoginNonce, LOGIN_NONCE_MS, makeLoginNonce } from './login-nonce.ts'
import { personKey } from './person.ts'
import { type LoginBroker, verifyLogin } from './verify-login.ts'

const NUMBER = '197408169246'
const LEVEL = 'http://id.elegnamnden.se/loa/1.0/loa3'
const BROKER: LoginBroker = {
  issuer: 'https://broker.test',
  clientId: 'kvittens',
  alg: 'PS256',
  numberClaim: 'number',
  nameClaim: 'name',
  levels: [LEVEL],
  pepper: PEPPER,
}
const NOW = new Date('2026-11-30T20:00:00Z')
const SECONDS = NOW.getTime() / 1000

const makeKey = (kid: string) => {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  return { privateKey, kid, jwk: { ...publicKey.export({ format: 'jwk' }), kid, alg: 'PS256', use: 'sig' } as JWK }
}
const [ours, other] = [makeKey('a'), makeKey('b')]

type Change = { claims?: Record<string, unknown>; key?: { privateKey: KeyObject; kid: string | undefined }; alg?: string }

function tokenOf({ claims = {}, key = ours, alg = 'PS256' }: Change = {}): Promise<string> {
  const times = { iat: SECONDS - 1, exp: SECONDS + 600, auth_time: SECONDS - 5 }
  const who = { iss: BROKER.issuer, aud: BROKER.clientId, sub: 's', acr: LEVEL, number: NUMBER, name: 'Anna Ek' }
  const all: JWTPayload = { ...who, ...times, nonce: makeLoginNonce(PEPPER, NOW), ...claims }
  return new SignJWT(all).setProtectedHeader({ alg, ...(key.kid && { kid: key.kid }) }).sign(key.privateKey)
}

const spent = new Set<string>()
const spend = async (nonce: string) => isOwnLoginNonce(PEPPER, nonce, NOW) && !spent.has(nonce) && !!spent.add(nonce)
const verify = (idToken: string, more: { jwks?: JWK[]; mustBeFresh?: boolean; broker?: LoginBroker } = {}) =>
  verifyLogin({ idToken, jwks: [ours.jwk], broker: BROKER, mustBeFresh: false, spend, now: NOW, ...more })

const base64url = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url')
/** With another head; `signature` is over the first two parts. */
async function withHead(head: object, sign: (text: string) => string): Promise<string> {
  const [, claims] = (await tokenOf()).split('.')
  const text = `${base64url(head)}.${claims}`
  return `${text}.${sign(text)}`
}
const hmac = (secret: string) => (text: string) => createHmac('sha256', secret).update(text).digest('base64url')

describe('an ID token of a login', () => {
  test('that the broker made for a nonce of ours says who it is', async () => {
    expect(await verify(await tokenOf())).toEqual({
      kind: 'holds',
      personKey: personKey(PEPPER, NUMBER),
      masked: '19740816-****',
      name: 'Anna Ek',
      personnummer: NUMBER,
      provedAt: new Date(NOW.getTime() - 5000),
    })
    expect(await verify(await tokenOf({ claims: { name: ' ' } }))).toMatchObject({ name: '19740816-****' })
    // A broker that names no key.
    expect(await verify(await tokenOf({ key: { ...ours, kid: undefined } }))).toMatchObject({ kind: 'holds' })
  })

  test.each<[string, Record<string, unknown>, string]>([
    ['another audience', { aud: 'another' }, 'answer'],
    ['two audiences', { aud: ['kvittens', 'another'] }, 'answer'],
    ['no audience', { aud: undefined }, 'answer'],
    ['another issuer', { iss: 'https://evil.test' }, 'answer'],
    ['one that ended', { exp: SECONDS - 31 }, 'answer'],
    ['no end', { exp: undefined }, 'answer'],
    ['one of an hour ago', { iat: SECONDS - 3600, exp: SECONDS + 600 }, 'answer'],
    ['one of tomorrow', { iat: SECONDS + 86_400, exp: SECONDS + 90_000 }, 'answer'],
    ['one that does not count yet', { nbf: SECONDS + 60 }, 'answer'],
    ['no subject', { sub: undefined }, 'answer'],
    ['no nonce', { nonce: undefined }, 'nonce'],
    ['a nonce of web’s own', { nonce: 'x'.repeat(72) }, 'nonce'],
    ['a nonce under another key', { nonce: makeLoginNonce('p'.repeat(32), NOW) }, 'nonce'],
    ['a nonce of yesterday', { nonce: makeLoginNonce(PEPPER, new Date(NOW.getTime() - LOGIN_NONCE_MS - 1)) }, 'nonce'],
    ['a nonce of tomorrow', { nonce: makeLoginNonce(PEPPER, new Date(NOW.getTime() + 1)) }, 'nonce'],
    ['no personnummer', { number: undefined }, 'number'],
    ['half a personnummer', { number: '7408169246' }, 'number'],
    ['no level', { acr: undefined }, 'level'],
    ['a low level', { acr: 'http://id.elegnamnden.se/loa/1.0/loa2' }, 'level'],
    ['a list of levels', { acr: [LEVEL] }, 'level'],
    ['an earlier login', { auth_time: SECONDS - 3600 }, 'old'],
  ])('with %s is refused', async (_, claims, why) => {
    expect(await verify(await tokenOf({ claims }))).toEqual({ kind: 'broken', why })
  })

  test('counts once', async () => {
    const idToken = await tokenOf()
    expect(await verify(idToken)).toMatchObject({ kind: 'holds' })
    expect(await verify(idToken)).toEqual({ kind: 'broken', why: 'nonce' })
  })

  test('with another key’s signature, none, or one by a key that is known to all is refused', async () => {
    // Another key under the name of ours.
    expect(await verify(await tokenOf({ key: { ...other, kid: 'a' } }))).toEqual({ kind: 'broken', why: 'answer' })
    expect(await verify(await withHead({ alg: 'none', kid: 'a' }, () => ''))).toEqual({ kind: 'broken', why: 'answer' })
    const secret = JSON.stringify(ours.jwk)
    expect(await verify(await withHead({ alg: 'HS256', kid: 'a' }, hmac(secret)))).toEqual({ kind: 'broken', why: 'answer' })
    const pem = Buffer.from(String(ours.jwk.n), 'base64url').toString('latin1')
    expect(await verify(await withHead({ alg: 'HS256' }, hmac(pem)))).toEqual({ kind: 'broken', why: 'answer' })
    // Right, but not the algorithm that was agreed on.
    const { alg: _, ...anyAlg } = ours.jwk
    expect(await verify(await tokenOf({ alg: 'RS256' }), { jwks: [anyAlg as JWK] })).toEqual({ kind: 'broken', why: 'answer' })
    // Its own key comes with it.
    const own = await withHead({ alg: 'PS256', jwk: other.jwk }, () => 'AAAA')
    expect(await verify(own)).toEqual({ kind: 'broken', why: 'answer' })
    for (const text of ['', 'x', 'a.b.c', '..']) expect(await verify(text)).toEqual({ kind: 'broken', why: 'answer' })
  })

  test('with a key that the file has not is told apart, and holds when the file has it', async () => {
    const claims = { nonce: makeLoginNonce(PEPPER, NOW) }
    const rotated = await tokenOf({ key: other, claims })
    expect(await verify(rotated)).toEqual({ kind: 'broken', why: 'key' })
    expect(await verify(rotated, { jwks: [ours.jwk, other.jwk] })).toMatchObject({ kind: 'holds' })
    // A key that is gone from the file counts no more.
    expect(await verify(await tokenOf(), { jwks: [other.jwk] })).toEqual({ kind: 'broken', why: 'key' })
  })

  test('without the time of the login lets in where nothing fresh is asked for', async () => {
    const silent = { auth_time: undefined }
    expect(await verify(await tokenOf({ claims: silent }))).toMatchObject({ kind: 'holds', provedAt: null })
    expect(await verify(await tokenOf({ claims: silent }), { mustBeFresh: true })).toEqual({ kind: 'broken', why: 'old' })
    // The broker's clock is fast.
    const fast = await verify(await tokenOf({ claims: { auth_time: SECONDS + 20 } }))
    expect(fast).toMatchObject({ kind: 'holds', provedAt: NOW })
  })
})

test('a nonce that was changed in one bit is not ours', () => {
  const nonce = makeLoginNonce(PEPPER, NOW)
  const bytes = Buffer.from(nonce, 'base64url')
  for (let at = 0; at < bytes.length; at++) {
    const changed = Buffer.from(bytes)
    changed[at] = (changed[at] ?? 0) ^ 1
    expect(isOwnLoginNonce(PEPPER, changed.toString('base64url'), NOW), String(at)).toBe(false)
  }
  expect(isOwnLoginNonce(PEPPER, `${nonce}=`, NOW)).toBe(false)
  expect(isOwnLoginNonce(PEPPER, nonce, NOW)).toBe(true)
})
