// Calls the gateway over the open connection: one request, one answer. A failed call remembers whether bytes of the file had been
// sent, since only then is the outcome unknown. try-hand-in.ts, read-receipt.ts and ../fetch-new.ts say what is asked and how the
// answer is read; open-connection.ts holds certificate and TLS, settings.ts the options, shapes.ts the answers' JSON.
import { createReadStream } from 'node:fs'
import type { ClientRequest, IncomingMessage } from 'node:http'
import { request as httpsRequest } from 'node:https'
import { pipeline } from 'node:stream/promises'
import type { TLSSocket } from 'node:tls'
import { type ConnectionFault, connectionFaultOf } from './connection-fault.ts'
import type { Connection } from './open-connection.ts'

export type GatewayRequest = {
  method: 'GET' | 'PUT' | 'POST'
  /** Percent-encoded, with its query. */
  path: string
  headers?: Record<string, string>
  body?: { file: string; bytes: number }
  /** Reads the content of a 200 chunk by chunk (files). Without it the content is returned as text. */
  into?: (content: AsyncIterable<Buffer>) => Promise<void>
  signal?: AbortSignal
}
export type GatewayAnswer =
  | { kind: 'answered'; status: number; text: string; retryAfterMs: number | undefined }
  | { kind: 'trouble'; trouble: ConnectionFault }

/** Longest time without any byte in either direction. */
const IDLE_MS = 60_000
/** RFC 9110, 10.1.1: longest wait for `100 Continue`, which older servers never send. */
const CONTINUE_MS = 1_000
const LONGEST_ANSWER = 50_000_000

export async function callGateway(connection: Connection, question: GatewayRequest): Promise<GatewayAnswer> {
  const progress = { begun: false }
  try {
    const response = await exchange(connection, question, progress)
    const text = await readContent(response, response.statusCode === 200 ? question.into : undefined)
    const { statusCode: status = 0, headers } = response
    return { kind: 'answered', status, text, retryAfterMs: retryAfter(headers['retry-after']) }
  } catch (error) {
    if (error instanceof LocalFault) throw error.cause
    return { kind: 'trouble', trouble: connectionFaultOf(error, progress.begun) }
  }
}

/** Reading the local file failed: not a fault of the connection. */
class LocalFault extends Error {}

function exchange(
  { url, agent, locale, employer }: Connection,
  question: GatewayRequest,
  progress: { begun: boolean },
): Promise<IncomingMessage> {
  const { method, path, headers, body, signal } = question
  const { promise, resolve, reject } = Promise.withResolvers<IncomingMessage>()
  const request = httpsRequest(new URL(path, url), {
    method,
    agent,
    timeout: IDLE_MS,
    ...(signal && { signal }),
    headers: {
      Accept: 'application/json',
      'Accept-Language': locale,
      ...(employer !== undefined && { 'X-Arbetsgivare': employer }),
      ...headers,
      ...(body && { 'Content-Length': body.bytes }),
      ...(body && body.bytes > 0 && { Expect: '100-continue' }),
    },
  })
  request.once('response', resolve)
  request.once('error', reject)
  request.once('timeout', () => request.destroy(Object.assign(new Error('idle'), { code: 'ETIMEDOUT' })))
  if (body === undefined || body.bytes === 0) request.end()
  else onContinue(request, () => void sendFile(request, body, progress).catch(reject))
  return promise
}

/** Sends on `100 Continue` or after CONTINUE_MS, and not at all once an answer has come. */
function onContinue(request: ClientRequest, send: () => void): void {
  let begun = false
  const begin = () => {
    if (begun || request.destroyed) return
    begun = true
    send()
  }
  const wait = () => setTimeout(begin, CONTINUE_MS).unref()
  request.once('continue', begin)
  request.once('response', () => {
    begun = true
  })
  request.once('socket', (socket) => ((socket as TLSSocket).authorized ? wait() : socket.once('secureConnect', wait)))
  request.flushHeaders()
}

type Body = NonNullable<GatewayRequest['body']>

async function sendFile(request: ClientRequest, { file, bytes }: Body, progress: { begun: boolean }): Promise<void> {
  // Never more than Content-Length: bytes that the file has grown by would be read as another request.
  const source = createReadStream(file, { end: bytes - 1 })
  // An answer before the end of the body: the rest is not wanted.
  request.once('response', () => source.destroy())
  source.once('data', () => {
    progress.begun = true
  })
  try {
    await pipeline(source, request)
  } catch (error) {
    if (source.errored && source.errored === error && !request.errored) throw new LocalFault('unreadable', { cause: error })
    // Faults of the connection are reported by the request's own `error` event.
  }
}

async function readContent(response: IncomingMessage, into: GatewayRequest['into']): Promise<string> {
  if (into) {
    await into(whole(response))
    return ''
  }
  const chunks: Buffer[] = []
  let length = 0
  for await (const chunk of whole(response)) {
    length += chunk.length
    if (length > LONGEST_ANSWER) throw new Error('the answer is too large')
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString('utf8')
}

/** Throws when the answer is cut short, with Content-Length or chunked. */
async function* whole(response: IncomingMessage): AsyncGenerator<Buffer> {
  for await (const chunk of response as AsyncIterable<Buffer>) yield chunk
  if (!response.complete) throw Object.assign(new Error('cut'), { code: 'ECONNRESET' })
}

/** Retry-After (RFC 9110, 10.2.3) in seconds, given back in ms. Dates are not read: the gateway sends none. */
function retryAfter(value: string | undefined): number | undefined {
  return value !== undefined && /^\d{1,6}$/.test(value) ? Number(value) * 1000 : undefined
}
