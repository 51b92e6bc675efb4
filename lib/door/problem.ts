// Refusals and bugs as answers (RFC 9457): stable words for programs, a sentence in the reader's language for people.
import { AppError, type RefusalCode } from '#lib/errors.ts'
import type { Locale } from '#lib/text/locale.ts'
import { refusalText } from '#lib/text/refusals.ts'

export const PROBLEM_TYPE = 'application/problem+json; charset=utf-8'
/** How soon it is worth trying again when a part is away. */
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

/** What is no refusal: our fault, with the id under which it stands in the log. */
export function bugProblem(id: string, locale: Locale): Problem {
  const { title, sentence } = refusalText('unavailable', 'fault', locale)
  return { status: 500, headers: {}, body: { type: 'about:blank', title, status: 500, detail: sentence, code: 'bug', id } }
}

/** The refusal that an error is, or undefined for a bug. A database that is away is no bug. */
export function toRefusal(error: unknown): AppError | undefined {
  if (error instanceof AppError) return error
  return isDatabaseAway(error) ? new AppError('unavailable', 'database', { cause: error }) : undefined
}

/**
 * Of the socket, of Postgres (57P.. shutting down, 53.00 too many, 40.. and 55P03 in each other's way) and of Prisma (P1..
 * cannot connect, P2024 no free connection, P2028 no transaction in time, P2034 in each other's way).
 */
const AWAY =
  /^(ECONNREFUSED|ECONNRESET|ENOTFOUND|ETIMEDOUT|EPIPE|57P0[123]|53[34]00|08\d{3}|40001|40P01|55P03|P10(01|02|08|17)|P20(24|28|34))$/

/** What Prisma's driver calls the same in the queries that we write ourselves. */
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

/** Prisma's error for a query of our own (P2010) has the driver's inside. */
function driverCause(error: Error): { kind: string; originalCode: string } {
  const { meta } = error as { meta?: { driverAdapterError?: { cause?: { kind?: string; originalCode?: string } } } }
  const cause = meta?.driverAdapterError?.cause
  return { kind: cause?.kind ?? '', originalCode: cause?.originalCode ?? '' }
}
