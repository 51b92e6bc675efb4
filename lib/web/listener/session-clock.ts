import { peekSession, type Session } from '#lib/access/read-session.ts'
import { sendReply } from '#lib/door/reply.ts'
import type { Call } from '#lib/door/route.ts'
import type { Web } from './web.ts'

type SessionClock = { signedIn: false } | { signedIn: true; secondsLeft: number; secondsToEnd: number }

/** GET /api/session: seconds until the session ends by inactivity, and by its greatest length. Does not count as activity. */
export async function tellSessionClock({ db }: Web, call: Call): Promise<void> {
  const session = await peekSession({ db }, call.request.headers.cookie)
  sendReply(call, { status: 200, json: session ? clockOf(session, call.now) : ({ signedIn: false } satisfies SessionClock) })
}

/** POST /api/session: the same, and counts as activity. */
export async function extendSession(_web: Web, call: Call, session: Session): Promise<void> {
  sendReply(call, { status: 200, json: clockOf(session, call.now) })
}

const clockOf = ({ idleUntil, expiresAt }: Session, now: Date): SessionClock => ({
  signedIn: true,
  secondsLeft: secondsBetween(now, idleUntil),
  secondsToEnd: secondsBetween(now, expiresAt),
})

const secondsBetween = (from: Date, to: Date): number => Math.max(0, Math.floor((to.getTime() - from.getTime()) / 1000))
