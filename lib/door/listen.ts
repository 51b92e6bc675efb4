// The front door of web and gateway: both hand it a table of routes (route.ts) and what differs between them (Door).
//
//   listen.ts          one loop for every request: target, route, host, who asks, handle; refuse.ts when something says no
//   find-route.ts, read-target.ts, read-headers.ts, locale.ts, same-origin.ts   what a request says
//   reply.ts, problem.ts, refuse.ts                                             answers and refusals
//   give-delivery.ts, read-range.ts, write-out.ts                               deliveries (files from FK) out
//   hand-in.ts, hand-in-form.ts, tus/, send-report.ts                           files in: as the body, a form, in pieces
//   calls-under-way.ts, watch-ends.ts                                           who may no longer go on is stopped in the middle
//   end-connection.ts, stop-on-signal.ts                                        how a connection or a process ends
//
// Not here: the tables, who a caller is (lib/web/listener, lib/gateway), and the verbs.
import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import type { Socket } from 'node:net'
import { AppError } from '#lib/errors.ts'
import { expectBody } from '#lib/intake/read-body.ts'
import type { Log } from '#lib/log.ts'
import { CallsUnderWay, type Holder } from './calls-under-way.ts'
import { beginAnswer, endConnection, endEarly, LINGER, refuseDetached } from './end-connection.ts'
import { type RouteMatch, routeFinder } from './find-route.ts'
import type { Problem } from './problem.ts'
import { readTarget, requireHost, toOriginForm } from './read-target.ts'
import { refuse } from './refuse.ts'
import type { Asks, Call, Route } from './route.ts'

/**
 * Options of a server given to answerAt, in milliseconds. No limit on the whole request: read-body limits the pace of a body.
 * A request without Host is refused by requireHost, with the reason.
 */
export const SERVER_OPTIONS = {
  ...{ headersTimeout: 30_000, requestTimeout: 0, keepAliveTimeout: 65_000, connectionsCheckingInterval: 5_000 },
  requireHostHeader: false,
} as const

/** A process as the door sees it. `Who`: what a handler gets, for each word of `asks` that the process knows. */
export type Door<Parts extends { log: Log }, Who> = {
  parts: Parts
  routes: readonly Route<Parts, Who>[]
  /** Finds out who asks. Refuses (AppError) everybody else. */
  ask: { readonly [Word in keyof Who & Asks]: (parts: Parts, call: Call) => Promise<Who[Word]> }
  /** Who a call is held by while it lasts; undefined: nobody whom anything can be taken from. */
  holder?: (parts: Parts, call: Call, who: Who[keyof Who]) => Holder | undefined
  forms: Call['forms']
  /** The origin that requests are made to; `isOnly`: no other host name is answered. */
  origin: () => { origin: string; isOnly: boolean }
  /** Before anything else, for every request. */
  begin?: (parts: Parts, request: IncomingMessage, response: ServerResponse) => void
  /** What this process demands of every call to a route, whoever asks. */
  admit?: (parts: Parts, call: Call) => void
  /** Answers addresses that are not in the table; without it they are refused. */
  otherwise?: (parts: Parts, request: IncomingMessage, response: ServerResponse) => Promise<void>
  /** The address that a refused plain form is sent back to; undefined answers with the problem itself. */
  sendBack?: (parts: Parts, call: Call, problem: Problem) => string | undefined
}

const underWay = new WeakMap<Server, CallsUnderWay>()

/** What a server that answers by a table (answerAt) is answering. */
export function callsOf(server: Server): CallsUnderWay {
  const calls = underWay.get(server) ?? new CallsUnderWay()
  underWay.set(server, calls)
  return calls
}

