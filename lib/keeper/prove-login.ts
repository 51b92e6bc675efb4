// Login by e-legitimation. next-auth does the dance in web; keeper makes the nonce, believes the broker's ID token alone, and lets in.
import { openGuest, sealGuest } from '#lib/access/guest.ts'
import { isOwnLoginNonce, makeLoginNonce, spendLoginNonce } from '#lib/access/login-nonce.ts'
import { makePerson } from '#lib/access/make-person.ts'
import { findPerson } from '#lib/access/person.ts'
import { type LoginBroker, verifyLogin } from '#lib/access/verify-login.ts'
import { AppError } from '#lib/errors.ts'
import type { OperationInput, OperationOutput } from '#lib/keeping/operations.ts'
import type { Keeper } from './keeper.ts'
import { letIn } from './log-in.ts'

export async function giveLoginNonce({ env }: Keeper): Promise<OperationOutput<'loginNonce'>> {
  return { nonce: makeLoginNonce(env.PERSON_KEY, new Date()) }
}

/** Lets in a person who has an account, and seals who has none as a guest. */
export async function proveLogin(
  keeper: Keeper,
  { idToken, mustBeFresh, ...browser }: OperationInput<'proveLogin'>,
): Promise<OperationOutput<'proveLogin'>> {
  const { db, env, log, broker } = keeper
  const now = new Date()
  const spend = async (nonce: string) =>
    isOwnLoginNonce(env.PERSON_KEY, nonce, now) && (await spendLoginNonce({ db, now }, nonce))
  const proof = await verifyLogin({ idToken, jwks: broker.read(), broker: brokerOf(keeper), mustBeFresh, spend, now })
  if (proof.kind === 'holds') broker.note('a key of the file')
  if (proof.kind === 'broken') {
    if (proof.why === 'key') broker.note('another key')
    log.warn('login.refused', { code: proof.why, detail: 'eleg' })
    return { kind: 'refused', why: proof.why }
  }
  const { personKey, masked, name, provedAt } = proof
  const person = await findPerson({ db }, personKey)
  if (!person) {
    const sealed = sealGuest(proof, { pepper: env.PERSON_KEY, portal: env.PUBLIC_URL, now })
    return { kind: 'guest', guest: { personKey, masked, name, provedAt: provedAt?.getTime() ?? null, sealed } }
  }
  return { kind: 'in', ...(await letIn(keeper, { personId: person.id, way: 'eleg', now, provedAt, ...browser })) }
}

export async function admitGuest(
  keeper: Keeper,
  { sealed, ...browser }: OperationInput<'admitGuest'>,
): Promise<OperationOutput<'admitGuest'>> {
  const { db, env } = keeper
  const now = new Date()
  const guest = openGuest(sealed, { pepper: env.PERSON_KEY, portal: env.PUBLIC_URL, now })
  if (!guest) throw new AppError('not_signed_in')
  const { provedAt, personnummer } = guest
  const { personId } = await makePerson({ db }, guest)
  return { ...(await letIn(keeper, { personId, way: 'eleg', now, provedAt, ...browser })), personnummer }
}

function brokerOf({ env }: Keeper): LoginBroker {
  return {
    issuer: env.OIDC_ISSUER,
    clientId: env.OIDC_CLIENT_ID,
    alg: env.OIDC_ID_TOKEN_ALG,
    numberClaim: env.OIDC_CLAIM_PERSONNUMMER,
    nameClaim: env.OIDC_CLAIM_NAME,
    levels: env.OIDC_ACR.split(' '),
    pepper: env.PERSON_KEY,
  }
}
