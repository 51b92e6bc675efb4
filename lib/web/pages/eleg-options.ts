// next-auth's options: the login broker (OpenID Connect). It speaks with the broker and lets nobody in: what it brings home is the ID
// token, which keeper verifies itself (lib/keeper/prove-login.ts).
import { readFileSync } from 'node:fs'
import type { AuthOptions } from 'next-auth'
import { encode } from 'next-auth/jwt'
import type { OAuthConfig } from 'next-auth/providers/oauth'
import { cookieNameFor } from '#lib/access/session-token.ts'
import type { WebEnv } from '#lib/env.ts'
import { LIMITS } from '#lib/limits.ts'
import { localPath } from '#lib/web/forms/local-path.ts'

export const PROVIDER = 'eleg'

/** How long a person may be at the broker. */
const AWAY_S = 15 * 60

/** State of one log-in, written by next-auth's callbacks. `idToken`: as the broker sent it. */
export type ElegRun = { idToken?: string }

/** For the way to the broker, with keeper's nonce. */
export function optionsThere(env: WebEnv, nonce: string): AuthOptions {
  // next-auth would make a nonce of its own where it is to check one.
  return options(env, { ...broker(env), checks: ['pkce', 'state'], authorization: { params: { ...asked(env), nonce } } }, {})
}

/** For the way back: what came is written to `run`. */
export function optionsBack(env: WebEnv, run: ElegRun): AuthOptions {
  return options(env, { ...broker(env), checks: ['pkce', 'state', 'nonce'] }, run)
}

/** Set-Cookie line of the nonce, as next-auth writes and reads it. */
export async function nonceCookie({ PUBLIC_URL, SESSION_SECRET: secret }: WebEnv, nonce: string): Promise<string> {
  const { name, options } = cookies(PUBLIC_URL).nonce
  const value = await encode({ token: { value: nonce, provider: PROVIDER }, secret, salt: name, maxAge: AWAY_S })
  return `${name}=${value}; Path=/; Max-Age=${AWAY_S}; HttpOnly; ${options.secure ? 'Secure; ' : ''}SameSite=Lax`
}

function options(env: WebEnv, provider: OAuthConfig<{ sub: string }>, run: ElegRun): AuthOptions {
  return {
    secret: env.SESSION_SECRET,
    providers: [provider],
    session: { strategy: 'jwt' },
    cookies: cookies(env.PUBLIC_URL),
    pages: { signIn: '/logga-in', error: '/logga-in' },
    callbacks: {
      redirect: ({ url, baseUrl }) => baseUrl + (localPath(url.startsWith(baseUrl) ? url.slice(baseUrl.length) : url) ?? '/'),
      // The client has checked signature, issuer, audience, nonce and times; nobody is signed in here.
      signIn: ({ account }) => {
        if (account?.id_token) run.idToken = account.id_token
        return false
      },
    },
  }
}

function broker(env: WebEnv): OAuthConfig<{ sub: string }> {
  const key = JSON.parse(readFileSync(env.OIDC_CLIENT_KEY, 'utf8')) as { alg?: string }
  return {
    id: PROVIDER,
    name: 'E-legitimation',
    type: 'oauth',
    wellKnown: `${env.OIDC_ISSUER.replace(/\/$/, '')}/.well-known/openid-configuration`,
    clientId: env.OIDC_CLIENT_ID,
    client: {
      token_endpoint_auth_method: 'private_key_jwt',
      token_endpoint_auth_signing_alg: key.alg ?? 'ES256',
      id_token_signed_response_alg: env.OIDC_ID_TOKEN_ALG,
    },
    jwks: { keys: [key] },
    idToken: true,
    httpOptions: { timeout: 10_000 },
    authorization: { params: asked(env) },
    profile: ({ sub }) => ({ id: sub }),
  }
}

function asked(env: WebEnv) {
  const claims = {
    id_token: { auth_time: { essential: true }, [env.OIDC_CLAIM_PERSONNUMMER]: { essential: true }, [env.OIDC_CLAIM_NAME]: null },
  }
  const level = { scope: env.OIDC_SCOPE, acr_values: env.OIDC_ACR, claims: JSON.stringify(claims) }
  return { ...level, prompt: 'login', max_age: LIMITS.freshLoginMinutes * 60 }
}

function cookies(publicUrl: string) {
  const session = cookieNameFor(publicUrl)
  const secure = session.startsWith('__Host-')
  const options = { httpOnly: true, sameSite: 'lax', path: '/', secure } as const
  const named = (name: string, more = {}) => ({ name: `${session}${name}`, options: { ...options, ...more } })
  return {
    sessionToken: named(''),
    callbackUrl: named('-next'),
    csrfToken: named('-csrf'),
    state: named('-state', { maxAge: AWAY_S }),
    pkceCodeVerifier: named('-pkce', { maxAge: AWAY_S }),
    nonce: named('-nonce', { maxAge: AWAY_S }),
  } satisfies NonNullable<AuthOptions['cookies']>
}
