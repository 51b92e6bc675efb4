// next-auth as a function from request to answer, so that it needs no catch-all route.
import { AsyncLocalStorage } from 'node:async_hooks'
import type { NextApiRequest, NextApiResponse } from 'next'
import NextAuth, { type AuthOptions } from 'next-auth'

export type NextAuthRequest = {
  method: 'GET' | 'POST'
  /** next-auth's path: action and provider. */
  action: string[]
  query?: Record<string, string>
  body?: Record<string, string>
  cookies: Record<string, string>
}
export type NextAuthAnswer = {
  location: string | undefined
  setCookies: string[]
  body: unknown
  /** The first error that next-auth logged. */
  cause: Error | undefined
}

/** next-auth has one global logger; this ties an error to its own log-in when several run at once. */
const current = new AsyncLocalStorage<NextAuthAnswer>()
const logger: NonNullable<AuthOptions['logger']> = {
  // Only the error: the other metadata can contain claims.
  error(_code, metadata) {
    const answer = current.getStore()
    const cause = metadata instanceof Error ? metadata : metadata.error
    if (answer && cause) answer.cause ??= cause
  },
  warn: () => {},
  debug: () => {},
}

/** Calls next-auth once. Its cookies are returned as Set-Cookie lines. */
export async function callNextAuth(
  options: AuthOptions,
  { method, action, query = {}, body = {}, cookies }: NextAuthRequest,
): Promise<NextAuthAnswer> {
  const answer: NextAuthAnswer = { location: undefined, setCookies: [], body: undefined, cause: undefined }
  const request = { method, query: { ...query, nextauth: action }, body, cookies, headers: {} }
  await current.run(answer, () => NextAuth(asApiRequest(request), asApiResponse(answer), { ...options, logger }))
  return answer
}

/** next-auth reads these five members of a NextApiRequest and no others. */
const asApiRequest = (
  request: Pick<NextApiRequest, 'method' | 'query' | 'body' | 'headers'> & { cookies: object },
): NextApiRequest => request as NextApiRequest

/** The members of a NextApiResponse that next-auth uses. */
function asApiResponse(answer: NextAuthAnswer): NextApiResponse {
  const response = {
    status: () => response,
    getHeader: (name: string) => (name === 'Set-Cookie' ? answer.setCookies : undefined),
    setHeader(name: string, value: string | string[]) {
      if (name === 'Set-Cookie') answer.setCookies = [value].flat()
      if (name === 'Location') answer.location = String(value)
      return response
    },
    json: (body: unknown) => {
      answer.body = body
    },
    send: (body: unknown) => {
      answer.body = body
    },
    end: () => {},
  }
  return response as unknown as NextApiResponse
}
