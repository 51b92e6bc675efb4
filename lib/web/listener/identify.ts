import { actorOf, type PersonActor } from '#lib/access/actor.ts'
import { readSession } from '#lib/access/read-session.ts'
import { cookieNameFor, credentialOf } from '#lib/access/session-token.ts'
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
 * Who begins something that needs no account before: the person of the session, or a guest, whom keeper makes a person and logs in.
 * For routes that ask `nobody`. Refuses (`not_signed_in`) who is neither, and (`not_allowed`, `person_removed`).
 */
export async function identify(
  { db, env, keeping }: Pick<Web, 'db' | 'env' | 'keeping'>,
  { request, now }: Pick<Call, 'request' | 'now'>,
): Promise<Identified> {
  const { cookie: cookieHeader, 'user-agent': userAgent } = request.headers
  const session = await readSession({ db }, cookieHeader)
  if (session) return { actor: actorOf(session), cookies: [], personnummer: null }
  const guest = await openGuestCookie({ env, now }, readCookies(cookieHeader))
  if (!guest) throw new AppError('not_signed_in')
  const admitted = await keeping.ask('admitGuest', { sealed: guest.sealed, cookieHeader, userAgent })
  const cookieName = cookieNameFor(env.PUBLIC_URL)
  return {
    actor: actorOf({ ...admitted, credential: credentialOf(cookieName, admitted.token) }),
    cookies: [sessionCookie(cookieName, admitted.token), noGuestCookie(env.PUBLIC_URL)],
    personnummer: admitted.personnummer,
  }
}
