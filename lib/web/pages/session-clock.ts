import { peekSession, readSession, type Session } from '#lib/access/read-session.ts'
import { requireSameOrigin } from '#lib/door/same-origin.ts'
import { AppError } from '#lib/errors.ts'
import type { RouteContext } from './route.ts'

export type SessionClock = { signedIn: false } | { signedIn: true; secondsLeft: number; secondsToEnd: number }

/** GET /api/session: seconds until the session ends by inactivity, and by its greatest length. Does not count as activity. */
export async function tellSessionClock(request: Request, { db, now }: RouteContext): Promise<Response> {
  const session = await peekSession({ db, now }, request.headers.get('cookie') ?? undefined)
  return answer(session ? clockOf(session, now) : { signedIn: false })
}

/** POST /api/session: the same, and counts as activity. Refuses (`not_signed_in`) a session that has ended. */
export async function extendSession(request: Request, { db, env, now }: RouteContext): Promise<Response> {
  requireSameOrigin(request.headers, env.PUBLIC_URL)
  const session = await readSession({ db, now }, request.headers.get('cookie') ?? undefined)
  if (!session) throw new AppError('not_signed_in')
  return answer(clockOf(session, now))
}

const clockOf = ({ idleUntil, expiresAt }: Session, now: Date): SessionClock => ({
  signedIn: true,
  secondsLeft: secondsBetween(now, idleUntil),
  secondsToEnd: secondsBetween(now, expiresAt),
})

const secondsBetween = (from: Date, to: Date): number => Math.max(0, Math.floor((to.getTime() - from.getTime()) / 1000))

const answer = (clock: SessionClock): Response => Response.json(clock, { headers: { 'cache-control': 'no-store' } })
