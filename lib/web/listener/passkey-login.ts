import type { Session } from '#lib/access/read-session.ts'
import { cookieNameFor, credentialOf } from '#lib/access/session-token.ts'
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

/** POST /api/logga-in/passkey/utmaning: what the browser is asked to log in with, the same for everybody. */
export async function offerLogin({ env, keeping }: Web, call: Call): Promise<void> {
  requireOn(env)
  sendReply(call, { status: 200, json: await keeping.ask('offerPasskeyLogin', {}) })
}

/** POST /api/konto/passkey/utmaning: what the browser is asked to make. */
export async function offerNew({ env, keeping }: Web, call: Call, { credential }: Session): Promise<void> {
  requireOn(env)
  sendReply(call, { status: 200, json: await keeping.ask('offerPasskey', { credential }) })
}

/** POST /api/logga-in/passkey: field `svar`, as the browser's passkey answered. */
export const passkeyLogin = plainForm<undefined>(async ({ db, env, keeping, log }, { fields, request }) => {
  requireOn(env)
  const next = localPath(fields.get('next'))
  const { cookie: cookieHeader, 'user-agent': userAgent } = request.headers
  const browser = { cookieHeader, userAgent, address: headerOf(request, CLIENT_ADDRESS) }
  const login = await keeping.ask('logInWithPasskey', { answer: fields.get('svar') ?? '', ...browser })
  if (login.kind !== 'in') {
    const seconds = login.kind === 'vanta' ? { seconds: login.seconds } : {}
    return { to: afterFailedLogin(log, { fault: login.kind, ...seconds, way: 'passkey', next }), isRefused: true }
  }
  const cookieName = cookieNameFor(env.PUBLIC_URL)
  return {
    to: await afterLogin({ db }, { credential: credentialOf(cookieName, login.token), next }),
    cookies: [noGuestCookie(env.PUBLIC_URL), sessionCookie(cookieName, login.token)],
  }
})
