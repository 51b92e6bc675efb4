// What the login broker's ID token proves of a signature: asked when it comes, and again when somebody looks at it years later.
import type { JWK } from 'jose'
import type { KeeperEnv } from '#lib/env.ts'
import { personKey } from './person.ts'
import { numberInClaim, timeInClaim, verifyIdToken } from './verify-id-token.ts'

/** By what of the broker: its signature extension, its approval, a fresh login. */
export type BrokerSignatureWay = 'signature' | 'approval' | 'login'

/** OIDC Sweden, Signature Extension 3: the claim with the result. */
export const USER_SIGNATURE = 'https://id.oidc.se/claim/userSignature'

/** The broker, as the operator's settings name it. */
export type SigningBroker = {
  issuer: string
  clientId: string
  /** The only algorithm with which it may sign. */
  alg: string
  /** The claim with the personnummer. */
  numberClaim: string
  /** PERSON_KEY. */
  pepper: string
}

export type VerifySignatureInput = {
  /** As the broker sent it. */
  idToken: string
  /** Of what was shown: SHA-256, hex. */
  digest: string
  way: BrokerSignatureWay
  /** Keys of the broker's: those that it has now, or kept ones (broker-keys.ts). */
  jwks: readonly JWK[]
  broker: SigningBroker
  /** Against which the token's times are checked; undefined for a kept one: they held then. */
  now?: Date
}

/** `at`: when it was signed, by the broker's word. `personKey`: of who signed. */
export type SignatureProof = {
  kind: 'holds'
  at: Date | null
  acr: string | undefined
  nonce: string
  personKey: string
  /** The key that signed it. */
  jwk: JWK
}
/** `answer`: the token is not the broker's for us; `missing`: no signature in it; `digest`: over something else. */
export type BrokenSignature = { kind: 'broken'; why: 'answer' | 'missing' | 'digest' }

type BrokerSettings = Pick<
  KeeperEnv,
  'OIDC_ISSUER' | 'OIDC_CLIENT_ID' | 'OIDC_ID_TOKEN_ALG' | 'OIDC_CLAIM_PERSONNUMMER' | 'PERSON_KEY'
>

export const signingBroker = (env: BrokerSettings): SigningBroker => ({
  issuer: env.OIDC_ISSUER,
  clientId: env.OIDC_CLIENT_ID,
  alg: env.OIDC_ID_TOKEN_ALG,
  numberClaim: env.OIDC_CLAIM_PERSONNUMMER,
  pepper: env.PERSON_KEY,
})

/** What a signature is over, as its bytes are handed to the broker (`tbs_data`). */
export const signedData = (digest: string): string => `Kvittens\nSHA-256: ${digest}\n`

/** The nonce of a request: it holds the digest, so that the ID token does. `unique` for each request. */
export const signedNonce = (way: BrokerSignatureWay, { digest, unique }: { digest: string; unique: string }): string =>
  way === 'login' ? digest : `${digest}.${unique}`

/**
 * Verifies the ID token (OpenID Connect core 3.1.3.7) and that it is over the digest: by its nonce, and where the person signed, by
 * what their signature holds. Who made a person's signature, in whatever form the issuer of the e-legitimation gives it, is the
 * broker's word. When it was made, at which level and by whom is what the caller asks of the proof.
 */
export async function verifySignature(input: VerifySignatureInput): Promise<SignatureProof | BrokenSignature> {
  const { digest, way, broker, idToken, jwks, now } = input
  const read = await verifyIdToken({ idToken, jwks, ...broker, now })
  if (!read) return { kind: 'broken', why: 'answer' }
  const { claims, jwk } = read
  const { nonce, acr, auth_time: seconds, [broker.numberClaim]: number, [USER_SIGNATURE]: signature } = claims
  const digits = numberInClaim(number)
  if (typeof nonce !== 'string' || digits === undefined) return { kind: 'broken', why: 'answer' }
  if (nonce !== digest && (way === 'login' || !nonce.startsWith(`${digest}.`))) return { kind: 'broken', why: 'digest' }
  if (way === 'signature') {
    if (typeof signature !== 'string' || signature === '') return { kind: 'broken', why: 'missing' }
    if (!isOver(signature, signedData(digest))) return { kind: 'broken', why: 'digest' }
  }
  const level = typeof acr === 'string' ? acr : undefined
  return { kind: 'holds', at: timeInClaim(seconds), acr: level, nonce, personKey: personKey(broker.pepper, digits), jwk }
}

/**
 * Whether a signature is over `data`. Issuers have forms of their own (a JWS, XML with the data in base64): the data has to stand in it,
 * as it is or in base64.
 */
function isOver(signature: string, data: string): boolean {
  const text = Buffer.from(signature, 'base64').toString('utf8')
  const payloads = [signature, text].flatMap((form) => form.match(/^[\w-]+\.([\w-]+)\.[\w-]+$/)?.[1] ?? [])
  const forms = [text, ...payloads.map((payload) => Buffer.from(payload, 'base64url').toString('utf8'))]
  const encoded = Buffer.from(data).toString('base64')
  return forms.some((form) => form.includes(data) || form.replaceAll(/\s/g, '').includes(encoded))
}
