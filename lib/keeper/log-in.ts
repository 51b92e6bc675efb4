import { logInWithPasskey } from '#lib/access/factors/passkeys.ts'
import { rememberDevice } from '#lib/access/known-device.ts'
import { logInWithPassword } from '#lib/access/log-in-with-password.ts'
import { canonicalUsername } from '#lib/access/person.ts'
import { cookieNameFor, newToken } from '#lib/access/session-token.ts'
import { type LoginWay, startSession } from '#lib/access/start-session.ts'
import { tellOwner } from '#lib/access/tell-owner.ts'
import type { OperationInput, OperationOutput } from '#lib/keeping/operations.ts'
import type { Keeper } from './keeper.ts'

type Tried<Name extends 'logInWithPassword' | 'logInWithPasskey'> = OperationInput<Name>

/** A browser that is new to the user name is mailed to its owner. */
export async function enterByPassword(
  keeper: Keeper,
  { username, password, totp, device, address, ...browser }: Tried<'logInWithPassword'>,
): Promise<OperationOutput<'logInWithPassword'>> {
  const { db, env } = keeper
  const [now, pepper] = [new Date(), env.PERSON_KEY]
  const login = await logInWithPassword({ db, now }, { username, password, totp, address, device, pepper })
  if (login.kind !== 'in') return login
  const { personId } = login
  const { token, sessionId } = await letIn(keeper, { personId, way: 'password', now, ...browser })
  if (login.isNewDevice) await tellOwner(db.prisma, { personId, kind: 'login-new-device', about: sessionId, params: {} }, now)
  const known = rememberDevice({ username: canonicalUsername(username), cookie: device, pepper, now })
  return { kind: 'in', personId, token, device: known }
}

export async function enterByPasskey(
  keeper: Keeper,
  { answer, address, ...browser }: Tried<'logInWithPasskey'>,
): Promise<OperationOutput<'logInWithPasskey'>> {
  const { db, env } = keeper
  const now = new Date()
  const place = { publicUrl: env.PUBLIC_URL, pepper: env.PERSON_KEY }
  const login = await logInWithPasskey({ db, now }, { answer, place, address })
  if (login.kind !== 'in') return login
  const { personId } = login
  const { token } = await letIn(keeper, { personId, way: 'passkey', now, ...browser })
  return { kind: 'in', personId, token }
}

type LetInInput = {
  personId: string
  way: LoginWay
  now: Date
  /** When they showed who they are, where it was not now; null: the broker does not say. */
  provedAt?: Date | null
  cookieHeader?: string | undefined
  userAgent?: string | undefined
}

/** The token is made here: who asks cannot name one that it knows beforehand. */
export async function letIn({ db, env }: Keeper, { personId, way, now, provedAt = now, cookieHeader, userAgent }: LetInInput) {
  const [cookieName, token] = [cookieNameFor(env.PUBLIC_URL), newToken()]
  const { sessionId } = await startSession({ db, now }, { personId, way, provedAt, cookieName, token, cookieHeader, userAgent })
  return { personId, sessionId, credential: `${cookieName}=${token}`, token }
}
