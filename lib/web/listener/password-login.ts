import { deviceCookieFor } from '#lib/access/known-device.ts'
import { cookieNameFor, credentialOf } from '#lib/access/session-token.ts'
import { CLIENT_ADDRESS, headerOf, readCookies } from '#lib/door/read-headers.ts'
import { AppError } from '#lib/errors.ts'
import { afterFailedLogin, afterLogin, type LoginFailure } from '#lib/web/forms/after-login.ts'
import { noGuestCookie } from '#lib/web/forms/guest-cookie.ts'
import { localPath } from '#lib/web/forms/local-path.ts'
import { deviceCookie, sessionCookie } from '../forms/session-cookie.ts'
import { type Landing, plainForm } from './plain-form.ts'

/** POST /api/logga-in/losenord: user name, password and one-time code. `not_found` unless PASSWORD_LOGIN is on. */
export const passwordLogin = plainForm<undefined>(async ({ db, env, keeping, log }, { fields, request }) => {
  if (env.PASSWORD_LOGIN !== 'on') throw new AppError('not_found')
  const [username = '', password = '', totp = ''] = ['username', 'password', 'totp'].map((field) => fields.get(field) ?? '')
  const next = localPath(fields.get('next'))
  const failed = (failure: Pick<LoginFailure, 'fault' | 'seconds'>): Landing => ({
    to: afterFailedLogin(log, { ...failure, way: 'password', next }),
    isRefused: true,
  })
  if (username.trim() === '' || password === '' || totp.trim() === '') return failed({ fault: 'saknas' })
  const deviceName = deviceCookieFor(env.PUBLIC_URL)
  const { cookie: cookieHeader, 'user-agent': userAgent } = request.headers
  const device = readCookies(cookieHeader)[deviceName]
  const browser = { cookieHeader, userAgent, address: headerOf(request, CLIENT_ADDRESS), device }
  const login = await keeping.ask('logInWithPassword', { username, password, totp, ...browser })
  switch (login.kind) {
    case 'fel':
    case 'last':
    case 'avstangd':
      return failed({ fault: login.kind })
    case 'vanta':
      return failed({ fault: 'vanta', seconds: login.seconds })
    case 'in': {
      const { token } = login
      const cookieName = cookieNameFor(env.PUBLIC_URL)
      const known = deviceCookie(deviceName, login.device)
      const cookies = [noGuestCookie(env.PUBLIC_URL), known, sessionCookie(cookieName, token)]
      return { to: await afterLogin({ db }, { credential: credentialOf(cookieName, token), next }), cookies }
    }
  }
})
