// A person's own logins: which there are, and how one ends the others. What ends here ends at once: a trigger tells web.
import { appendAudit, forPerson, PORTAL_CHAIN } from '#lib/db.ts'
import { AppError } from '#lib/errors.ts'
import { type ActorContext, actorWord, type PersonActor } from './actor.ts'
import { type DeviceLabel, parseDevice } from './device-label.ts'
import { IDLE_MS } from './session-token.ts'
import type { LoginWay } from './start-session.ts'
import { tellOwner } from './tell-owner.ts'

export type OwnSession = {
  sessionId: string
  way: LoginWay
  device: DeviceLabel | null
  startedAt: Date
  /** To the minute. */
  seenAt: Date
  isThis: boolean
}

/** The logins of the person that have not ended: this one first, then the one seen last. */
export async function listOwnSessions({ db, actor, now }: ActorContext<PersonActor>): Promise<OwnSession[]> {
  const alive = { expiresAt: { gt: now }, seenAt: { gt: new Date(now.getTime() - IDLE_MS) } }
  const query = {
    where: { personId: actor.personId, ...alive },
    orderBy: { seenAt: 'desc' },
    select: { id: true, way: true, device: true, createdAt: true, seenAt: true },
  } as const
  const rows = await forPerson({ db, actor }, (tx) => tx.loginSession.findMany(query))
  const listed = rows.map(
    ({ id, way, device, createdAt, seenAt }): OwnSession => ({
      sessionId: id,
      // The cast: a CHECK of the database holds the words.
      way: way as LoginWay,
      device: parseDevice(device),
      startedAt: createdAt,
      seenAt,
      isThis: id === actor.sessionId,
    }),
  )
  return [...listed.filter(({ isThis }) => isThis), ...listed.filter(({ isThis }) => !isThis)]
}

/** Ends one of the person's logins, and tells them when it is another than this one. Refuses (`not_found`, `session`) what is no login of theirs. */
export async function endOwnSession({ db, actor, now }: ActorContext<PersonActor>, sessionId: string): Promise<void> {
  const { personId } = actor
  await forPerson({ db, actor }, async (tx) => {
    const ended = await tx.loginSession.deleteMany({ where: { id: sessionId, personId } })
    if (ended.count === 0) throw new AppError('not_found', 'session')
    await appendAudit(tx, { chain: PORTAL_CHAIN, actor: actorWord(actor), action: 'session.ended', object: sessionId })
    const news = { personId, kind: 'login-ended', about: `ended:${sessionId}`, params: { count: 1 }, path: '/konto' } as const
    if (sessionId !== actor.sessionId) await tellOwner(tx, news, now)
  })
}

/** Ends all of the person's logins but this one, and tells them. Returns how many. */
export function endOtherSessions({ db, actor, now }: ActorContext<PersonActor>): Promise<number> {
  const { personId, sessionId } = actor
  return forPerson({ db, actor }, async (tx) => {
    const { count } = await tx.loginSession.deleteMany({ where: { personId, NOT: { id: sessionId } } })
    if (count === 0) return 0
    await appendAudit(tx, {
      chain: PORTAL_CHAIN,
      actor: actorWord(actor),
      action: 'session.others-ended',
      object: sessionId,
      detail: { count },
    })
    const news = {
      kind: 'login-ended',
      about: `ended:${sessionId}:${now.toISOString()}`,
      params: { count },
      path: '/konto',
    } as const
    await tellOwner(tx, { personId, ...news }, now)
    return count
  })
}
