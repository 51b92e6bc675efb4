// next-auth as a function from request to answer, so that it needs no catch-all route and knows only our addresses.
import { AsyncLocalStorage } from 'node:async_hooks'
import type { NextApiRequest, NextApiResponse } from 'next'
import NextAuth, { type AuthOptions } from 'next-auth'

export type NextAuthRequest = {
  method: 'GET' | 'POST'
  /** next-auth's own words: which action, for which provider. */
  action: string[]
  query?: Record<string, string>
  body?: Record<string, string>
  cookies: Record<string, string>
}
export type NextAuthAnswer = {
  location: string | undefined
  setCookies: string[]
  body: unknown
  /** What next-auth says it stumbled over. */
  cause: Error | undefined
}

/** next-auth has one logger for all; two logins at once must not tell each other's story. */
const underWay = new AsyncLocalStorage<NextAuthAnswer>()
const logger: NonNullable<AuthOptions['logger']> = {
  // Only the error: what next-auth would log beside it can hold claims.
  error(_code, metadata) {
    const answered = underWay.getStore()
    const cause = metadata instanceof Error ? metadata : metadata.error
    if (answered && cause) answered.cause ??= cause
  },
  warn: () => {},
  debug: () => {},
}

/** Lets next-auth answer one question. Its cookies come back as Set-Cookie lines. */
export async function askNextAuth(
  options: AuthOptions,
  { method, action, query = {}, body = {}, cookies }: NextAuthRequest,
): Promise<NextAuthAnswer> {
  const answered: NextAuthAnswer = { location: undefined, setCookies: [], body: undefined, cause: undefined }
  const request = { method, query: { ...query, nextauth: action }, body, cookies, headers: {} }
  await underWay.run(answered, () => NextAuth(asApiRequest(request), asApiResponse(answered), { ...options, logger }))
  return answered
}

/** next-auth reads these five of a NextApiRequest and nothing else. */
const asApiRequest = (
  request: Pick<NextApiRequest, 'method' | 'query' | 'body' | 'headers'> & { cookies: object },
): NextApiRequest => request as NextApiRequest

/** And writes to these of a NextApiResponse. */
function asApiResponse(answered: NextAuthAnswer): NextApiResponse {
  const response = {
    status: () => response,
    getHeader: (name: string) => (name === 'Set-Cookie' ? answered.setCookies : undefined),
    setHeader(name: string, value: string | string[]) {
      if (name === 'Set-Cookie') answered.setCookies = [value].flat()
      if (name === 'Location') answered.location = String(value)
      return response
    },
    json: (body: unknown) => {
      answered.body = body
    },
    send: (body: unknown) => {
      answered.body = body
    },
    end: () => {},
  }
  return response as unknown as NextApiResponse
}
