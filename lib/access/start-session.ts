import { appendAudit, type Context, forPerson, PORTAL_CHAIN } from '#lib/db.ts'
import { type ActorContext, actorOf, actorWord, type PersonActor } from './actor.ts'
import { chooseEmployer } from './choose-employer.ts'
import { readDevice } from './device-label.ts'
import { ownEmployers } from './own-employers.ts'
import { type CookieName, credentialOf, credentialsIn, hashCredential } from './session-token.ts'

/** How the person showed who they are. */
export type LoginWay = 'eleg' | 'password' | 'passkey'
export type StartSessionInput = {
  personId: string
  way: LoginWay
  cookieName: CookieName
  token: string
  /** When the person proved who they are; null: the broker did not say. */
  provedAt: Date | null
  /** The browser's cookies: an earlier login in the same browser ends here, or goes on when it is the same person's. */
  cookieHeader: string | undefined
  /** The browser's User-Agent: two words of it are kept. */
  userAgent?: string | undefined
}

/**
 * Creates a session and ends an earlier one of the same browser; the same person's goes on under the new token, with its employer
 * and what is kept for it. A person with one employer acts for it at once.
 */
export async function startSession({ db, now }: Context, login: StartSessionInput): Promise<StartedSession> {
  const credential = credentialOf(login.cookieName, login.token)
  const earlier = credentialsIn(login.cookieHeader)
  const [row] = await db.prisma.$queryRaw<{ sessionId: string; expiresAt: Date }[]>`
    SELECT session_id AS "sessionId", expires_at AS "expiresAt"
    FROM start_session(${login.personId}::uuid, ${login.way}, ${hashCredential(credential)}, ${earlier}, ${login.provedAt},
      ${readDevice(login.userAgent)})`
  if (!row) throw new Error('no session')
  const { sessionId, expiresAt } = row
  const actor = actorOf({ personId: login.personId, sessionId, credential })
  const [only, ...others] = await ownEmployers({ db, actor })
  if (only && others.length === 0) await chooseEmployer({ db, actor, now }, only.employerId)
  return { sessionId, credential, expiresAt }
}

export type StartedSession = { sessionId: string; credential: string; expiresAt: Date }

/** Logs out: deletes the actor's login and what was kept for it. Does nothing to a login that has ended. */
export async function endSession({ db, actor }: Pick<ActorContext<PersonActor>, 'db' | 'actor'>): Promise<void> {
  const { sessionId, personId } = actor
  await forPerson({ db, actor }, async (tx) => {
    const ended = await tx.loginSession.deleteMany({ where: { id: sessionId, personId } })
    if (ended.count === 0) return
    await appendAudit(tx, { chain: PORTAL_CHAIN, actor: actorWord(actor), action: 'session.ended', object: sessionId })
  })
}
