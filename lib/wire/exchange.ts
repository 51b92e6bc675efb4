// Here: what happens on the wire to a receiver: the one client for mutual TLS, the outcome of a try (outcome.ts), a
// receiver's description and our certificate. Not here: what answers mean (lib/relay). Called by relay's channels.
// A question in, an answer out, read as it comes (openAnswer) or whole (exchange). There is a limit on every wait, and how
// far the question came is known exactly. Neither throws for what the network or the receiver did.
import type { ClientRequest, IncomingMessage } from 'node:http'
import { type Agent, request as httpsRequest } from 'node:https'
import type { TLSSocket } from 'node:tls'
import type { Answer } from './outcome.ts'
import { startTimer, type Timer } from './patient-timer.ts'
import { BodyBroken, readChunks, readWhole } from './read-body.ts'
import type { Receiver } from './receiver.ts'

export type Question = {
  url: URL
  method: 'GET' | 'POST' | 'PUT'
  headers?: Record<string, string | number>
  agent: Agent
  limits: Receiver['limits']
  body?: { bytes: number; open: () => AsyncIterable<Uint8Array> }
  /** Waits for "100 Continue" for so long instead of `continueMs`, and then ends (`no-continue`) without sending the body. */
  holdBodyMs?: number | undefined
  /** Told each time the receiver does something: connects, continues, takes a piece of the body, answers. */
  onProgress?: (() => void) | undefined
  onContinue?: (() => void) | undefined
}

/** How far a question came: `headers` means that no byte of the body had left us. */
export type QuestionProgress = 'nothing' | 'headers' | 'body'
export type Broken = { kind: 'broken'; code: string; progress: QuestionProgress; cause: unknown }

/** An answer whose body was read to its end; `retryAfter` is the header. */
export type WholeAnswer = Answer & { retryAfter: string | null }
export type Exchanged = { kind: 'answer'; answer: WholeAnswer; bodySentWhole: boolean } | Broken

export type OpenAnswer = {
  kind: 'answer'
  head: Omit<WholeAnswer, 'raw'>
  /** The header: null when the body is as it is. */
  encoding: string | null
  /** What the receiver says will come; null: it does not say. */
  bytes: number | null
  /** Read once; throws BodyBroken unless all comes, and when `bodyMs` pass in silence. */
  chunks: AsyncIterable<Uint8Array>
  progress: () => QuestionProgress
  bodySentWhole: () => boolean
  giveUp: (code: string) => void
  /** Lets go of the line, read or not. */
  close: () => void
}

/** Asks, and reads the whole answer within `bodyMs` and `answerBytes`. */
export async function exchange(question: Question, signal: AbortSignal): Promise<Exchanged> {
  const { limits } = question
  const answer = await openAnswer(question, signal)
  if (answer.kind === 'broken') return answer
  const slow = startTimer(() => answer.giveUp('answer-slow'), limits.bodyMs)
  try {
    const raw = await readWhole(answer.chunks, limits.answerBytes)
    return { kind: 'answer', answer: { ...answer.head, raw }, bodySentWhole: answer.bodySentWhole() }
  } catch (cause) {
    const code = cause instanceof BodyBroken ? cause.code : 'answer-cut'
    return { kind: 'broken', code, progress: answer.progress(), cause }
  } finally {
    slow.stop()
    answer.close()
  }
}

