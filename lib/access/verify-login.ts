// What the login broker's ID token proves of a login: asked by keeper, whatever web and next-auth have found.
import type { JWK } from 'jose'
import { maskPersonnummer } from '#lib/identifiers.ts'
import { personKey } from './person.ts'
import { isFresh } from './require-member.ts'
import { keyIdOf, numberInClaim, timeInClaim, verifyIdToken } from './verify-id-token.ts'

/** The broker, as the operator's settings of keeper name it. */
export type LoginBroker = {
  issuer: string
  clientId: string
  /** The only algorithm with which it may sign. */
  alg: string
  /** The claim with the personnummer, and the one with the name. */
  numberClaim: string
  nameClaim: string
  /** Levels of assurance that will do. */
  levels: readonly string[]
  /** PERSON_KEY. */
  pepper: string
}

export type VerifyLoginInput = {
  idToken: string
  /** The broker's keys, as the operator's file has them. */
  jwks: readonly JWK[]
  broker: LoginBroker
  /** A form asked for the login: it must be fresh. */
  mustBeFresh: boolean
  /** Uses up a nonce: true for one that keeper made and that was not used before. */
  spend: (nonce: string) => Promise<boolean>
  now: Date
}

export type LoginProof = {
  kind: 'holds'
  personKey: string
  masked: string
  /** The masked number where the broker tells no name. */
  name: string
  personnummer: string
  /** When the person identified, by the broker's word; null: it does not say. */
  provedAt: Date | null
}
/**
 * `key`: signed with a key that the operator's file has not; `answer`: not the broker's for us now; `nonce`: of no login that was
 * begun here, or used before; `number`: no personnummer; `level`: too low; `old`: an earlier login.
 */
export type BrokenLogin = { kind: 'broken'; why: 'key' | 'answer' | 'nonce' | 'number' | 'level' | 'old' }

/** Verifies the ID token of a login (OpenID Connect core 3.1.3.7). Its nonce is used up by this, whatever comes after. */
export async function verifyLogin(input: VerifyLoginInput): Promise<LoginProof | BrokenLogin> {
  const { idToken, jwks, broker, mustBeFresh, spend, now } = input
  const keyId = keyIdOf(idToken)
  if (keyId !== undefined && !jwks.some(({ kid }) => kid === keyId)) return broken('key')
  const read = await verifyIdToken({ idToken, jwks, ...broker, now })
  if (!read) return broken('answer')
  const { nonce, acr, auth_time: seconds, [broker.numberClaim]: number, [broker.nameClaim]: named } = read.claims
  if (typeof nonce !== 'string' || !(await spend(nonce))) return broken('nonce')
  const personnummer = numberInClaim(number)
  if (personnummer === undefined) return broken('number')
  if (typeof acr !== 'string' || !broker.levels.includes(acr)) return broken('level')
  const provedAt = notLater(timeInClaim(seconds), now)
  // OpenID Connect core 3.1.2.1: `max_age` was asked for. A broker that does not say when lets people in, and to nothing fresh.
  if ((provedAt !== null || mustBeFresh) && !isFresh(provedAt, now)) return broken('old')
  const masked = maskPersonnummer(personnummer)
  const name = typeof named === 'string' && named.trim() !== '' ? named.trim() : masked
  return { kind: 'holds', personKey: personKey(broker.pepper, personnummer), masked, name, personnummer, provedAt }
}

const broken = (why: BrokenLogin['why']): BrokenLogin => ({ kind: 'broken', why })

/** Whatever the broker's clock says. */
const notLater = (time: Date | null, now: Date): Date | null => time && new Date(Math.min(time.getTime(), now.getTime()))
