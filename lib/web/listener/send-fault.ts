// Errors as answers: problem documents, and for plain forms a redirect.
import { endEarly } from '#lib/door/end-connection.ts'
import { LOCALE_COOKIE, readLocale } from '#lib/door/locale.ts'
import { logProblem, PROBLEM_TYPE, type Problem } from '#lib/door/problem.ts'
import { readCookies } from '#lib/door/read-headers.ts'
import { UploadAborted } from '#lib/intake/read-body.ts'
import type { Locale } from '#lib/text/locale.ts'
import { sendJson } from './reply.ts'
import type { Web, WebCall } from './web.ts'

type FailedCall = Pick<WebCall, 'request' | 'response'> & { route: string }

/** Answers with the refusal's sentence, or with an id under which the bug is logged. */
export function sendFault(web: Web, { request, response, route }: FailedCall, error: unknown): void {
  if (error instanceof UploadAborted) {
    web.log.info('upload.aborted', { route })
    response.destroy()
    return
  }
  // Logged also when the connection has gone.
  const problem = problemFrom(web, { request, route }, error)
  if (response.destroyed) return
  if (response.headersSent) {
    response.destroy() // part of an answer has been sent already
    return
  }
  endEarly(request, response)
  sendJson(response, problem.status, problem.body, { ...problem.headers, 'Content-Type': PROBLEM_TYPE })
}

/** The problem that an error is, written to the log: refusals as such, what is no refusal as a bug with an id. */
export function problemFrom(
  web: Web,
  { request, route }: { request: WebCall['request']; route: string },
  error: unknown,
): Problem {
  return logProblem(web.log, { route, locale: localeOf(request) }, error)
}

export function localeOf({ headers }: WebCall['request']): Locale {
  return readLocale(readCookies(headers.cookie)[LOCALE_COOKIE], headers['accept-language'])
}

/**
 * The address that a failed plain form is redirected to: its page, with the refusal's code and case (or the bug's id) as
 * parameters for refusalText, or the login page.
 */
export function faultPage({ body }: Problem, page: string): string {
  if (body.code === 'not_signed_in') return `/logga-in?${new URLSearchParams({ fel: 'utgangen', next: page })}`
  const parameters = { fel: body.code, ...(body.case ? { fall: body.case } : {}), ...(body.id ? { id: body.id } : {}) }
  return `${page}?${new URLSearchParams(parameters)}`
}
