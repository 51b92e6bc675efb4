// The forms of the site header: employer, language, log out.
import { actorOf } from '#lib/access/actor.ts'
import { chooseEmployer } from '#lib/access/choose-employer.ts'
import { peekSession, type Session } from '#lib/access/read-session.ts'
import { endSession } from '#lib/access/start-session.ts'
import { LOCALE_COOKIE } from '#lib/door/locale.ts'
import { AppError } from '#lib/errors.ts'
import { isLocale } from '#lib/text/locale.ts'
import { noGuestCookie } from '#lib/web/forms/guest-cookie.ts'
import { localPath } from '#lib/web/forms/local-path.ts'
import { noSessionCookies } from '../forms/session-cookie.ts'
import { plainForm } from './plain-form.ts'

/** POST /api/foretag: chooses the employer that the session acts for. */
export const actFor = plainForm<Session>(async ({ db }, { fields, url, now }, session) => {
  // In the address where one form leads to several places.
  const next = localPath(fields.get('next') ?? url.searchParams.get('next'))
  try {
    await chooseEmployer({ db, actor: actorOf(session), now }, fields.get('employerId') ?? '')
  } catch (error) {
    if (error instanceof AppError && error.code === 'not_found')
      return { to: `/foretag?${new URLSearchParams({ fel: 'foretag', ...(next && { next }) })}` }
    throw error
  }
  return { to: next ?? '/hem' }
})

const YEAR_SECONDS = 365 * 24 * 60 * 60

/** POST /api/sprak: sets the language cookie and redirects back. An unknown language changes nothing. */
export const chooseLanguage = plainForm<undefined>(async ({ env: { PUBLIC_URL } }, { fields, request }) => {
  const chosen = fields.get('sprak') ?? undefined
  const to = ownPath(request.headers.referer, PUBLIC_URL)
  if (!isLocale(chosen)) return { to }
  const secure = PUBLIC_URL.startsWith('https:') ? '; Secure' : ''
  return { to, cookies: [`${LOCALE_COOKIE}=${chosen}; Path=/; Max-Age=${YEAR_SECONDS}; SameSite=Lax; HttpOnly${secure}`] }
})

/** The path in Referer when it is the portal's own, else `/`. */
function ownPath(referer: string | undefined, publicUrl: string): string {
  if (!referer || !URL.canParse(referer)) return '/'
  const { origin, pathname, search } = new URL(referer)
  return origin === new URL(publicUrl).origin && !pathname.startsWith('//') ? pathname + search : '/'
}

/** POST /api/logga-ut: ends the session and removes its cookies; also for somebody who is logged out already. */
export const logOut = plainForm<undefined>(async ({ db, env }, { request, response }) => {
  const session = await peekSession({ db }, request.headers.cookie)
  if (session) await endSession({ db, actor: actorOf(session) })
  // Removes what pages stored in the browser too (ASVS 5.0, 14.3.1).
  response.setHeader('Clear-Site-Data', '"storage"')
  return { to: '/logga-in?klart=utloggad', cookies: [...noSessionCookies(), noGuestCookie(env.PUBLIC_URL)] }
})
