import { keepBrokerKey, readBrokerKeys } from '#lib/access/broker-keys.ts'
import { requireOperator } from '#lib/access/require-member.ts'
import { signingBroker, verifySignature } from '#lib/access/verify-signature.ts'
import { openIdToken, sealIdToken } from '#lib/joining/id-tokens.ts'
import type { OperationInput, OperationOutput } from '#lib/keeping/operations.ts'
import type { Keeper } from './keeper.ts'
import { keysIn } from './prove-login.ts'
import { requireSpeaker } from './require-speaker.ts'

export async function proveSignature(
  keeper: Keeper,
  { credential, idToken, digest, way }: OperationInput<'proveSignature'>,
): Promise<OperationOutput<'proveSignature'>> {
  const { db, env } = keeper
  const { actor, now } = await requireSpeaker({ db }, credential)
  const proof = await verifySignature({ idToken, digest, way, jwks: keysIn(keeper), broker: signingBroker(env), now })
  if (proof.kind === 'broken') return proof
  await keepBrokerKey({ db, now }, { issuer: env.OIDC_ISSUER, jwk: proof.jwk })
  const { personKey } = await db.prisma.person.findUniqueOrThrow({
    where: { id: actor.personId },
    select: { personKey: true },
  })
  const { at, acr = null, nonce } = proof
  return { kind: 'holds', at, acr, nonce, isOwn: proof.personKey === personKey, sealed: sealIdToken(idToken, env.PERSON_KEY) }
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
