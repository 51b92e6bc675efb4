// One request and its answer over mutual TLS, with a limit on every wait, and an exact memory of how far it came.
import type { ClientRequest, IncomingMessage } from 'node:http'
import { type Agent, request as httpsRequest } from 'node:https'
import type { TLSSocket } from 'node:tls'
import { breakCode } from './break-code.ts'
import type { Answer } from './outcome.ts'
import type { Receiver } from './receiver.ts'

export type Question = {
  url: URL
  method: 'GET' | 'POST' | 'PUT'
  headers: Record<string, string | number>
  agent: Agent
  limits: Receiver['limits']
  body?: { bytes: number; open: () => AsyncIterable<Uint8Array> }
}

/** An answer whose body was read to its end; `retryAfter` is the header. */
export type WholeAnswer = Answer & { retryAfter: string | null }

/** How far we came: `headers` means that no byte of the body had left us. */
export type SendProgress = 'nothing' | 'headers' | 'body'
export type Exchanged =
  | { kind: 'answer'; answer: WholeAnswer; bodySentWhole: boolean }
  | { kind: 'broken'; code: string; progress: SendProgress; cause: unknown }

export function exchange(question: Question, signal: AbortSignal): Promise<Exchanged> {
  const { limits, body } = question
  const { promise, resolve } = Promise.withResolvers<Exchanged>()
  let progress: SendProgress = 'nothing'
  let stage: 'waiting' | 'sending' | 'sent' | 'answering' | 'over' = 'waiting'
  let bodySentWhole = body === undefined
  let timer: NodeJS.Timeout | undefined

  const end = (result: Exchanged) => {
    if (stage === 'over') return
    stage = 'over'
    clearTimeout(timer)
    clearTimeout(total)
    signal.removeEventListener('abort', abort)
    if (result.kind === 'broken' || !bodySentWhole) request.destroy()
    resolve(result)
  }
  const giveUp = (code: string, cause?: unknown) => end({ kind: 'broken', code, progress, cause })
  const abort = () => giveUp('aborted')
  const wait = (ms: number, then: string | (() => void)) => {
    clearTimeout(timer)
    timer = setTimeout(() => (typeof then === 'string' ? giveUp(then) : then()), ms)
  }
  const sendBody = () => {
    if (!body || stage !== 'waiting' || progress !== 'headers') return
    stage = 'sending'
    pump().catch((cause) => giveUp('payload-damaged', cause))
  }
  const pump = async () => {
    for await (const chunk of body?.open() ?? []) {
      if (stage !== 'sending') return
      wait(limits.headersMs, 'stalled')
      progress = 'body'
      await writeTo(request, chunk)
    }
    if (stage !== 'sending') return
    stage = 'sent'
    bodySentWhole = true
    request.end()
    wait(limits.headersMs, 'no-answer')
  }
  const connected = () => {
    progress = 'headers'
    if (body) return wait(limits.continueMs, sendBody)
    request.end()
    wait(limits.headersMs, 'no-answer')
  }

  const request = openRequest(question)
  const total = setTimeout(() => giveUp('total-timeout'), limits.totalMs)
  wait(limits.connectMs, 'connect-timeout')
  request.on('error', (error) => giveUp(breakCode(error, progress), error))
  // A connection that is used again was authorized when it was made.
  request.on('socket', (socket) => ((socket as TLSSocket).authorized ? connected() : socket.once('secureConnect', connected)))
  request.on('continue', sendBody)
  request.on('response', (response) => {
    if (stage === 'over') return
    stage = 'answering'
    wait(limits.bodyMs, 'answer-slow')
    readWhole(response, limits.answerBytes).then(
      (answer) => end({ kind: 'answer', answer, bodySentWhole }),
      (error) => giveUp(error instanceof AnswerTooLarge ? 'answer-too-large' : 'answer-cut', error),
    )
  })
  signal.addEventListener('abort', abort)
  if (signal.aborted) abort()
  return promise
}

function openRequest({ url, method, headers, agent, limits, body }: Question): ClientRequest {
  return httpsRequest(url, {
    method,
    agent,
    headers: {
      ...headers,
      'Accept-Encoding': 'identity',
      ...(body && { 'Content-Length': body.bytes }),
      // RFC 9110 10.1.1: the receiver says that it is there before the file leaves us.
      ...(body && limits.continueMs > 0 && { Expect: '100-continue' }),
    },
  })
}

/** Resolves when the next piece may come; also when the line is gone, for then the request itself says so. */
function writeTo(request: ClientRequest, chunk: Uint8Array): Promise<void> {
  if (request.write(chunk)) return Promise.resolve()
  return new Promise((resolve) => {
    const done = () => {
      request.off('drain', done).off('close', done).off('response', done)
      resolve()
    }
    request.once('drain', done).once('close', done).once('response', done)
  })
}

class AnswerTooLarge extends Error {}

async function readWhole(response: IncomingMessage, limit: number): Promise<WholeAnswer> {
  const peer = (response.socket as TLSSocket).getPeerCertificate().fingerprint256
  const chunks: Buffer[] = []
  let length = 0
  for await (const chunk of response as AsyncIterable<Buffer>) {
    length += chunk.length
    if (length > limit) throw new AnswerTooLarge()
    chunks.push(chunk)
  }
  if (!response.complete) throw new Error('cut')
  return {
    httpStatus: response.statusCode ?? 0,
    contentType: response.headers['content-type'] ?? null,
    raw: Buffer.concat(chunks),
    peer: peer ? peer.replaceAll(':', '').toLowerCase() : null,
    retryAfter: response.headers['retry-after'] ?? null,
  }
}
