// next-auth's options: the login broker (OpenID Connect), and an adapter from its users and sessions to our tables.
import { readFileSync } from 'node:fs'
import type { AuthOptions } from 'next-auth'
import type { Adapter, AdapterUser } from 'next-auth/adapters'
import type { OAuthConfig } from 'next-auth/providers/oauth'
import type { LoginFault } from '#lib/access/login-fault.ts'
import { findPerson, personKey } from '#lib/access/person.ts'
import { isFresh } from '#lib/access/require-member.ts'
import { cookieNameFor, LONGEST_MS, newToken } from '#lib/access/session-token.ts'
import { startSession } from '#lib/access/start-session.ts'
import type { Db } from '#lib/db.ts'
import type { WebEnv } from '#lib/env.ts'
import { maskPersonnummer } from '#lib/identifiers.ts'
import { LIMITS } from '#lib/limits.ts'
import type { Guest } from '#lib/web/forms/guest-cookie.ts'
import { localPath } from '#lib/web/forms/local-path.ts'

export const PROVIDER = 'eleg'

type Claims = { iss: string; sub: string; acr?: string; auth_time?: unknown } & Record<string, unknown>

/** State of one log-in, written by next-auth's callbacks. */
export type ElegRun = {
  cookieHeader: string | undefined
  userAgent: string | undefined
  now: Date
  /** A form asked for the login: it must be fresh. */
  mustBeFresh: boolean
  personId?: string
  /** Who the broker says it is. */
  identity?: Omit<Guest, 'provedAt'>
  /** When the person identified, by the broker's word. */
  provedAt?: Date | null
  /** The person, once a session has been started. */
  signedIn?: string
  /** Somebody who has no account. */
  guest?: Guest
  fault?: LoginFault
  /** An error of ours in a callback, which next-auth would report as the broker's. */
  error?: unknown
}

type ElegContext = { db: Db; env: WebEnv }

export function elegOptions({ db, env }: ElegContext, run: ElegRun): AuthOptions {
  return {
    secret: env.SESSION_SECRET,
    providers: [broker(env, run)],
    adapter: tables({ db, env }, run),
    session: { strategy: 'database', maxAge: LONGEST_MS / 1000, generateSessionToken: newToken },
    cookies: cookies(env.PUBLIC_URL),
    pages: { signIn: '/logga-in', error: '/logga-in' },
    callbacks: {
      redirect: ({ url, baseUrl }) => baseUrl + (localPath(url.startsWith(baseUrl) ? url.slice(baseUrl.length) : url) ?? '/'),
      // Logging in creates no account: a person without one is a guest.
      signIn: ({ profile }) => {
        run.provedAt = provedAt(profile as Claims, run.now)
        // OpenID Connect core 3.1.2.1: `max_age` was asked for. A broker that does not say when lets people in, and to nothing fresh.
        const isSaid = run.provedAt !== null || run.mustBeFresh
        const old = isSaid && !isFresh(run.provedAt, run.now) ? 'gammal' : undefined
        const fault = faultOf(profile as Claims, env) ?? old
        if (fault) run.fault = fault
        else if (run.personId === undefined && run.identity) run.guest = { ...run.identity, provedAt: run.provedAt }
        return fault === undefined && run.personId !== undefined
      },
    },
  }
}

/** OpenID Connect core 3.1.3.7 beyond what the client has checked (signature, audience, nonce, times): issuer and level are ours. */
function faultOf(claims: Claims, env: WebEnv): LoginFault | undefined {
  if (claims.iss !== env.OIDC_ISSUER) return 'eleg'
  return claims.acr !== undefined && env.OIDC_ACR.split(' ').includes(claims.acr) ? undefined : 'niva'
}

/** OpenID Connect core 2: `auth_time` is in seconds. Never later than now, whatever the broker's clock says. */
function provedAt({ auth_time: seconds }: Claims, now: Date): Date | null {
  return typeof seconds === 'number' && seconds > 0 ? new Date(Math.min(seconds * 1000, now.getTime())) : null
}

function broker(env: WebEnv, run: ElegRun): OAuthConfig<Claims> {
  const key = JSON.parse(readFileSync(env.OIDC_CLIENT_KEY, 'utf8')) as { alg?: string }
  const claims = {
    id_token: { auth_time: { essential: true }, [env.OIDC_CLAIM_PERSONNUMMER]: { essential: true }, [env.OIDC_CLAIM_NAME]: null },
  }
  const asked = { scope: env.OIDC_SCOPE, acr_values: env.OIDC_ACR, claims: JSON.stringify(claims) }
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
    checks: ['pkce', 'state', 'nonce'],
    httpOptions: { timeout: 10_000 },
    authorization: {
      params: { ...asked, prompt: 'login', max_age: LIMITS.freshLoginMinutes * 60 },
    },
    profile(claims) {
      const claim = claims[env.OIDC_CLAIM_PERSONNUMMER]
      const digits = typeof claim === 'string' ? claim.replace('-', '') : ''
      if (!/^\d{12}$/.test(digits)) throw new Error(`the claim ${env.OIDC_CLAIM_PERSONNUMMER} has not twelve digits`)
      const key = personKey(env.PERSON_KEY, digits)
      const [name, masked] = [claims[env.OIDC_CLAIM_NAME], maskPersonnummer(digits)]
      const known = typeof name === 'string' && name.trim() !== '' ? name.trim() : masked
      run.identity = { personKey: key, masked, name: known, personnummer: digits }
      return { id: key }
    },
  }
}

/** next-auth's adapter over person and login_session. Its methods that create or link users are left out. */
function tables({ db, env }: ElegContext, run: ElegRun): Adapter {
  return {
    getUserByAccount: ({ providerAccountId }) =>
      ours(run, async () => {
        const person = await findPerson({ db }, providerAccountId)
        if (!person) return null
        run.personId = person.id
        return asUser(person.id)
      }),
    // Every login gets a new session.
    getSessionAndUser: () => null,
    createSession: ({ sessionToken, userId }) =>
      ours(run, async () => {
        const { cookieHeader, userAgent, now } = run
        const cookieName = cookieNameFor(env.PUBLIC_URL)
        const proved = { way: 'eleg', provedAt: run.provedAt ?? null } as const
        const login = { personId: userId, ...proved, cookieName, token: sessionToken, cookieHeader, userAgent }
        const { expiresAt } = await startSession({ db, now }, login)
        run.signedIn = userId
        return { sessionToken, userId, expires: expiresAt }
      }),
  }
}

async function ours<T>(run: ElegRun, work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    run.error = error
    throw error
  }
}

/** next-auth's type demands an e-mail address, which is never read. */
const asUser = (id: string): AdapterUser => ({ id, email: '', emailVerified: null })

function cookies(publicUrl: string): NonNullable<AuthOptions['cookies']> {
  const session = cookieNameFor(publicUrl)
  const secure = session.startsWith('__Host-')
  const options = { httpOnly: true, sameSite: 'lax', path: '/', secure } as const
  const named = (name: string, more = {}) => ({ name: `${session}${name}`, options: { ...options, ...more } })
  return {
    sessionToken: named(''),
    callbackUrl: named('-next'),
    csrfToken: named('-csrf'),
    state: named('-state', { maxAge: 900 }),
    pkceCodeVerifier: named('-pkce', { maxAge: 900 }),
    nonce: named('-nonce', { maxAge: 900 }),
  }
}
