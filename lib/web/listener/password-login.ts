import { deviceCookieFor, rememberDevice } from '#lib/access/known-device.ts'
import { logInWithPassword } from '#lib/access/log-in-with-password.ts'
import { canonicalUsername } from '#lib/access/person.ts'
import { cookieNameFor, newToken } from '#lib/access/session-token.ts'
import { startSession } from '#lib/access/start-session.ts'
import { tellOwner } from '#lib/access/tell-owner.ts'
import { CLIENT_ADDRESS, headerOf, readCookies } from '#lib/door/read-headers.ts'
import { AppError } from '#lib/errors.ts'
import { afterFailedLogin, afterLogin, type LoginFailure } from '#lib/web/forms/after-login.ts'
import { noGuestCookie } from '#lib/web/forms/guest-cookie.ts'
import { localPath } from '#lib/web/forms/local-path.ts'
import { deviceCookie, sessionCookie } from '../forms/session-cookie.ts'
import { type Landing, plainForm } from './plain-form.ts'

/** POST /api/logga-in/losenord: user name, password and one-time code. `not_found` unless PASSWORD_LOGIN is on. */
export const passwordLogin = plainForm<undefined>(async ({ db, env, log }, { fields, request, now }) => {
  if (env.PASSWORD_LOGIN !== 'on') throw new AppError('not_found')
  const [username = '', password = '', totp = ''] = ['username', 'password', 'totp'].map((field) => fields.get(field) ?? '')
  const next = localPath(fields.get('next'))
  const failed = (failure: Pick<LoginFailure, 'fault' | 'seconds'>): Landing => ({
    to: afterFailedLogin(log, { ...failure, way: 'password', next }),
    isRefused: true,
  })
  if (username.trim() === '' || password === '' || totp.trim() === '') return failed({ fault: 'saknas' })
  const pepper = env.PERSON_KEY
  const deviceName = deviceCookieFor(env.PUBLIC_URL)
  const device = readCookies(request.headers.cookie)[deviceName]
  const tried = { username, password, totp, address: headerOf(request, CLIENT_ADDRESS), device, pepper }
  const login = await logInWithPassword({ db, now }, tried)
  switch (login.kind) {
    case 'fel':
    case 'last':
    case 'avstangd':
      return failed({ fault: login.kind })
    case 'vanta':
      return failed({ fault: 'vanta', seconds: login.seconds })
    case 'in': {
      const { personId, isNewDevice } = login
      const [cookieName, token] = [cookieNameFor(env.PUBLIC_URL), newToken()]
      const { cookie: cookieHeader, 'user-agent': userAgent } = request.headers
      const proved = { personId, way: 'password', provedAt: now } as const
      const { sessionId } = await startSession({ db, now }, { ...proved, cookieName, token, cookieHeader, userAgent })
      const news = { personId, kind: 'login-new-device', about: sessionId, params: {} } as const
      if (isNewDevice) await tellOwner(db.prisma, news, now)
      const known = rememberDevice({ username: canonicalUsername(username), cookie: device, pepper, now })
      const cookies = [noGuestCookie(env.PUBLIC_URL), deviceCookie(deviceName, known), sessionCookie(cookieName, token)]
      return { to: await afterLogin({ db }, { personId, next }), cookies }
    }
  }
})
