import { createLocalJWKSet, decodeJwt, decodeProtectedHeader, errors, type JWK, type JWTPayload, jwtVerify } from 'jose'

export type VerifyIdTokenInput = {
  /** As the broker sent it. */
  idToken: string
  /** Public keys that may have signed it. */
  jwks: readonly JWK[]
  issuer: string
  /** The portal's name at the broker: the token is for it alone. */
  clientId: string
  /** The only algorithm with which the broker may sign. */
  alg: string
  /** Against which the token's times are checked; undefined for a kept one: they held when it came. */
  now: Date | undefined
}

/** `jwk`: the key that signed it. */
export type VerifiedIdToken = { claims: JWTPayload & Record<string, unknown>; jwk: JWK }

/** A token that has just come is no older than this: it is fetched when the person comes back from the broker. */
const LONGEST_AGE = '10 minutes'
/** Seconds by which our clock and the broker's may differ. */
const CLOCK_S = 30

/**
 * The claims of an ID token that holds (OpenID Connect core 3.1.3.7: signature, issuer, audience, algorithm, times), else undefined.
 * Nonce, level and `auth_time` are the caller's to ask about.
 */
export async function verifyIdToken(input: VerifyIdTokenInput): Promise<VerifiedIdToken | undefined> {
  const { idToken, jwks, issuer, clientId, alg, now } = input
  for (const jwk of jwks) {
    try {
      const currentDate = now ?? new Date((decodeJwt(idToken).iat ?? 0) * 1000)
      const asked = {
        ...{ issuer, algorithms: [alg], requiredClaims: ['exp', 'iat', 'sub'], currentDate, clockTolerance: CLOCK_S },
        ...(now && { maxTokenAge: LONGEST_AGE }),
      }
      const { payload } = await jwtVerify(idToken, createLocalJWKSet({ keys: [jwk] }), asked)
      // Ours alone: a token for several parties may have been given to another of them.
      const [audience, ...others] = [payload.aud ?? []].flat()
      return audience === clientId && others.length === 0 ? { claims: payload, jwk } : undefined
    } catch (error) {
      if (!(error instanceof errors.JOSEError)) throw error
    }
  }
  return undefined
}

/** The name of the key that a token says it was signed with; undefined where it says none, or is no token. */
export function keyIdOf(idToken: string): string | undefined {
  try {
    return decodeProtectedHeader(idToken).kid
  } catch {
    return undefined
  }
}

/** The personnummer in a claim, twelve digits; undefined for anything else. */
export function numberInClaim(claim: unknown): string | undefined {
  const digits = typeof claim === 'string' ? claim.replace('-', '') : ''
  return /^\d{12}$/.test(digits) ? digits : undefined
}

/** OpenID Connect core 2: `auth_time` is in seconds. Null where the broker does not say. */
export const timeInClaim = (seconds: unknown): Date | null =>
  typeof seconds === 'number' && seconds > 0 ? new Date(seconds * 1000) : null
