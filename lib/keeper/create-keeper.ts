// The keeper process: what would name people, or let somebody in, is done here and nowhere else.
//
//   main.ts            the process: settings, beat, its socket (lib/take-socket.ts)
//   answers.ts         each operation of lib/keeping/operations.ts, by the verb that does it
//   log-in.ts          logs in and starts the session, whose token it makes
//   housekeeping.ts    tells owners of user names, forgets old failures
//   key-numbers.ts     a personnummer's key: limited, counted, written down
//   broker-file.ts     the broker's keys, and whether they are those that it signs with
//   prove-login.ts     login by e-legitimation: what the broker's ID token proves
//   signatures.ts      what an ID token proves of a signature, and the signature's row
//   stream-delivery.ts a file from FK for a ticket, whose answer is bytes
//
// HTTP/1.1 with JSON on a Unix socket: POST /<operation>. No TCP port, no outgoing call but to Postgres. Not here: the verbs
// (lib/access), who asks (lib/web).
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { databaseFault } from '#lib/database-fault.ts'
import { AppError } from '#lib/errors.ts'
import { DELIVERY_OPERATION, deliveryTicket } from '#lib/keeping/fetch-opened.ts'
import { KEEPER_OPERATIONS, type OperationName } from '#lib/keeping/operations.ts'
import { ANSWERS } from './answers.ts'
import type { Keeper } from './keeper.ts'
import { streamDelivery } from './stream-delivery.ts'

const MOST_BODY_BYTES = 100_000
/** Operations at once; a refusal beyond. Each waits for Postgres, which has fewer connections. */
const MOST_AT_ONCE = 64
/** Deliveries at once, which last as long as their readers are slow: they take no operation's place. */
const MOST_STREAMS = 128
const MOST_CONNECTIONS = 256
const PATIENCE = { headersTimeout: 5_000, requestTimeout: 10_000, keepAliveTimeout: 1_000, connectionsCheckingInterval: 1_000 }

/** A server that is not yet listening. It answers a refusal as its code and case, and a bug as nothing but 500. */
export function createKeeper(keeper: Keeper): Server {
  let [running, streaming] = [0, 0]
  const server = createServer(PATIENCE, (request, response) => {
    if (request.method === 'POST' && request.url === `/${DELIVERY_OPERATION}`) {
      streaming++
      void stream(keeper, { request, response, isCrowded: streaming > MOST_STREAMS }).finally(() => streaming--)
      return
    }
    running++
    void answer(keeper, request, { isCrowded: running > MOST_AT_ONCE })
      .then(({ status, json }) => send(response, status, json))
      .finally(() => running--)
  })
  server.maxConnections = MOST_CONNECTIONS
  return server
}

type Answer = { status: number; json: unknown }

async function answer(keeper: Keeper, request: IncomingMessage, { isCrowded }: { isCrowded: boolean }): Promise<Answer> {
  const name = (request.url ?? '').slice(1)
  try {
    if (isCrowded) throw new AppError('unavailable', 'crowded')
    if (request.method !== 'POST' || !Object.hasOwn(KEEPER_OPERATIONS, name)) throw new AppError('not_found')
    return { status: 200, json: await perform(keeper, name as OperationName, await readJson(request)) }
  } catch (error) {
    return refusalFor(keeper, error, name)
  }
}

type Streaming = { request: IncomingMessage; response: ServerResponse; isCrowded: boolean }

async function stream(keeper: Keeper, { request, response, isCrowded }: Streaming): Promise<void> {
  try {
    if (isCrowded) throw new AppError('unavailable', 'crowded')
    const ticket = deliveryTicket.safeParse(await readJson(request))
    if (!ticket.success) throw new AppError('invalid')
    await streamDelivery(keeper, ticket.data, response)
  } catch (error) {
    const { status, json } = refusalFor(keeper, error, DELIVERY_OPERATION)
    if (!response.headersSent) send(response, status, json)
  }
}

function refusalFor(keeper: Keeper, error: unknown, name: string): Answer {
  const refusal = error instanceof AppError ? error : databaseFault(error) ? new AppError('unavailable', 'database') : undefined
  if (refusal) return { status: refusal.status, json: { code: refusal.code, detail: refusal.detail } }
  keeper.log.fault('bug', error, { route: name.slice(0, 40) })
  return { status: 500, json: {} }
}

/** Parses what goes in and what comes out: a field that the table does not name does not leave. */
async function perform<Name extends OperationName>(keeper: Keeper, name: Name, json: unknown): Promise<unknown> {
  const input = KEEPER_OPERATIONS[name].input.safeParse(json)
  if (!input.success) throw new AppError('invalid')
  // The cast: ANSWERS has for each name a function of just its input.
  const done = await (ANSWERS[name] as (keeper: Keeper, input: unknown) => Promise<unknown>)(keeper, input.data)
  return KEEPER_OPERATIONS[name].output.parse(done)
}

async function readJson(request: IncomingMessage): Promise<unknown> {
  const parts: Buffer[] = []
  let bytes = 0
  for await (const part of request as AsyncIterable<Buffer>) {
    bytes += part.length
    if (bytes > MOST_BODY_BYTES) throw new AppError('too_large', 'form')
    parts.push(part)
  }
  try {
    return JSON.parse(Buffer.concat(parts).toString('utf8'))
  } catch {
    throw new AppError('invalid')
  }
}

function send(response: ServerResponse, status: number, json: unknown): void {
  const body = JSON.stringify(json)
  const headers = { 'Content-Type': 'application/json', 'Content-Length': Buffer.byteLength(body), Connection: 'close' }
  response.writeHead(status, headers).end(body)
}
