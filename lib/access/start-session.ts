import { appendAudit, type Context, PORTAL_CHAIN } from '#lib/db.ts'
import { actorOf } from './actor.ts'
import { chooseEmployer } from './choose-employer.ts'
import { employersOf } from './employers-of.ts'
import { type CookieName, hashToken, IDLE_MS, LONGEST_MS, tokenHashesIn } from './session-token.ts'

/** How the person showed who they are. */
export type Way = 'eleg' | 'password'
export type Login = {
  personId: string
  way: Way
  cookieName: CookieName
  token: string
  /** The browser's cookies: an earlier login in the same browser ends here. */
  cookieHeader: string | undefined
}

/** Writes down a login. Who may act for one employer only acts for it at once. */
export async function startSession({ db, now }: Context, login: Login): Promise<{ sessionId: string; expiresAt: Date }> {
  const expiresAt = new Date(now.getTime() + LONGEST_MS)
  const sessionId = await db.prisma.$transaction(async (tx) => {
    await tx.loginSession.deleteMany({
      where: {
        OR: [
          { tokenHash: { in: tokenHashesIn(login.cookieHeader) } },
          { expiresAt: { lte: now } },
          { seenAt: { lte: new Date(now.getTime() - IDLE_MS) } },
        ],
      },
    })
    const { id } = await tx.loginSession.create({
      data: {
        tokenHash: hashToken(login.cookieName, login.token),
        personId: login.personId,
        way: login.way,
        createdAt: now,
        seenAt: now,
        expiresAt,
      },
    })
    await appendAudit(tx, {
      chain: PORTAL_CHAIN,
      actor: `person:${login.personId}`,
      action: 'session.started',
      object: id,
      detail: { way: login.way },
    })
    return id
  })
  const [only, ...others] = await employersOf({ db }, login.personId)
  if (only && others.length === 0)
    await chooseEmployer({ db, actor: actorOf({ personId: login.personId, sessionId }), now }, only.employerId)
  return { sessionId, expiresAt }
}
