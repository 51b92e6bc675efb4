// Signing through the login broker: OIDC Sweden's Signature Extension, its signature approval, or a fresh login, as the broker offers.
//
//   signing-forms.ts       the two ways in: the form that begins a signature, and the address that the broker answers to
//   ask-for-signature.ts   the request, as a form that the browser posts or an address it is sent to
//   redeem-answer.ts       the answer: code for ID token, and what that proves
//   discover-broker.ts     what the broker says of itself, and how it is called
//
// What is signed, and what a signature leads to, is lib/joining's; what an ID token proves, lib/access/verify-signature.ts. Login by the
// broker is lib/web/pages/auth.ts.
import { readFileSync } from 'node:fs'
import { type JWK, type JWTPayload, SignJWT } from 'jose'
import { z } from 'zod'
import type { BrokerSignatureWay } from '#lib/access/verify-signature.ts'
import type { WebEnv } from '#lib/env.ts'
import { AppError } from '#lib/errors.ts'

const shape = z.object({
  issuer: z.string(),
  authorization_endpoint: z.url(),
  token_endpoint: z.url(),
  jwks_uri: z.url(),
  scopes_supported: z.array(z.string()).default([]),
  pushed_authorization_request_endpoint: z.url().optional(),
  authorization_response_iss_parameter_supported: z.boolean().default(false),
})

export type BrokerMetadata = z.infer<typeof shape>

/** How long the broker may take over one call. */
const TIMEOUT_MS = 10_000

const SCOPES = [
  ['signature', 'https://id.oidc.se/scope/sign'],
  ['approval', 'https://id.oidc.se/scope/signApproval'],
] as const

/** What the broker says of itself (OpenID Connect Discovery). Refuses (`unavailable`, `broker`) when it cannot be asked. */
export async function discoverBroker({ OIDC_ISSUER }: WebEnv): Promise<BrokerMetadata> {
  const said = shape.safeParse(await askBroker(`${OIDC_ISSUER.replace(/\/$/, '')}/.well-known/openid-configuration`))
  if (!said.success || said.data.issuer !== OIDC_ISSUER) throw new AppError('unavailable', 'broker', { cause: said.error })
  return said.data
}

/** The best way to sign that the broker has; OIDC_SIGN_WAY holds it to another. */
export function signingWay({ OIDC_SIGN_WAY }: WebEnv, { scopes_supported }: BrokerMetadata): BrokerSignatureWay {
  if (OIDC_SIGN_WAY !== 'auto') return OIDC_SIGN_WAY
  return SCOPES.find(([, scope]) => scopes_supported.includes(scope))?.[0] ?? 'login'
}

/** The scope that asks for it; undefined for a login. */
export const signingScope = (way: BrokerSignatureWay): string | undefined => SCOPES.find(([each]) => each === way)?.[1]

/** A token signed with the portal's key at the broker (OIDC_CLIENT_KEY): a client assertion (RFC 7523), or a request object (RFC 9101). */
export async function signAsClient(env: WebEnv, claims: JWTPayload, { typ, now }: { typ: string; now: Date }): Promise<string> {
  const key = JSON.parse(readFileSync(env.OIDC_CLIENT_KEY, 'utf8')) as JWK
  const seconds = Math.floor(now.getTime() / 1000)
  const always = { iss: env.OIDC_CLIENT_ID, aud: env.OIDC_ISSUER, jti: crypto.randomUUID(), iat: seconds, exp: seconds + 60 }
  const header = { alg: key.alg ?? 'ES256', typ, ...(key.kid && { kid: key.kid }) }
  return new SignJWT({ ...always, ...claims }).setProtectedHeader(header).sign(key)
}

/** Fields with which the portal shows the broker that it is the portal (private_key_jwt). */
export async function clientFields(env: WebEnv, now: Date): Promise<Record<string, string>> {
  const assertion = await signAsClient(env, { sub: env.OIDC_CLIENT_ID }, { typ: 'JWT', now })
  return {
    client_id: env.OIDC_CLIENT_ID,
    client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
    client_assertion: assertion,
  }
}

/** The broker's JSON; `fields` makes it a POST. Refuses (`unavailable`, `broker`) when none comes. */
export async function askBroker(url: string, fields?: Record<string, string>): Promise<unknown> {
  try {
    const sent = fields && { method: 'POST', body: new URLSearchParams(fields) }
    const answer = await fetch(url, { ...sent, redirect: 'error', signal: AbortSignal.timeout(TIMEOUT_MS) })
    if (answer.status >= 500) throw new Error(`the broker answered ${answer.status}`)
    return await answer.json()
  } catch (cause) {
    throw new AppError('unavailable', 'broker', { cause })
  }
}
