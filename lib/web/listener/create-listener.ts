// The web process's HTTP server, in front of Next. It answers the routes in routes.ts itself and passes everything else to Next.
//
//   routes.ts            the table: hand-in.ts, uploads.ts, submission.ts, delivery.ts, ask-before-sending.ts, session-clock.ts,
//                        health.ts
//   form-routes.ts       its plain forms (plain-form.ts): company-forms.ts, settle-forms.ts, header-forms.ts,
//                        password-login.ts
//   web-caller.ts        who is logged in and for which employer; order.ts what a hand-in is for, person-sender.ts who sends it
//   security-headers.ts  headers of every answer
//   built-files.ts       scripts and style sheets, packed
//   send-back.ts         where a refused form is sent
//   housekeeping.ts      beat, and removal of what is old
//
// Not here: pages and log-in by the broker (../pages), the loop that answers and what else is shared with the gateway (lib/door).
// Nothing here imports next.
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { LINGER, refuseDetached } from '#lib/door/end-connection.ts'
import { answerAt, SERVER_OPTIONS } from '#lib/door/listen.ts'
import { RETRY_AFTER_S } from '#lib/door/problem.ts'
import { CLIENT_ADDRESS } from '#lib/door/read-headers.ts'
import type { Call } from '#lib/door/route.ts'
import { requireSameOrigin } from '#lib/door/same-origin.ts'
import { AppError } from '#lib/errors.ts'
import { askFresh } from './require-fresh.ts'
import { WEB_ROUTES } from './routes.ts'
import { setSecurityHeaders } from './security-headers.ts'
import { sendBack } from './send-back.ts'
import type { Web, WebAskers } from './web.ts'
import {
  requirePerson,
  requireWebAdministrator,
  requireWebCaller,
  requireWebHandler,
  requireWebOperator,
  requireWebSupport,
  webHolder,
} from './web-caller.ts'

/** Bytes of a request to a page, and milliseconds it may take. */
const FORM_BYTES = 1_000_000
const FORM_MS = 60_000

/** A page that fails so soon after the database broke has failed for that. */
const AWAY_MS = 10_000

/** The one address of Next's that takes POST (next-auth's). A POST elsewhere it would take for a server action, and log its text. */
const NEXT_POST = '/api/logga-in/eleg'

/** Pages that Next makes for itself: `/_global-error` answers 500 to whoever asks for it; the tree of a page's parts answers 200. */
const NEXT_INNER = /^\/_(?!next\/)|\.segments\//

/** Headers of proxies and of Next that a client may not set. */
const FORGED =
  /^(x-forwarded-|forwarded$|x-real-ip$|x-kvittens-|x-middleware-|x-invoke-|x-matched-path$|x-now-|next-resume$|next-action$)/

/** A server that is not yet listening. */
export function createListener(web: Web): Server {
  return answerOn(createServer(SERVER_OPTIONS), web)
}

/** Makes `server` (made with SERVER_OPTIONS; plain or TLS) answer as the portal. */
export function answerOn<T extends Server>(server: T, web: Web): T {
  // WebSocket is not used, and Next's own upgrade handler has forwarded requests to other hosts (CVE-2026-44578).
  server.on('upgrade', (_request, socket) => refuseDetached(socket, ['HTTP/1.1 400 Bad Request'], LINGER))
  return answerAt<T, Web, WebAskers>(server, {
    parts: web,
    routes: WEB_ROUTES,
    ask: {
      nobody: async () => undefined,
      person: askFresh(requirePerson),
      member: askFresh(requireWebCaller),
      handler: askFresh(requireWebHandler),
      administrator: askFresh(requireWebAdministrator),
      support: askFresh(requireWebSupport),
      operator: askFresh(requireWebOperator),
    },
    holder: webHolder,
    forms: ['json'],
    origin: () => ({ origin: web.env.PUBLIC_URL, isOnly: true }),
    begin: prepare,
    admit: requireOwnPages,
    otherwise: page,
    sendBack,
  })
}

/** Sets the headers that every answer has, and those of the request that only the edge may set. */
function prepare({ env }: Web, request: IncomingMessage, response: ServerResponse): void {
  setSecurityHeaders(request, response, env)
  setOwnHeaders(request, { publicUrl: env.PUBLIC_URL, hops: env.PROXY_HOPS })
}

/** Only the portal's own pages may change something. */
function requireOwnPages({ env }: Web, { request: { headers }, route }: Call): void {
  if (route.method === 'GET') return
  // HEAD is tus: some old browsers send no origin with it, and Tus-Resumable proves that no other site made it (CORS).
  const says = headers.origin !== undefined || headers['sec-fetch-site'] !== undefined
  if (says || route.method !== 'HEAD') requireSameOrigin(headers, env.PUBLIC_URL)
}

/** Passes the request to Next, which reads a body into memory: limits its size and time. */
async function page(web: Web, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const method = request.method ?? ''
  const path = request.url?.split('?', 1)[0] ?? ''
  if (NEXT_INNER.test(path)) throw new AppError('not_found')
  const methods = path === NEXT_POST ? ['POST'] : ['GET', 'HEAD']
  if (!methods.includes(method)) {
    response.setHeader('Allow', methods.join(', '))
    throw new AppError('method')
  }
  if (Number(request.headers['content-length'] ?? 0) > FORM_BYTES) throw new AppError('too_large')
  if (request.headers['transfer-encoding'] !== undefined) throw new AppError('invalid', 'length')
  if (request.headers.expect !== undefined) response.writeContinue()
  const timer = setTimeout(() => !request.complete && request.destroy(), FORM_MS)
  answerAway(web, response)
  try {
    await web.pages(request, response)
  } finally {
    clearTimeout(timer)
  }
}

/** Next answers 500 to whatever a page throws: not while the database breaks, which is no fault of the page's. */
function answerAway({ db }: Web, response: ServerResponse): void {
  const writeHead = response.writeHead.bind(response) as (status: number, ...rest: unknown[]) => ServerResponse
  response.writeHead = (status: number, ...rest: unknown[]) => {
    if (status !== 500 || performance.now() - db.brokeAt() > AWAY_MS) return writeHead(status, ...rest)
    response.setHeader('Retry-After', RETRY_AFTER_S)
    return writeHead(503, ...rest)
  }
}

/** Replaces headers that only the edge may set (OWASP ASVS 5.0, 4.1.3) by our own. `hops`: number of trusted proxies in front. */
function setOwnHeaders(request: IncomingMessage, { publicUrl, hops }: { publicUrl: string; hops: number }): void {
  const address = addressOf(request, hops)
  for (const name of Object.keys(request.headers)) if (FORGED.test(name)) delete request.headers[name]
  const { protocol, host } = new URL(publicUrl)
  request.headers['x-forwarded-proto'] = protocol.slice(0, -1)
  request.headers['x-forwarded-host'] = host
  if (address) request.headers[CLIENT_ADDRESS] = address
}

/** The client's address: each trusted proxy appends the address it saw; earlier entries may be forged. */
function addressOf(request: IncomingMessage, hops: number): string | undefined {
  const forwarded = request.headers['x-forwarded-for']
  const addresses = (typeof forwarded === 'string' ? forwarded.split(',') : []).map((address) => address.trim())
  return hops > 0 ? addresses.at(-hops) : request.socket.remoteAddress
}