/** Asks and waits for the beginning of the answer. */
export function openAnswer(question: Question, signal: AbortSignal): Promise<OpenAnswer | Broken> {
  const { limits, body, holdBodyMs, onProgress = () => {} } = question
  const { promise, resolve } = Promise.withResolvers<OpenAnswer | Broken>()
  let progress: QuestionProgress = 'nothing'
  let stage: 'waiting' | 'sending' | 'sent' | 'answering' | 'over' = 'waiting'
  let bodySentWhole = body === undefined
  let brokenBy: string | undefined
  let timer: Timer | undefined

  const close = () => {
    stage = 'over'
    timer?.stop()
    total.stop()
    signal.removeEventListener('abort', abort)
    // Else the connection is used again.
    if (brokenBy !== undefined || !bodySentWhole || !answered?.complete) request.destroy()
  }
  const giveUp = (code: string, cause?: unknown) => {
    if (stage === 'over') return
    brokenBy = code
    close()
    resolve({ kind: 'broken', code, progress, cause })
  }
  const abort = () => giveUp('aborted')
  const wait = (ms: number, then: string | (() => void)) => {
    timer?.stop()
    timer = startTimer(() => (typeof then === 'string' ? giveUp(then) : then()), ms)
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
      onProgress()
    }
    if (stage !== 'sending') return
    stage = 'sent'
    bodySentWhole = true
    request.end()
    onProgress()
    wait(limits.headersMs, 'no-answer')
  }
  const connected = () => {
    progress = 'headers'
    onProgress()
    if (body && holdBodyMs !== undefined) return wait(holdBodyMs, 'no-continue')
    if (body) return wait(limits.continueMs, sendBody)
    request.end()
    wait(limits.headersMs, 'no-answer')
  }

  let answered: IncomingMessage | undefined
  const request = openRequest(question)
  const total = startTimer(() => giveUp('total-timeout'), limits.totalMs)
  wait(limits.connectMs, 'connect-timeout')
  request.on('error', (error) => giveUp(stage === 'answering' ? 'answer-cut' : breakCode(error, progress), error))
  // A connection that is used again was authorized when it was made.
  request.on('socket', (socket) => ((socket as TLSSocket).authorized ? connected() : socket.once('secureConnect', connected)))
  request.on('continue', () => {
    onProgress()
    question.onContinue?.()
    sendBody()
  })
  request.on('response', (response) => {
    if (stage === 'over') return
    onProgress()
    stage = 'answering'
    answered = response
    const pace = { rest: () => timer?.stop(), wait: () => wait(limits.bodyMs, 'answer-slow'), brokenBy: () => brokenBy }
    pace.rest()
    resolve({
      kind: 'answer',
      ...readHead(response),
      chunks: readChunks(response, pace),
      progress: () => progress,
      bodySentWhole: () => bodySentWhole,
      giveUp,
      close,
    })
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

function readHead(response: IncomingMessage): Pick<OpenAnswer, 'head' | 'encoding' | 'bytes'> {
  const peer = (response.socket as TLSSocket).getPeerCertificate().fingerprint256
  const {
    'content-type': contentType,
    'retry-after': retryAfter,
    'content-encoding': encoding,
    'content-length': length,
  } = response.headers
  return {
    head: {
      httpStatus: response.statusCode ?? 0,
      contentType: contentType ?? null,
      peer: peer ? peer.replaceAll(':', '').toLowerCase() : null,
      retryAfter: retryAfter ?? null,
    },
    encoding: encoding && encoding !== 'identity' ? encoding : null,
    bytes: length === undefined ? null : Number(length),
  }
}

/** What the network did, as a stable word. Before the first byte of a request it can be told exactly, after that it cannot. */
export function breakCode(error: Error, progress: QuestionProgress): string {
  const code = 'code' in error && typeof error.code === 'string' ? error.code : ''
  // Under TLS 1.3 our certificate is judged when we have connected already.
  if (/_ALERT_(\w+_)?(CERTIFICATE|CERTIFICATE_\w+|UNKNOWN_CA|ACCESS_DENIED)$/.test(code)) return 'tls-refused'
  if (progress !== 'nothing') return code.startsWith('HPE_') ? 'answer-unreadable' : 'reset'
  if (code === 'ENOTFOUND' || code.startsWith('EAI_')) return 'dns'
  if (code === 'ECONNREFUSED') return 'connect-refused'
  if (code === 'ETIMEDOUT') return 'connect-timeout'
  // We refused them: expired, another authority, another name, revoked, or a revocation list that is too old.
  if (/^(CERT_|CRL_|UNABLE_TO_|DEPTH_ZERO_|SELF_SIGNED_|ERR_TLS_CERT_|HOSTNAME_|INVALID_|PATH_LENGTH_)/.test(code))
    return 'receiver-certificate'
  if (code === 'EPROTO' || code.startsWith('ERR_SSL_') || code.startsWith('ERR_TLS_')) return 'tls-refused'
  return 'connect-failed'
}
