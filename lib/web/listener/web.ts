import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Session } from '#lib/access/read-session.ts'
import type { HandInParts } from '#lib/door/hand-in.ts'
import type { Route } from '#lib/door/route.ts'
import type { WebEnv } from '#lib/env.ts'
import type { Keeping } from '#lib/keeping/open-keeping.ts'
import type { WebCaller } from './web-caller.ts'

/** Passes a request to Next. */
export type Pages = (request: IncomingMessage, response: ServerResponse) => Promise<void>

/** The context of every route. */
export type Web = HandInParts & { env: WebEnv; keeping: Keeping; pages: Pages }

/** What a handler gets, for each word of `asks` that web knows. */
export type WebAskers = {
  nobody: undefined
  person: Session
  member: WebCaller
  handler: WebCaller
  administrator: WebCaller
  support: Session
  operator: Session
}

export type WebRoute = Route<Web, WebAskers>
