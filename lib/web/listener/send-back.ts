import { localeOf } from '#lib/door/locale.ts'
import { logProblem, type Problem } from '#lib/door/problem.ts'
import type { Call } from '#lib/door/route.ts'
import { againPage } from '#lib/web/forms/after-login.ts'
import type { Web } from './web.ts'

/**
 * The address that a refused plain form is sent back to: its route's page, or what must come before it (log-in, a company).
 * Undefined for other clients, which get the problem; for a form of another site; and where the route is switched off.
 */
export function sendBack(_web: Web, { request, route, params }: Call, problem: Problem): string | undefined {
  const { code, case: reason } = problem.body
  if (!route.page || !isForm(request) || code === 'cross_site' || (code === 'not_found' && !reason)) return undefined
  const page = route.page(params)
  if (code === 'not_found' && reason === 'employer') return `/foretag?${new URLSearchParams({ next: page })}`
  return faultPage(problem, page)
}

/** By what it sends, or, of what may be a browser's form or link, by what it takes: a program that sends a file may take anything. */
function isForm({ headers: { accept = '', 'content-type': type = '' } }: Call['request']): boolean {
  if (/^multipart\/form-data/i.test(type)) return true
  return /^($|application\/x-www-form-urlencoded)/i.test(type) && accept.includes('text/html')
}

/** The problem that an error is, written to the log: refusals as such, what is no refusal as a bug with an id. */
export function problemFrom({ log }: Web, { request, route }: Pick<Call, 'request' | 'route'>, error: unknown): Problem {
  return logProblem(log, { route: route.name, locale: localeOf(request) }, error)
}

/** The page that works without the database. */
const STATUS_PAGE = '/driftinformation'

/**
 * `page` with the refusal's code and case (or the bug's id) as parameters for refusalText; or the login page, from which it is come
 * back to; or without the
 * database, which every form's page needs, the page that works without it.
 */
export function faultPage({ body }: Problem, page: string): string {
  if (body.code === 'not_signed_in') return `/logga-in?${new URLSearchParams({ fel: 'utgangen', next: page })}`
  if (body.code === 'unavailable' && body.case === 'database') return STATUS_PAGE
  if (body.case === 'fresh_login') return `/logga-in?${new URLSearchParams({ next: againPage(page) })}`
  const parameters = { fel: body.code, ...(body.case ? { fall: body.case } : {}), ...(body.id ? { id: body.id } : {}) }
  const place = body.case === 'commit_unknown' ? STATUS_PAGE : page
  return `${place}${place.includes('?') ? '&' : '?'}${new URLSearchParams(parameters)}`
}
