import type { Log } from '#lib/log.ts'
import type { Locale } from '#lib/text/locale.ts'
import { bugProblem, type Problem, problemOf, toRefusal } from './problem.ts'

/** The problem that an error is, written to the log: refusals as such, what is no refusal as a bug with an id. */
export function logProblem(log: Log, { route, locale }: { route: string; locale: Locale }, error: unknown): Problem {
  const refusal = toRefusal(error)
  if (!refusal) return bugProblem(log.fault('bug', error, { route }), locale)
  const { code, detail, status } = refusal
  const fields = { route, code, status, ...(detail ? { detail } : {}) }
  // A part that is away is somebody's to look at; a refusal is not.
  if (status !== 503 || !(refusal.cause instanceof Error)) log.info('refused', fields)
  else return withId(problemOf(refusal, locale), log.fault('part-away', refusal.cause, fields))
  return problemOf(refusal, locale)
}

function withId(problem: Problem, id: string): Problem {
  return { ...problem, body: { ...problem.body, id } }
}
