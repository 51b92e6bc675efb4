import { actorOf } from '#lib/access/actor.ts'
import { logInWithPasskey, offerPasskey, offerPasskeyLogin } from '#lib/access/factors/passkeys.ts'
import type { Session } from '#lib/access/read-session.ts'
import { cookieNameFor, newToken } from '#lib/access/session-token.ts'
import { startSession } from '#lib/access/start-session.ts'
import { CLIENT_ADDRESS, headerOf } from '#lib/door/read-headers.ts'
import { sendReply } from '#lib/door/reply.ts'
import type { Call } from '#lib/door/route.ts'
import { afterFailedLogin, afterLogin } from '#lib/web/forms/after-login.ts'
import { noGuestCookie } from '#lib/web/forms/guest-cookie.ts'
import { localPath } from '#lib/web/forms/local-path.ts'
import { sessionCookie } from '../forms/session-cookie.ts'
import { requireOn } from './own-login-forms.ts'
import { plainForm } from './plain-form.ts'
import type { Web } from './web.ts'

const placeOf = ({ PUBLIC_URL: publicUrl, PERSON_KEY: pepper }: Web['env']) => ({ publicUrl, pepper })

/** POST /api/logga-in/passkey/utmaning: what the browser is asked to log in with, the same for everybody. */
export async function offerLogin({ env }: Web, call: Call): Promise<void> {
  requireOn(env)
  sendReply(call, { status: 200, json: await offerPasskeyLogin(placeOf(env), call.now) })
}

/** POST /api/konto/passkey/utmaning: what the browser is asked to make. */
export async function offerNew({ db, env }: Web, call: Call, session: Session): Promise<void> {
  requireOn(env)
  const json = await offerPasskey({ db, actor: actorOf(session), now: call.now }, placeOf(env))
  sendReply(call, { status: 200, json })
}

/** POST /api/logga-in/passkey: field `svar`, as the browser's passkey answered. */
export const passkeyLogin = plainForm<undefined>(async ({ db, env, log }, { fields, request, now }) => {
  requireOn(env)
  const next = localPath(fields.get('next'))
  const tried = { answer: fields.get('svar') ?? '', place: placeOf(env), address: headerOf(request, CLIENT_ADDRESS) }
  const login = await logInWithPasskey({ db, now }, tried)
  if (login.kind !== 'in') {
    const seconds = login.kind === 'vanta' ? { seconds: login.seconds } : {}
    return { to: afterFailedLogin(log, { fault: login.kind, ...seconds, way: 'passkey', next }), isRefused: true }
  }
  const { personId } = login
  const [cookieName, token] = [cookieNameFor(env.PUBLIC_URL), newToken()]
  const proved = { personId, way: 'passkey', provedAt: now } as const
  const { cookie: cookieHeader, 'user-agent': userAgent } = request.headers
  await startSession({ db, now }, { ...proved, cookieName, token, cookieHeader, userAgent })
  return {
    to: await afterLogin({ db }, { personId, next }),
    cookies: [noGuestCookie(env.PUBLIC_URL), sessionCookie(cookieName, token)],
  }
})
