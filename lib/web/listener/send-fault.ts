// One place turns what was thrown into an answer.
import { endEarly } from '#lib/door/end-early.ts'
import { LOCALE_COOKIE, readLocale } from '#lib/door/locale.ts'
import { logProblem } from '#lib/door/log-problem.ts'
import { PROBLEM_TYPE, type Problem } from '#lib/door/problem.ts'
import { readCookies } from '#lib/door/read-headers.ts'
import { UploadAborted } from '#lib/intake/read-body.ts'
import type { Locale } from '#lib/text/locale.ts'
import { sendJson } from './reply.ts'
import type { Web, WebCall } from './web.ts'

type Answered = Pick<WebCall, 'request' | 'response'>

/** Answers with the refusal's sentence, or with an id under which the bug is logged. */
export function sendFault(web: Web, { request, response }: Answered, route: string, error: unknown): void {
  if (error instanceof UploadAborted) {
    web.log.info('upload.aborted', { route })
    response.destroy()
    return
  }
  // Logged even when nobody is left to be told.
  const problem = problemFrom(web, { request, route }, error)
  if (response.destroyed) return
  if (response.headersSent) {
    response.destroy() // half an answer is out: better none than two
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