/** Makes `server` (made with SERVER_OPTIONS; plain or TLS) answer by the table. */
export function answerAt<T extends Server, Parts extends { log: Log }, Who>(
  server: T,
  door: Door<Parts, Who>,
  linger = LINGER,
): T {
  const find = routeFinder(door.routes)
  const calls = callsOf(server)
  const listen = (request: IncomingMessage, response: ServerResponse) => {
    beginAnswer(request, response, linger)
    void answer({ door, find, calls }, { request, response })
  }
  server.on('request', listen)
  // `Expect: 100-continue`: the route writes "continue" when it wants the body, so a refusal costs no upload.
  server.on('checkContinue', listen)
  server.on('checkExpectation', listen)
  // No proxy: no address takes the method (RFC 9110, 10.2.1).
  server.on('connect', (_request, socket) => refuseDetached(socket, ['HTTP/1.1 405 Method Not Allowed', 'Allow: '], linger))
  server.on('clientError', (error, socket) => endConnection(error, socket as Socket, linger))
  return server
}

type Find<Parts, Who> = (method: string, pathname: string) => RouteMatch<Route<Parts, Who>>
type OpenDoor<Parts extends { log: Log }, Who> = { door: Door<Parts, Who>; find: Find<Parts, Who>; calls: CallsUnderWay }

async function answer<Parts extends { log: Log }, Who>(
  { door, find, calls }: OpenDoor<Parts, Who>,
  { request, response }: Pick<Call, 'request' | 'response'>,
): Promise<void> {
  const { parts, forms } = door
  const now = new Date()
  let call: Call | undefined
  try {
    door.begin?.(parts, request, response)
    const { origin, isOnly } = door.origin()
    toOriginForm(request)
    const url = readTarget(request, origin)
    const found = find(request.method ?? '', url.pathname)
    const anyHost = !isOnly || (found.kind === 'route' && found.route.anyHost === true)
    requireHost(request, anyHost ? undefined : url.host)
    requireKnownExpectation(request)
    if (found.kind === 'none' && found.methods.length === 0 && door.otherwise)
      return await door.otherwise(parts, request, response)
    if (found.kind === 'none') throw notHere(found.methods, find, { request, response, url })
    call = { request, response, url, params: found.params, route: found.route, forms, now }
    expectBody(request)
    door.admit?.(parts, call)
    await handle({ door, calls }, found.route, call)
  } catch (error) {
    const sendBack = call && door.sendBack?.bind(door, parts, call)
    refuse(parts.log, { request, response, forms, route: call?.route, sendBack }, error)
  } finally {
    // A body that was not read (a GET with one, say) must not keep the connection open.
    endEarly(request, response)
  }
}

/** RFC 9110, 10.1.1; HTTP/1.0 has no expectations. */
function requireKnownExpectation({ headers: { expect }, httpVersion }: IncomingMessage): void {
  if (expect !== undefined && httpVersion !== '1.0' && !/^100-continue$/i.test(expect)) throw new AppError('expectation')
}

/** The cast: by the type of Route, a handler takes what `ask` gives for the route's word. */
async function handle<Parts extends { log: Log }, Who>(
  { door, calls }: Pick<OpenDoor<Parts, Who>, 'door' | 'calls'>,
  route: Route<Parts, Who>,
  call: Call,
): Promise<void> {
  const who = await door.ask[route.asks](door.parts, call)
  const holder = door.holder?.(door.parts, call, who)
  const over = holder && calls.begin(call, holder)
  try {
    await (route.handle as (parts: Parts, call: Call, who: unknown) => Promise<void>)(door.parts, call, who)
  } finally {
    over?.()
  }
}

function notHere<Parts, Who>(
  methods: readonly string[],
  find: Find<Parts, Who>,
  { request, response, url }: Pick<Call, 'request' | 'response' | 'url'>,
): AppError {
  if (methods.length === 0) return new AppError('not_found')
  response.setHeader('Allow', methods.join(', '))
  // curl -T without a slash at the end of the address.
  const isFolder = request.method === 'PUT' && find('PUT', `${url.pathname}/_`).kind === 'route'
  return isFolder ? new AppError('method', 'slash') : new AppError('method')
}
