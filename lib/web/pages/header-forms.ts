// The forms of the site header: employer, language, log out.
import { actorOf } from '#lib/access/actor.ts'
import { chooseEmployer } from '#lib/access/choose-employer.ts'
import { peekSession, readSession } from '#lib/access/read-session.ts'
import { endSession } from '#lib/access/start-session.ts'
import { LOCALE_COOKIE } from '#lib/door/locale.ts'
import { requireSameOrigin } from '#lib/door/same-origin.ts'
import { AppError } from '#lib/errors.ts'
import { isLocale } from '#lib/text/locale.ts'
import { localPath } from './local-path.ts'
import { noSessionCookies } from './login-answers.ts'
import { type RouteContext, readFormFields, seeOther } from './route.ts'

/** POST /api/foretag: chooses the employer that the session acts for. */
export async function actFor(request: Request, { db, env, now }: RouteContext): Promise<Response> {
  requireSameOrigin(request.headers, env.PUBLIC_URL)
  const form = await readFormFields(request)
  const next = localPath(form.get('next')) ?? '/hem'
  const session = await readSession({ db, now }, request.headers.get('cookie') ?? undefined)
  if (!session) return seeOther(`/logga-in?${new URLSearchParams({ fel: 'utgangen', next })}`)
  try {
    await chooseEmployer({ db, actor: actorOf(session), now }, form.get('employerId') ?? '')
  } catch (error) {
    if (error instanceof AppError && error.code === 'not_found') return seeOther('/foretag?fel=foretag')
    throw error
  }
  return seeOther(next)
}

const YEAR_SECONDS = 365 * 24 * 60 * 60

/** POST /api/sprak: sets the language cookie and redirects back. An unknown language changes nothing. */
export async function chooseLanguage(request: Request, { env: { PUBLIC_URL } }: Pick<RouteContext, 'env'>): Promise<Response> {
  requireSameOrigin(request.headers, PUBLIC_URL)
  const chosen = (await readFormFields(request)).get('sprak') ?? undefined
  const back = ownPath(request.headers.get('referer'), PUBLIC_URL)
  if (!isLocale(chosen)) return seeOther(back)
  const secure = PUBLIC_URL.startsWith('https:') ? '; Secure' : ''
  return seeOther(back, [`${LOCALE_COOKIE}=${chosen}; Path=/; Max-Age=${YEAR_SECONDS}; SameSite=Lax; HttpOnly${secure}`])
}

/** The path in Referer when it is the portal's own, else `/`. */
function ownPath(referer: string | null, publicUrl: string): string {
  if (!referer || !URL.canParse(referer)) return '/'
  const { origin, pathname, search } = new URL(referer)
  return origin === new URL(publicUrl).origin && !pathname.startsWith('//') ? pathname + search : '/'
}

/** POST /api/logga-ut: ends the session and removes its cookies. */
export async function logOut(request: Request, { db, env, now }: RouteContext): Promise<Response> {
  requireSameOrigin(request.headers, env.PUBLIC_URL)
  const session = await peekSession({ db, now }, request.headers.get('cookie') ?? undefined)
  if (session) await endSession({ db, actor: actorOf(session) })
  const response = seeOther('/logga-in?klart=utloggad', noSessionCookies())
  // Removes what pages stored in the browser too (ASVS 5.0, 14.3.1).
  response.headers.set('clear-site-data', '"storage"')
  return response
}
