import { z } from 'zod'
import type { SigningSubject } from '#lib/access/begin-signing.ts'
import { signedNonce } from '#lib/access/verify-signature.ts'
import type { WebEnv } from '#lib/env.ts'
import { AppError } from '#lib/errors.ts'
import { madeOfState, SIGNING_CALLBACK } from './ask-for-signature.ts'
import { askBroker, type BrokerMetadata, clientFields } from './discover-broker.ts'

type RedeemInput = {
  env: WebEnv
  metadata: BrokerMetadata
  /** The parameters that the broker's answer came with. */
  answer: URLSearchParams
  subject: Pick<SigningSubject, 'way' | 'digest'>
  now: Date
}

/**
 * Fetches the ID token for the broker's answer; `nonce`: of the request that it must answer. What the token proves is keeper's to say.
 * Refuses (`invalid`) `signing_cancelled`, `signing_answer`, and (`unavailable`, `broker`).
 */
export async function redeemAnswer(input: RedeemInput): Promise<{ idToken: string; nonce: string }> {
  const { env, metadata, answer, subject } = input
  requireOwnAnswer(metadata, answer)
  const idToken = await fetchToken(input)
  const { unique } = madeOfState(env, answer.get('state') ?? '')
  return { idToken, nonce: signedNonce(subject.way, { digest: subject.digest, unique }) }
}

/** RFC 9207: another broker's answer is none. */
function requireOwnAnswer(metadata: BrokerMetadata, answer: URLSearchParams): void {
  const issuer = answer.get('iss') ?? undefined
  const isExpected = metadata.authorization_response_iss_parameter_supported || issuer !== undefined
  if (isExpected && issuer !== metadata.issuer) throw new AppError('invalid', 'signing_answer')
  if (answer.get('error') !== null)
    throw new AppError('invalid', answer.get('error') === 'access_denied' ? 'signing_cancelled' : 'signing_answer')
}

async function fetchToken({ env, metadata, answer, now }: RedeemInput): Promise<string> {
  const said = await askBroker(metadata.token_endpoint, {
    grant_type: 'authorization_code',
    code: answer.get('code') ?? '',
    redirect_uri: env.PUBLIC_URL.replace(/\/$/, '') + SIGNING_CALLBACK,
    code_verifier: madeOfState(env, answer.get('state') ?? '').verifier,
    ...(await clientFields(env, now)),
  })
  const read = z.object({ id_token: z.string() }).safeParse(said)
  if (!read.success) throw new AppError('invalid', 'signing_answer')
  return read.data.id_token
}
