// Signatures by e-legitimation: the broker's ID token is believed here alone, and by it a signature is written.
import { createHash } from 'node:crypto'
import { keepBrokerKey, readBrokerKeys } from '#lib/access/broker-keys.ts'
import { requireOperator } from '#lib/access/require-member.ts'
import { signingBroker, verifySignature } from '#lib/access/verify-signature.ts'
import { AppError } from '#lib/errors.ts'
import { openIdToken, sealIdToken } from '#lib/joining/id-tokens.ts'
import { signApplication } from '#lib/joining/sign-application.ts'
import type { OperationInput, OperationOutput } from '#lib/keeping/operations.ts'
import { LIMITS } from '#lib/limits.ts'
import type { Keeper } from './keeper.ts'
import { requireSpeaker } from './require-speaker.ts'

/** How far the broker's clock may be before ours. */
const CLOCK_MS = 30_000

const BROKEN = { answer: 'signing_answer', missing: 'signing_missing', digest: 'signing_digest' } as const

export async function acceptSignature(
  keeper: Keeper,
  { credential, applicationId, idToken, nonce, digest, way }: OperationInput<'acceptSignature'>,
): Promise<OperationOutput<'acceptSignature'>> {
  const { db, env, broker } = keeper
  const { actor, now } = await requireSpeaker({ db }, credential)
  if (env.OIDC_SIGN_WAY !== 'auto' && env.OIDC_SIGN_WAY !== way) throw new AppError('invalid', 'signing_answer')
  const proof = await verifySignature({ idToken, digest, way, jwks: broker.read(), broker: signingBroker(env), now })
  if (proof.kind === 'broken') throw new AppError('invalid', BROKEN[proof.why])
  if (proof.nonce !== nonce) throw new AppError('invalid', 'signing_answer')
  if (proof.acr === undefined || !env.OIDC_ACR.split(' ').includes(proof.acr)) throw new AppError('invalid', 'signing_level')
  if (!isJustNow(proof.at, now)) throw new AppError('invalid', 'signing_old')
  const { personKey: key } = await db.prisma.person.findUniqueOrThrow({
    where: { id: actor.personId },
    select: { personKey: true },
  })
  if (proof.personKey !== key) throw new AppError('invalid', 'signing_other_person')
  await keepBrokerKey({ db, now }, { issuer: env.OIDC_ISSUER, jwk: proof.jwk })
  const signed = { sealed: sealIdToken(idToken, env.PERSON_KEY), tokenHash: hashSigned(idToken), pepper: env.PERSON_KEY }
  return signApplication({ db, actor }, { applicationId, digest, way, key, ...signed })
}

const isJustNow = (at: Date | null, now: Date): boolean =>
  at !== null && at.getTime() >= now.getTime() - LIMITS.signatureMinutes * 60_000 && at.getTime() <= now.getTime() + CLOCK_MS

/** Of what the broker signed (RFC 7515 5.1): the signature itself can be written in more ways than one. */
function hashSigned(idToken: string): string {
  return createHash('sha256')
    .update(idToken.slice(0, idToken.lastIndexOf('.')))
    .digest('hex')
}

export async function checkSignatures(
  { db, env }: Keeper,
  { credential, digest, signatures }: OperationInput<'checkSignatures'>,
): Promise<OperationOutput<'checkSignatures'>> {
  const { actor } = await requireSpeaker({ db }, credential)
  await requireOperator({ db, actor })
  const jwks = await readBrokerKeys({ db }, env.OIDC_ISSUER)
  const checks: OperationOutput<'checkSignatures'>['checks'] = []
  for (const { sealed, way, key } of signatures) {
    const idToken = openIdToken(sealed, env.PERSON_KEY)
    const proof = idToken && (await verifySignature({ idToken, digest, way, jwks, broker: signingBroker(env) }))
    if (!proof) checks.push('answer')
    else if (proof.kind === 'broken') checks.push(proof.why)
    else checks.push(proof.personKey === key ? 'holds' : 'person')
  }
  return { checks }
}
