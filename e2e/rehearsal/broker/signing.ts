// What the test broker does when a person is asked to sign: OIDC Sweden's Signature Extension.
import { generateKeyPairSync } from 'node:crypto'
import { CompactSign, decodeJwt, SignJWT } from 'jose'
import { errors, type JWK } from 'oidc-provider'
import { z } from 'zod'
import { USER_SIGNATURE } from '#lib/access/verify-signature.ts'

/** By what the broker can: a signature, its approval alone, neither. */
export type SigningOffer = 'signature' | 'approval' | 'login'
export const SIGNING_OFFERS = ['signature', 'approval', 'login'] as const satisfies readonly SigningOffer[]

/** How it can misbehave: what it changes in the ID token of somebody who signs, and what the page says of it. */
export const MISDEEDS = {
  'other-person': 'säger att det var någon annan',
  'old-time': 'säger att det var för tio minuter sedan',
  'no-time': 'säger inte när det var',
  'no-level': 'säger ingen tillitsnivå',
  'other-digest': 'har skrivit under något annat',
  'no-signature': 'skickar ingen underskrift',
  'other-nonce': 'svarar på en annan fråga',
  'other-portal': 'svarar en annan portal',
  'other-key': 'undertecknar svaret med en annan nyckel',
} as const
export type Misdeed = keyof typeof MISDEEDS
export const isMisdeed = (word: unknown): word is Misdeed => typeof word === 'string' && Object.hasOwn(MISDEEDS, word)

/** Somebody else's: a published test number. */
const OTHER_NUMBER = '196401053076'
export const SIGN_SCOPES: Record<SigningOffer, readonly string[]> = {
  signature: ['https://id.oidc.se/scope/sign', 'https://id.oidc.se/scope/signApproval'],
  approval: ['https://id.oidc.se/scope/signApproval'],
  login: [],
}
const SIGN_REQUEST = 'https://id.oidc.se/param/signRequest'

const text = z.base64().transform((value) => Buffer.from(value, 'base64').toString('utf8'))
const requestShape = z.object({
  tbs_data: z.base64().optional(),
  sign_message: z
    .object({
      'message#sv': text.optional(),
      message: z.object({ sv: text }).optional(),
      mime_type: z.literal('text/plain'),
    })
    .transform((message) => message['message#sv'] ?? message.message?.sv)
    .pipe(z.string()),
})
export type SignRequest = z.infer<typeof requestShape>

/** Requests and signatures under way, by the nonce of their authentication request. */
export class Signatures {
  readonly #requests = new Map<string, SignRequest>()
  readonly #made = new Map<string, string>()
  readonly #misdeeds = new Map<string, Misdeed>()
  /** Of an issuer of e-legitimations. */
  readonly #key = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey

  /** Reads a request object's sign request. Refuses (`invalid_request`) as Signature Extension 5.1 says. */
  note(claims: Record<string, unknown>): void {
    const scopes = String(claims.scope).split(' ')
    const wanted = scopes.filter((scope) => SIGN_SCOPES.signature.includes(scope))
    if (wanted.length === 0) return
    const read = requestShape.safeParse(claims[SIGN_REQUEST])
    if (!read.success) throw new errors.InvalidRequest(`no sign request: ${read.error.issues.map(({ path }) => path.join('.'))}`)
    const isSignature = wanted.includes(SIGN_SCOPES.signature[0] ?? '')
    if (isSignature !== (read.data.tbs_data !== undefined)) throw new errors.InvalidRequest('tbs_data is for a signature')
    if (!['login', 'consent'].every((word) => String(claims.prompt).split(' ').includes(word)))
      throw new errors.InvalidRequest('a signature needs prompt=login consent')
    this.#requests.set(String(claims.nonce), read.data)
  }

  asked(nonce: unknown): SignRequest | undefined {
    return this.#requests.get(String(nonce))
  }

  /** A JWS over the data, as an issuer of e-legitimations might make it. `misdeed`: what the broker does wrong then. */
  async sign(nonce: unknown, misdeed: Misdeed | undefined): Promise<void> {
    if (misdeed) this.#misdeeds.set(String(nonce), misdeed)
    const data = this.asked(nonce)?.tbs_data
    if (data === undefined) return
    const signed = misdeed === 'other-digest' ? 'Kvittens\nSHA-256: 00\n' : Buffer.from(data, 'base64')
    const jws = await new CompactSign(Buffer.from(signed)).setProtectedHeader({ alg: 'ES256' }).sign(this.#key)
    this.#made.set(String(nonce), Buffer.from(jws).toString('base64'))
  }

  made(nonce: string | undefined): string | undefined {
    return nonce === undefined ? undefined : this.#made.get(nonce)
  }

  /** The ID token as a broker that misbehaves gives it. `key`: the provider's own. */
  async spoil(idToken: string, { key, number }: { key: JWK; number: string }): Promise<string> {
    const claims = decodeJwt(idToken)
    const misdeed = this.#misdeeds.get(String(claims.nonce))
    if (!misdeed) return idToken
    const changed = { ...claims, ...changes(misdeed, number) }
    const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
    const signer = misdeed === 'other-key' ? privateKey : (key as Parameters<SignJWT['sign']>[0])
    return new SignJWT(changed).setProtectedHeader({ alg: 'PS256', kid: key.kid ?? '' }).sign(signer)
  }
}

/** `number`: the claim with the personnummer. */
function changes(misdeed: Misdeed, number: string): Record<string, unknown> {
  switch (misdeed) {
    case 'other-person':
      return { [number]: OTHER_NUMBER }
    case 'old-time':
      return { auth_time: Math.floor(Date.now() / 1000) - 600 }
    case 'no-time':
      return { auth_time: undefined }
    case 'no-level':
      return { acr: undefined }
    case 'no-signature':
      return { [USER_SIGNATURE]: undefined }
    case 'other-nonce':
      return { nonce: 'x'.repeat(43) }
    case 'other-portal':
      return { aud: 'en-annan-portal' }
    case 'other-digest':
    case 'other-key':
      return {}
  }
}
