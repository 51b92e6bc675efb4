// A route as data. Both processes hand listen.ts a table of these; openapi.json describes the gateway's.
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Form } from './reply.ts'

/**
 * Who may use a route. `person`: somebody logged in, with or without a company; `caller`: a client certificate of an employer;
 * `member`: a person who acts for a company, in any role; `handler`: in one that may send and open files; `administrator`: with that
 * role; `support`, `operator`: persons who are that.
 */
export type Asks = 'nobody' | 'person' | 'caller' | 'member' | 'handler' | 'administrator' | 'support' | 'operator'

export type Method = 'GET' | 'HEAD' | 'PUT' | 'POST' | 'DELETE' | 'PATCH' | 'OPTIONS'

export type RouteHead = {
  name: string
  /** GET takes HEAD too, unless HEAD has a route of its own. */
  method: Method
  /** `/filoverforing/{tjanst}`; a placeholder matches one segment. */
  path: string
  asks: Asks
  /** A page asks it by itself: it does not count as the person's activity. */
  poll?: true
  /** The person must have logged in within LIMITS.freshLoginMinutes. */
  fresh?: true
  /** May be asked under any host name: load balancers use the machine's own address. */
  anyHost?: true
  /** The page whose plain form leads here: a browser that is refused is sent back to it. */
  page?: (params: Call['params']) => string
  /** That form's fields which are filled in again. Never a password, a one-time code or a private key. */
  keeps?: readonly string[]
}

/** One request. */
export type Call = {
  request: IncomingMessage
  response: ServerResponse
  /** The parsed address (read-target.ts). */
  url: URL
  /** Values of the path's placeholders, still percent-encoded. */
  params: Readonly<Record<string, string>>
  route: RouteHead
  /** The forms in which this process answers, the first by default. */
  forms: readonly [Form, ...Form[]]
  now: Date
}

/** `Parts`: the process's context. `Who`: for each word of `asks` that it knows, what its handler gets. */
export type Route<Parts, Who> = RouteHead &
  { [Word in keyof Who & Asks]: { asks: Word; handle: (parts: Parts, call: Call, who: Who[Word]) => Promise<void> } }[keyof Who &
    Asks]
