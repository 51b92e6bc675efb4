import { logInWithPassword } from '#lib/access/log-in-with-password.ts'
import { cookieNameFor, newToken } from '#lib/access/session-token.ts'
import { startSession } from '#lib/access/start-session.ts'
import { CLIENT_ADDRESS, headerOf } from '#lib/door/read-headers.ts'
import { AppError } from '#lib/errors.ts'
import { afterFailedLogin, afterLogin, type LoginFailure } from '#lib/web/forms/after-login.ts'
import { noGuestCookie } from '#lib/web/forms/guest-cookie.ts'
import { localPath } from '#lib/web/forms/local-path.ts'
import { sessionCookie } from '../forms/session-cookie.ts'
import { type Landing, plainForm } from './plain-form.ts'

/** POST /api/logga-in/losenord: user name and password. `not_found` unless PASSWORD_LOGIN is on. */
export const passwordLogin = plainForm<undefined>(async ({ db, env, log }, { fields, request, now }) => {
  if (env.PASSWORD_LOGIN !== 'on') throw new AppError('not_found')
  const [username = '', password = '', totp = ''] = ['username', 'password', 'totp'].map((field) => fields.get(field) ?? '')
  const next = localPath(fields.get('next'))
  const failed = (failure: Pick<LoginFailure, 'fault' | 'seconds'>): Landing => ({
    to: afterFailedLogin(log, { ...failure, way: 'password', next }),
    isRefused: true,
  })
  if (username.trim() === '' || password === '') return failed({ fault: 'saknas' })
  const tried = { username, password, totp, address: headerOf(request, CLIENT_ADDRESS), pepper: env.PERSON_KEY }
  const login = await logInWithPassword({ db, now }, tried)
  switch (login.kind) {
    case 'fel':
    case 'last':
      return failed({ fault: login.kind })
    case 'vanta':
      return failed({ fault: 'vanta', seconds: login.seconds })
    case 'in': {
      const { personId } = login
      const [cookieName, token] = [cookieNameFor(env.PUBLIC_URL), newToken()]
      const cookieHeader = request.headers.cookie
      await startSession({ db, now }, { personId, way: 'password', provedAt: now, cookieName, token, cookieHeader })
      return {
        to: await afterLogin({ db }, { personId, next }),
        cookies: [noGuestCookie(env.PUBLIC_URL), sessionCookie(cookieName, token)],
      }
    }
  }
})
