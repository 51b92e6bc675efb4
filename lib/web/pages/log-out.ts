import { actorOf } from '#lib/access/actor.ts'
import { peekSession } from '#lib/access/read-session.ts'
import { endSession } from '#lib/access/start-session.ts'
import { requireSameOrigin } from '#lib/door/same-origin.ts'
import type { RouteContext } from './auth.ts'
import { seeOther } from './see-other.ts'
import { noSessionCookies } from './session-cookie.ts'

/** Ends the login at the server and in the browser. */
export async function logOut(request: Request, { db, env, now }: RouteContext): Promise<Response> {
  requireSameOrigin(request.headers, env.PUBLIC_URL)
  const session = await peekSession({ db, now }, request.headers.get('cookie') ?? undefined)
  if (session) await endSession({ db, actor: actorOf(session) })
  const response = seeOther('/logga-in?klart=utloggad', noSessionCookies())
  // What the pages kept in the browser goes too (ASVS 5.0, 14.3.1).
  response.headers.set('clear-site-data', '"storage"')
  return response
}
