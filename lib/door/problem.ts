// Refusals and bugs as problem documents (RFC 9457): stable codes for programs, a sentence in the reader's language.
import { AppError, type RefusalCode } from '#lib/errors.ts'
import type { Log } from '#lib/log.ts'
import type { Locale } from '#lib/text/locale.ts'
import { refusalText } from '#lib/text/refusals.ts'

export const PROBLEM_TYPE = 'application/problem+json; charset=utf-8'
/** Retry-After for 503 and 429, in seconds. */
const RETRY_AFTER_S = 30

export type Problem = {
  status: number
  headers: Record<string, string>
  body: { type: string; title: string; status: number; detail: string; code: RefusalCode | 'bug'; case?: string; id?: string }
}

export function problemOf({ code, detail, status }: AppError, locale: Locale): Problem {
  const { title, sentence } = refusalText(code, detail, locale)
  return {
    status,
    headers: status === 503 || status === 429 ? { 'Retry-After': String(RETRY_AFTER_S) } : {},
    body: { type: 'about:blank', title, status, detail: sentence, code, ...(detail && { case: detail }) },
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
  return isDatabaseAway(error) ? new AppError('unavailable', 'database', { cause: error }) : undefined
}

/**
 * Codes of the socket, of Postgres (57P.. shutting down, 53.00 too many connections, 25P0. a transaction that stood still or lasted too
 * long, 40.. and 55P03 conflicts) and of Prisma
 * (P1.. cannot connect, P2024 no free connection, P2028 no transaction in time, P2034 conflict).
 */
const AWAY =
  /^(ECONNREFUSED|ECONNRESET|ENOTFOUND|ETIMEDOUT|EPIPE|57P0[123]|53[34]00|25P0[34]|08\d{3}|40001|40P01|55P03|P10(01|02|08|17)|P20(24|28|34))$/

/** The same as kinds of Prisma's driver adapter, for raw queries. */
const AWAY_KINDS = new Set([
  'DatabaseNotReachable',
  'ConnectionClosed',
  'SocketTimeout',
  'TooManyConnections',
  'TransactionWriteConflict',
])

function isDatabaseAway(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  if ('code' in error && typeof error.code === 'string' && AWAY.test(error.code)) return true
  if (/^(timeout exceeded when trying to connect|Connection terminated)/.test(error.message)) return true
  const { kind, originalCode } = driverCause(error)
  return AWAY_KINDS.has(kind) || AWAY.test(originalCode) || isDatabaseAway(error.cause)
}

/** Prisma's error for a raw query (P2010) has the driver's error inside. */
function driverCause(error: Error): { kind: string; originalCode: string } {
  const { meta } = error as { meta?: { driverAdapterError?: { cause?: { kind?: string; originalCode?: string } } } }
  const cause = meta?.driverAdapterError?.cause
  return { kind: cause?.kind ?? '', originalCode: cause?.originalCode ?? '' }
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
