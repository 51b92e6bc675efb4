// Refusals and bugs as problem documents (RFC 9457): stable codes for programs, a sentence in the reader's language.
import { databaseFault } from '#lib/database-fault.ts'
import { AppError, type RefusalCode } from '#lib/errors.ts'
import type { Log } from '#lib/log.ts'
import type { Locale } from '#lib/text/locale.ts'
import { refusalText, replacedByText } from '#lib/text/refusals.ts'

export const PROBLEM_TYPE = 'application/problem+json; charset=utf-8'
/** Retry-After for 503 and 429, in seconds. */
export const RETRY_AFTER_S = 30

export type Problem = {
  status: number
  headers: Record<string, string>
  body: {
    type: string
    title: string
    status: number
    detail: string
    code: RefusalCode | 'bug'
    case?: string
    ersattAv?: string
    id?: string
  }
}

export function problemOf({ code, detail, status, replacedBy }: AppError, locale: Locale): Problem {
  const { title, sentence: plain } = refusalText(code, detail, locale)
  const sentence = replacedBy === undefined ? plain : replacedByText(replacedBy, locale)
  return {
    status,
    headers: status === 503 || status === 429 ? { 'Retry-After': String(RETRY_AFTER_S) } : {},
    body: {
      type: 'about:blank',
      title,
      status,
      detail: sentence,
      code,
      ...(detail && { case: detail }),
      ...(replacedBy && { ersattAv: replacedBy }),
    },
  }
}

/** A bug: 500 with the id under which it is logged. */
export function bugProblem(id: string, locale: Locale): Problem {
  const { title, sentence } = refusalText('unavailable', 'fault', locale)
  return { status: 500, headers: {}, body: { type: 'about:blank', title, status: 500, detail: sentence, code: 'bug', id } }
}

/** The error as a refusal, or undefined for a bug. A database that cannot be reached is a refusal (`unavailable`). */
export function toRefusal(error: unknown): AppError | undefined {
  if (error instanceof AppError) return error
  return databaseFault(error) ? new AppError('unavailable', 'database', { cause: error }) : undefined
}

/** Turns an error into a problem and logs it: a refusal as `refused`, anything else as a bug with an id. */
export function logProblem(log: Log, { route, locale }: { route: string; locale: Locale }, error: unknown): Problem {
  const refusal = toRefusal(error)
  if (!refusal) return bugProblem(log.fault('bug', error, { route }), locale)
  const { code, detail, status } = refusal
  const fields = { route, code, status, ...(detail ? { detail } : {}) }
  // A 503 with a cause needs attention, so it is logged as a fault; other refusals do not.
  if (status !== 503 || !(refusal.cause instanceof Error)) log.info('refused', fields)
  else return withId(problemOf(refusal, locale), log.fault('part-away', refusal.cause, fields))
  return problemOf(refusal, locale)
}

function withId(problem: Problem, id: string): Problem {
  return { ...problem, body: { ...problem.body, id } }
}
