// next-auth as a function from request to answer, so that it needs no catch-all route and knows only our addresses.
import type { NextApiRequest, NextApiResponse } from 'next'
import NextAuth, { type AuthOptions } from 'next-auth'

export type Asked = {
  method: 'GET' | 'POST'
  /** next-auth's own words: which action, for which provider. */
  action: string[]
  query?: Record<string, string>
  body?: Record<string, string>
  cookies: Record<string, string>
}
export type Answered = { location: string | undefined; setCookies: string[]; body: unknown }

/** Lets next-auth answer one question. Its cookies come back as Set-Cookie lines. */
export async function askNextAuth(
  options: AuthOptions,
  { method, action, query = {}, body = {}, cookies }: Asked,
): Promise<Answered> {
  const answered: Answered = { location: undefined, setCookies: [], body: undefined }
  const request = { method, query: { ...query, nextauth: action }, body, cookies, headers: {} }
  await NextAuth(asApiRequest(request), asApiResponse(answered), options)
  return answered
}

/** next-auth reads these five of a NextApiRequest and nothing else. */
const asApiRequest = (
  request: Pick<NextApiRequest, 'method' | 'query' | 'body' | 'headers'> & { cookies: object },
): NextApiRequest => request as NextApiRequest

/** And writes to these of a NextApiResponse. */
function asApiResponse(answered: Answered): NextApiResponse {
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
