// One call to the gateway and its answer, with a memory of whether the file had begun to leave us.
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
  /** Takes the content of a 200 piece by piece, for files; otherwise it is kept as text. */
  into?: (content: AsyncIterable<Buffer>) => Promise<void>
  signal?: AbortSignal
}
export type GatewayAnswer =
  | { kind: 'answered'; status: number; text: string; retryAfterMs: number | undefined }
  | { kind: 'trouble'; trouble: ConnectionFault }

/** Nothing has moved for so long. */
const IDLE_MS = 60_000
/** RFC 9110 10.1.1: how long we wait to be told to go on; older servers never say it. */
const CONTINUE_MS = 1_000
const LONGEST_ANSWER = 50_000_000

export async function callGateway(line: Connection, question: GatewayRequest): Promise<GatewayAnswer> {
  const sent = { left: false }
  try {
    const response = await exchange(line, question, sent)
    const text = await readContent(response, response.statusCode === 200 ? question.into : undefined)
    const { statusCode: status = 0, headers } = response
    return { kind: 'answered', status, text, retryAfterMs: retryAfter(headers['retry-after']) }
  } catch (error) {
    if (error instanceof LocalFault) throw error.cause
    return { kind: 'trouble', trouble: connectionFaultOf(error, sent.left) }
  }
}

/** The fault lies on our own disk: no trouble with the line. */
class LocalFault extends Error {}

function exchange(
  { url, agent, locale, employer }: Connection,
  question: GatewayRequest,
  sent: { left: boolean },
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
  else whenAsked(request, () => void sendFile(request, body, sent).catch(reject))
  return promise
}

/** When the other side says so, or has had its time to; never once it has answered. */
function whenAsked(request: ClientRequest, send: () => void): void {
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

async function sendFile(request: ClientRequest, { file, bytes }: Body, sent: { left: boolean }): Promise<void> {
  // Never more than was said: what a file has grown by would be read as another request.
  const source = createReadStream(file, { end: bytes - 1 })
  // Answered before all was sent: the rest is not asked for.
  request.once('response', () => source.destroy())
  source.once('data', () => {
    sent.left = true
  })
  try {
    await pipeline(source, request)
  } catch (error) {
    if (source.errored && source.errored === error && !request.errored) throw new LocalFault('unreadable', { cause: error })
    // What the line did is told by the request itself.
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

/** Fails on an answer that is cut short, however it was framed. */
async function* whole(response: IncomingMessage): AsyncGenerator<Buffer> {
  for await (const chunk of response as AsyncIterable<Buffer>) yield chunk
  if (!response.complete) throw Object.assign(new Error('cut'), { code: 'ECONNRESET' })
}

/** RFC 9110 10.2.3, in seconds: the gateway writes no dates here. */
function retryAfter(value: string | undefined): number | undefined {
  return value !== undefined && /^\d{1,6}$/.test(value) ? Number(value) * 1000 : undefined
}
