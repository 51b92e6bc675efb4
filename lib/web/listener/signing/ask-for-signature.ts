import { createHash, createHmac, randomBytes } from 'node:crypto'
import { z } from 'zod'
import type { SigningSubject } from '#lib/access/begin-signing.ts'
import { type BrokerSignatureWay, signedData, signedNonce, USER_SIGNATURE } from '#lib/access/verify-signature.ts'
import type { WebEnv } from '#lib/env.ts'
import type { Locale } from '#lib/text/locale.ts'
import { signMessage } from '#lib/text/signing.ts'
import { askBroker, type BrokerMetadata, clientFields, signAsClient, signingScope } from './discover-broker.ts'

/** Where the broker sends the person back to. Registered there, as the login's is. */
export const SIGNING_CALLBACK = '/api/auth/callback/skriv-under'

const SIGN_REQUEST = 'https://id.oidc.se/param/signRequest'

type AskInput = {
  env: WebEnv
  metadata: BrokerMetadata
  state: string
  subject: SigningSubject & { reference: string }
  /** The person's own number, where it is known: the broker lets nobody else sign. */
  personnummer: string | null
  locale: Locale
  now: Date
}

/** How the browser is sent to the broker: by a form that it posts there, or to an address. */
export type SigningRequest =
  | { kind: 'form'; action: string; fields: Record<string, string> }
  | { kind: 'address'; address: string }

export const newState = (): string => randomBytes(32).toString('base64url')

/** PKCE's verifier and the nonce's part that is the request's own: made of `state`, so that nothing of them is stored. */
export function madeOfState({ SESSION_SECRET }: WebEnv, state: string): { verifier: string; unique: string } {
  const make = (what: string) =>
    createHmac('sha256', SESSION_SECRET).update(`kvittens signing ${what} ${state}`).digest('base64url')
  return { verifier: make('verifier'), unique: make('nonce') }
}

/**
 * The request for a signature: a signed request object (RFC 9101), which is large and therefore posted, by the browser or, where the
 * broker takes it (PAR, RFC 9126), by us. Refuses (`unavailable`, `broker`).
 */
export async function askForSignature(input: AskInput): Promise<SigningRequest> {
  const { env, metadata, now } = input
  const asked = parametersOf(input)
  const { [SIGN_REQUEST]: _, claims, ...plain } = asked
  const fields: Record<string, string> =
    input.subject.way === 'login'
      ? { ...plain, claims: JSON.stringify(claims) }
      : {
          // OpenID Connect core 6.1: these two stand outside too.
          ...{ client_id: plain.client_id, response_type: plain.response_type, scope: plain.scope },
          request: await signAsClient(env, asked, { typ: 'oauth-authz-req+jwt', now }),
        }
  const { pushed_authorization_request_endpoint: push, authorization_endpoint: action } = metadata
  if (push === undefined) return { kind: 'form', action, fields }
  const said = await askBroker(push, { ...fields, ...(await clientFields(env, now)) })
  const { request_uri } = z.object({ request_uri: z.string() }).parse(said)
  const address = new URL(action)
  for (const [name, value] of Object.entries({ client_id: env.OIDC_CLIENT_ID, request_uri }))
    address.searchParams.set(name, value)
  return { kind: 'address', address: address.href }
}

function parametersOf({ env, state, subject, personnummer, locale }: AskInput) {
  const { way, digest } = subject
  const { verifier, unique } = madeOfState(env, state)
  const number = { essential: true, ...(personnummer && { value: personnummer }) }
  const isSigned = way === 'signature' && { [USER_SIGNATURE]: { essential: true } }
  return {
    client_id: env.OIDC_CLIENT_ID,
    response_type: 'code',
    redirect_uri: env.PUBLIC_URL.replace(/\/$/, '') + SIGNING_CALLBACK,
    scope: scopeOf(env, way),
    state,
    nonce: signedNonce(way, { digest, unique }),
    code_challenge: createHash('sha256').update(verifier).digest('base64url'),
    code_challenge_method: 'S256',
    // Signature Extension 4.1: never by an earlier login, and never unseen.
    prompt: way === 'login' ? 'login' : 'login consent',
    acr_values: env.OIDC_ACR,
    ui_locales: locale,
    claims: { id_token: { auth_time: { essential: true }, [env.OIDC_CLAIM_PERSONNUMMER]: number, ...isSigned } },
    ...(way !== 'login' && { [SIGN_REQUEST]: signRequest(env, subject) }),
  }
}

/** What the login asks for, and the signature's own. Without `profile`: the name is of no use here. */
function scopeOf({ OIDC_SCOPE }: WebEnv, way: BrokerSignatureWay): string {
  const scopes = OIDC_SCOPE.split(' ').filter((scope) => scope !== 'profile')
  return [scopes, signingScope(way) ?? []].flat().join(' ')
}

/** Signature Extension 3.1. Data to be signed goes with a signature alone, never with an approval. */
function signRequest(
  { OIDC_SIGN_MESSAGE, OIDC_SIGN_CHARACTERS }: WebEnv,
  { way, digest, shown, reference }: AskInput['subject'],
) {
  const encode = (text: string) => Buffer.from(text).toString('base64')
  const texts = signMessage({ reference, digest, shown, most: OIDC_SIGN_CHARACTERS })
  const message =
    OIDC_SIGN_MESSAGE === 'nested'
      ? { message: { sv: encode(texts.sv), en: encode(texts.en) } }
      : { 'message#sv': encode(texts.sv), 'message#en': encode(texts.en) }
  return {
    ...(way === 'signature' && { tbs_data: encode(signedData(digest)) }),
    sign_message: { ...message, mime_type: 'text/plain' },
  }
}
