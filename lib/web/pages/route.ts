import { LOCALE_COOKIE, readLocale } from '#lib/door/locale.ts'
import { PROBLEM_TYPE, problemOf, toRefusal } from '#lib/door/problem.ts'
import { readCookies } from '#lib/door/read-headers.ts'
import { webEnv } from '#lib/env.ts'
import type { AppError } from '#lib/errors.ts'
import type { RouteContext } from './auth.ts'
import { webDb } from './db.ts'
import { webLog } from './log.ts'
import { seeOther } from './see-other.ts'

/** A Next route out of a function that takes what it uses. Refusals become answers here, once; bugs fly. */
export const route =
  (answer: (request: Request, at: RouteContext) => Promise<Response>) =>
  async (request: Request): Promise<Response> => {
    try {
      return await answer(request, { db: webDb(), env: webEnv(), log: webLog(), now: new Date() })
    } catch (error) {
      const refusal = toRefusal(error)
      if (!refusal) throw error
      return refuse(request, refusal)
    }
  }

function refuse({ headers: asked }: Request, refusal: AppError): Response {
  // A plain form's answer is a page: this one stands without the part that is away.
  if (refusal.code === 'unavailable' && asked.get('accept')?.includes('text/html')) return seeOther('/driftinformation')
  const locale = readLocale(readCookies(asked.get('cookie'))[LOCALE_COOKIE], asked.get('accept-language'))
  const { status, headers, body } = problemOf(refusal, locale)
  return new Response(JSON.stringify(body), {
    status,
    headers: { ...headers, 'content-type': PROBLEM_TYPE, 'cache-control': 'no-store' },
  })
}
