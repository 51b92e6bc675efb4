import { logInWithPassword } from '#lib/access/log-in-with-password.ts'
import { cookieNameFor, newToken } from '#lib/access/session-token.ts'
import { startSession } from '#lib/access/start-session.ts'
import { clientAddress } from '#lib/door/read-headers.ts'
import { requireSameOrigin } from '#lib/door/same-origin.ts'
import { AppError } from '#lib/errors.ts'
import { localPath } from './local-path.ts'
import { afterLogin, loginFailed, sessionCookie } from './login-answers.ts'
import { type RouteContext, readFormFields, seeOther } from './route.ts'

/** POST /api/logga-in/losenord: user name and password. `not_found` unless PASSWORD_LOGIN is on. */
export async function passwordLogin(request: Request, { db, env, log, now }: RouteContext): Promise<Response> {
  if (env.PASSWORD_LOGIN === 'off') throw new AppError('not_found')
  requireSameOrigin(request.headers, env.PUBLIC_URL)
  const form = await readFormFields(request)
  const [username = '', password = '', totp = ''] = ['username', 'password', 'totp'].map((field) => form.get(field) ?? '')
  const next = localPath(form.get('next'))
  if (username.trim() === '' || password === '') return loginFailed(log, { fault: 'saknas', way: 'password', next })
  const tried = { username, password, totp, address: clientAddress(request.headers), pepper: env.PERSON_KEY }
  const login = await logInWithPassword({ db, now }, tried)
  switch (login.kind) {
    case 'fel':
    case 'last':
      return loginFailed(log, { fault: login.kind, way: 'password', next })
    case 'vanta':
      return loginFailed(log, { fault: 'vanta', way: 'password', next, seconds: login.seconds })
    case 'in': {
      const { personId } = login
      const [cookieName, token] = [cookieNameFor(env.PUBLIC_URL), newToken()]
      const cookieHeader = request.headers.get('cookie') ?? undefined
      await startSession({ db, now }, { personId, way: 'password', cookieName, token, cookieHeader })
      return seeOther(await afterLogin({ db }, { personId, next }), [sessionCookie(cookieName, token)])
    }
  }
}
