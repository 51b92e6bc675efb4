import { actorOf, type PersonActor } from '#lib/access/actor.ts'
import { makePerson } from '#lib/access/make-person.ts'
import { readSession } from '#lib/access/read-session.ts'
import { cookieNameFor, newToken } from '#lib/access/session-token.ts'
import { startSession } from '#lib/access/start-session.ts'
import { readCookies } from '#lib/door/read-headers.ts'
import type { Call } from '#lib/door/route.ts'
import { AppError } from '#lib/errors.ts'
import { noGuestCookie, openGuestCookie } from '../forms/guest-cookie.ts'
import { sessionCookie } from '../forms/session-cookie.ts'
import type { Web } from './web.ts'

export type Identified = {
  actor: PersonActor
  /** Set-Cookie lines that go with the answer (Landing.cookies). */
  cookies: readonly string[]
  /** Twelve digits, of a guest who has just become a person; null for who had a login: nothing here knows theirs. */
  personnummer: string | null
}

/**
 * Who begins something that needs no account before: the person of the session, or a guest, who becomes a person and is logged in.
 * For routes that ask `nobody`. Refuses (`not_signed_in`) who is neither, and (`not_allowed`, `person_removed`).
 */
export async function identify(
  { db, env }: Pick<Web, 'db' | 'env'>,
  { request, now }: Pick<Call, 'request' | 'now'>,
): Promise<Identified> {
  const { cookie: cookieHeader, 'user-agent': userAgent } = request.headers
  const session = await readSession({ db, now }, cookieHeader)
  if (session) return { actor: actorOf(session), cookies: [], personnummer: null }
  const guest = await openGuestCookie({ env, now }, readCookies(cookieHeader))
  if (!guest) throw new AppError('not_signed_in')
  const { personId } = await makePerson({ db }, guest)
  const [cookieName, token] = [cookieNameFor(env.PUBLIC_URL), newToken()]
  const login = { personId, way: 'eleg', provedAt: guest.provedAt, cookieName, token, cookieHeader, userAgent } as const
  const { sessionId } = await startSession({ db, now }, login)
  return {
    actor: actorOf({ personId, sessionId }),
    cookies: [sessionCookie(cookieName, token), noGuestCookie(env.PUBLIC_URL)],
    personnummer: guest.personnummer,
  }
}
