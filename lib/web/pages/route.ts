// The routes of log-in by the broker, which are Next's: context, refusals, redirects.

import type { Db } from '#lib/db.ts'
import { LOCALE_COOKIE, readLocale } from '#lib/door/locale.ts'
import { PROBLEM_TYPE, problemOf, toRefusal } from '#lib/door/problem.ts'
import { readCookies } from '#lib/door/read-headers.ts'
import { type WebEnv, webEnv } from '#lib/env.ts'
import type { AppError } from '#lib/errors.ts'
import type { Keeping } from '#lib/keeping/open-keeping.ts'
import type { Log } from '#lib/log.ts'
import { webDb } from './db.ts'
import { webKeeping } from './keeping.ts'
import { webLog } from './log.ts'

/** The context of a route. */
export type RouteContext = { db: Db; env: WebEnv; keeping: Keeping; log: Log; now: Date }

/** Makes a Next route handler of a function. A refusal becomes a problem document; other errors reach Next. */
export const route =
  (answer: (request: Request, at: RouteContext) => Promise<Response>) =>
  async (request: Request): Promise<Response> => {
    try {
      return await answer(request, { db: webDb(), env: webEnv(), keeping: webKeeping(), log: webLog(), now: new Date() })
    } catch (error) {
      const refusal = toRefusal(error)
      if (!refusal) throw error
      return refuse(request, refusal)
    }
  }

function refuse({ headers: requested }: Request, refusal: AppError): Response {
  // A plain form is answered with a page: this one works without the database.
  if (refusal.code === 'unavailable' && requested.get('accept')?.includes('text/html')) return seeOther('/driftinformation')
  const locale = readLocale(readCookies(requested.get('cookie'))[LOCALE_COOKIE], requested.get('accept-language'))
  const { status, headers, body } = problemOf(refusal, locale)
  return new Response(JSON.stringify(body), {
    status,
    headers: { ...headers, 'content-type': PROBLEM_TYPE, 'cache-control': 'no-store' },
  })
}

/** 303 to a page of the portal or to the login broker, with Set-Cookie lines. Never cached. */
export function seeOther(location: string, cookies: string[] = []): Response {
  const headers = new Headers({ location, 'cache-control': 'no-store' })
  for (const cookie of cookies) headers.append('set-cookie', cookie)
  return new Response(null, { status: 303, headers })
}
