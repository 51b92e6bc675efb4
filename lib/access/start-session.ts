import { appendAudit, type Context, PORTAL_CHAIN, type Tx } from '#lib/db.ts'
import { type ActorContext, actorOf, actorWord, type PersonActor } from './actor.ts'
import { chooseEmployer } from './choose-employer.ts'
import { readDevice } from './device-label.ts'
import { employersOf } from './employers-of.ts'
import { type CookieName, hashToken, IDLE_MS, LONGEST_MS, tokenHashesIn } from './session-token.ts'

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
export async function startSession(
  { db, now }: Context,
  login: StartSessionInput,
): Promise<{ sessionId: string; expiresAt: Date }> {
  const expiresAt = new Date(now.getTime() + LONGEST_MS)
  const times = { createdAt: now, seenAt: now, expiresAt, provedAt: login.provedAt }
  const data = {
    tokenHash: hashToken(login.cookieName, login.token),
    way: login.way,
    device: readDevice(login.userAgent),
    ...times,
  }
  const sessionId = await db.prisma.$transaction(async (tx) => {
    const alive = { expiresAt: { gt: now }, seenAt: { gt: new Date(now.getTime() - IDLE_MS) } }
    // A login by e-legitimation does not go on as one that a company may have switched off.
    const way = login.way === 'eleg' ? {} : { way: { not: 'eleg' } }
    const same = { tokenHash: { in: tokenHashesIn(login.cookieHeader) }, personId: login.personId, ...alive, ...way }
    const [proved] = await tx.loginSession.updateManyAndReturn({ where: same, data, select: { id: true }, limit: 1 })
    if (proved) {
      await noteLogin(tx, proved.id)
      await appendAudit(tx, entryOf(login, 'session.proved', proved.id))
      return proved.id
    }
    await tx.loginSession.deleteMany({
      where: {
        OR: [
          { tokenHash: { in: tokenHashesIn(login.cookieHeader) } },
          { expiresAt: { lte: now } },
          { seenAt: { lte: new Date(now.getTime() - IDLE_MS) } },
        ],
      },
    })
    const { id } = await tx.loginSession.create({ data: { ...data, personId: login.personId } })
    await noteLogin(tx, id)
    await appendAudit(tx, entryOf(login, 'session.started', id))
    return id
  })
  const [only, ...others] = await employersOf({ db }, login.personId)
  if (only && others.length === 0)
    await chooseEmployer({ db, actor: actorOf({ personId: login.personId, sessionId }), now }, only.employerId)
  return { sessionId, expiresAt }
}

/** On the person's row. */
const noteLogin = (tx: Tx, sessionId: string) => tx.$executeRaw`SELECT note_login(${sessionId}::uuid)`

function entryOf({ personId, way }: StartSessionInput, action: string, object: string) {
  return { chain: PORTAL_CHAIN, actor: `person:${personId}`, action, object, detail: { way } }
}

/** Logs out: deletes the actor's login and what was kept for it. Does nothing to a login that has ended. */
export async function endSession({ db, actor }: Pick<ActorContext<PersonActor>, 'db' | 'actor'>): Promise<void> {
  const { sessionId, personId } = actor
  await db.prisma.$transaction(async (tx) => {
    const ended = await tx.loginSession.deleteMany({ where: { id: sessionId, personId } })
    if (ended.count === 0) return
    await appendAudit(tx, { chain: PORTAL_CHAIN, actor: actorWord(actor), action: 'session.ended', object: sessionId })
  })
}
