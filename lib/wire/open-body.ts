// A GET over mutual TLS whose answer is read as it comes, with a limit on every wait.
import type { IncomingMessage } from 'node:http'
import { type Agent, request as httpsRequest } from 'node:https'
import type { TLSSocket } from 'node:tls'
import { breakCode } from './break-code.ts'
import type { Receiver } from './receiver.ts'

/** The line broke, or the receiver let us wait too long, in the middle of a body. `code` is a stable word. */
export class BodyBroken extends Error {
  override readonly name = 'BodyBroken'
  readonly code: string

  constructor(code: string, options?: ErrorOptions) {
    super(code, options)
    this.code = code
  }
}

export type OpenedBody =
  | {
      kind: 'body'
      /** What the receiver says will come; null: it does not say. */
      bytes: number | null
      /** Read once; throws BodyBroken unless all comes. */
      chunks: AsyncIterable<Uint8Array>
      /** Lets go of the line, read or not. */
      close: () => void
    }
  | { kind: 'none'; code: string }

type Wanted = { url: URL; agent: Agent; limits: Receiver['limits'] }

/** Asks and waits for the beginning of the answer. Never throws for what the network or the receiver did. */
export function openBody({ url, agent, limits }: Wanted, signal: AbortSignal): Promise<OpenedBody> {
  const { promise, resolve } = Promise.withResolvers<OpenedBody>()
  const request = httpsRequest(url, { agent, headers: { 'Accept-Encoding': 'identity' } })
  let asked = false
  let broke: string | undefined
  let timer: NodeJS.Timeout | undefined
  const giveUp = (code: string) => {
    broke ??= code
    request.destroy()
  }
  const rest = () => clearTimeout(timer)
  const wait = (ms: number, code: string) => {
    rest()
    timer = setTimeout(giveUp, ms, code)
  }
  const abort = () => giveUp('aborted')
  const total = setTimeout(giveUp, limits.totalMs, 'total-timeout')
  const close = () => {
    rest()
    clearTimeout(total)
    signal.removeEventListener('abort', abort)
    request.destroy()
  }
  const none = (code: string) => {
    close()
    resolve({ kind: 'none', code })
  }
  const connected = () => {
    asked = true
    request.end()
    wait(limits.headersMs, 'no-answer')
  }
  wait(limits.connectMs, 'connect-timeout')
  // A connection that is used again was authorized when it was made.
  request.on('socket', (socket) => ((socket as TLSSocket).authorized ? connected() : socket.once('secureConnect', connected)))
  request.on('error', (error) => none(broke ?? breakCode(error, asked ? 'headers' : 'nothing')))
  request.on('response', (response) => {
    const fault = faultIn(response)
    if (fault) return none(fault)
    const length = response.headers['content-length']
    const pace = { rest, wait: () => wait(limits.bodyMs, 'answer-slow'), broke: () => broke }
    resolve({ kind: 'body', bytes: length === undefined ? null : Number(length), chunks: read(response, pace), close })
  })
  signal.addEventListener('abort', abort)
  if (signal.aborted) abort()
  return promise
}

function faultIn({ statusCode, headers }: IncomingMessage): string | undefined {
  if (statusCode !== 200) return `status-${statusCode ?? 0}`
  const encoding = headers['content-encoding']
  return encoding && encoding !== 'identity' ? 'answer-encoded' : undefined
}

type Pace = { rest: () => void; wait: () => void; broke: () => string | undefined }

async function* read(response: IncomingMessage, { rest, wait, broke }: Pace): AsyncGenerator<Uint8Array> {
  try {
    wait()
    for await (const chunk of response as AsyncIterable<Buffer>) {
      // Our own disk may be slow: only the receiver's silence counts.
      rest()
      yield chunk
      wait()
    }
  } catch (cause) {
    throw new BodyBroken(broke() ?? 'answer-cut', { cause })
  }
  if (!response.complete) throw new BodyBroken(broke() ?? 'answer-cut')
}
