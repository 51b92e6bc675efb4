import { z } from 'zod'
import type { SigningSubject } from '#lib/access/begin-signing.ts'
import { signedNonce } from '#lib/access/verify-signature.ts'
import type { WebEnv } from '#lib/env.ts'
import { AppError } from '#lib/errors.ts'
import type { Keeping } from '#lib/keeping/open-keeping.ts'
import { LIMITS } from '#lib/limits.ts'
import { madeOfState, SIGNING_CALLBACK } from './ask-for-signature.ts'
import { askBroker, type BrokerMetadata, clientFields } from './discover-broker.ts'

type RedeemInput = {
  env: WebEnv
  metadata: BrokerMetadata
  /** The parameters that the broker's answer came with. */
  answer: URLSearchParams
  subject: Pick<SigningSubject, 'way' | 'digest'>
  keeping: Keeping
  /** Of the person whose login it is. */
  credential: string
  now: Date
}

/** How far the broker's clock may be before ours. */
const CLOCK_MS = 30_000

const BROKEN = { answer: 'signing_answer', missing: 'signing_missing', digest: 'signing_digest' } as const

/**
 * Fetches the ID token for the broker's answer, has keeper verify it, and holds it to what was asked: this digest, this person, this level, just now.
 * Refuses (`invalid`) `signing_cancelled`, `signing_answer`, `signing_missing`, `signing_digest`, `signing_level`, `signing_old`,
 * `signing_other_person`, and (`unavailable`, `broker`).
 */
export async function redeemAnswer(input: RedeemInput): Promise<{ sealed: string }> {
  const { env, metadata, answer, subject, keeping, credential, now } = input
  requireOwnAnswer(metadata, answer)
  const idToken = await fetchToken(input)
  const { digest, way } = subject
  const proof = await keeping.ask('proveSignature', { credential, idToken, digest, way })
  if (proof.kind === 'broken') throw new AppError('invalid', BROKEN[proof.why])
  const { unique } = madeOfState(env, answer.get('state') ?? '')
  if (proof.nonce !== signedNonce(way, { digest, unique })) throw new AppError('invalid', 'signing_answer')
  if (proof.acr === null || !env.OIDC_ACR.split(' ').includes(proof.acr)) throw new AppError('invalid', 'signing_level')
  if (!isJustNow(proof.at, now)) throw new AppError('invalid', 'signing_old')
  if (!proof.isOwn) throw new AppError('invalid', 'signing_other_person')
  return { sealed: proof.sealed }
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

const isJustNow = (at: Date | null, now: Date): boolean =>
  at !== null && at.getTime() >= now.getTime() - LIMITS.signatureMinutes * 60_000 && at.getTime() <= now.getTime() + CLOCK_MS
