// Calls an address that a company has written: nothing is followed, nothing but the status and Retry-After is read of the answer,
// and the connection goes to just the addresses that were judged.
import { Resolver } from 'node:dns/promises'
import { request as httpsRequest } from 'node:https'
import { isIPv6, type LookupFunction } from 'node:net'
import { LIMITS } from '#lib/limits.ts'
import { breakCode } from './exchange.ts'
import { hostOf, isAddress, isCallable, isLoopbackName, readCallTarget, type TargetRange } from './target-address.ts'

/** All of a call: its name, its connection and its answer. */
export const CALL_MS = LIMITS.webhookSeconds * 1000
/** What is read of an answer, so that its sender can end it. */
export const CALL_ANSWER_BYTES = 64 * 1024
/** What may come on the wire in all: the answer, its head and its framing, whatever comes before it. */
const WIRE_BYTES = 2 * CALL_ANSWER_BYTES

export type ResolveName = (name: string, signal: AbortSignal) => Promise<string[]>

export type CallTerms = {
  range: TargetRange
  /** Authorities, in PEM, in place of those that Node brings. */
  ca?: readonly string[] | undefined
  /** By default resolveName. */
  resolve?: ResolveName | undefined
  /** By default CALL_MS. */
  totalMs?: number | undefined
}

/** `code` is a stable word for what came instead of an answer. */
export type CallOutcome = { kind: 'answered'; status: number; retryAfter: string | null } | { kind: 'failed'; code: string }

type CallTargetInput = { url: string; headers: Record<string, string>; body: string }

/**
 * POSTs the body. Whatever the other side does, it ends within `totalMs`. Refuses (`not-public` and the other words of readCallTarget) an
 * address that is not public: the name is resolved once, all its addresses must be, and none other is connected to.
 */
export async function callTarget(
  { url, headers, body }: CallTargetInput,
  { range, ca, resolve = resolveName, totalMs = CALL_MS }: CallTerms,
  signal: AbortSignal,
): Promise<CallOutcome> {
  const target = readCallTarget(url, range)
  if (target.kind === 'fault') return { kind: 'failed', code: target.fault }
  const limit = AbortSignal.any([signal, AbortSignal.timeout(totalMs)])
  const addresses = await findAddresses(hostOf(target.url), { range, resolve, limit })
  if (limit.aborted) return { kind: 'failed', code: signal.aborted ? 'aborted' : 'timeout' }
  if (addresses.length === 0) return { kind: 'failed', code: 'dns' }
  if (!addresses.every((address) => isCallable(address, range))) return { kind: 'failed', code: 'not-public' }
  const outcome = await post(target.url, { headers, body, addresses, ca, limit })
  return outcome.kind === 'failed' && limit.aborted ? { kind: 'failed', code: signal.aborted ? 'aborted' : 'timeout' } : outcome
}

type FindAddressesInput = { range: TargetRange; resolve: ResolveName; limit: AbortSignal }

async function findAddresses(host: string, { range, resolve, limit }: FindAddressesInput): Promise<string[]> {
  if (isAddress(host)) return [host]
  if (range === 'loopback' && isLoopbackName(host)) return ['127.0.0.1', '::1']
  const { promise: tooLate, resolve: giveUp } = Promise.withResolvers<string[]>()
  limit.addEventListener('abort', () => giveUp([]), { once: true })
  return Promise.race([resolve(host, limit), tooLate])
}

/**
 * All addresses of a name; none when it has none. Asks the name servers (`servers`, or the system's), and not the system's own look-up: that one keeps one of few threads, on which relay also reads its files,
 * for as long as a stranger's name server is silent.
 */
export async function resolveName(name: string, signal: AbortSignal, servers?: readonly string[]): Promise<string[]> {
  const resolver = new Resolver({ timeout: CALL_MS / 4, tries: 2 })
  if (servers) resolver.setServers(servers)
  const cancel = () => resolver.cancel()
  signal.addEventListener('abort', cancel, { once: true })
  const found = await Promise.allSettled([resolver.resolve4(name), resolver.resolve6(name)])
  signal.removeEventListener('abort', cancel)
  return found.flatMap((answer) => (answer.status === 'fulfilled' ? answer.value : []))
}

type PostInput = {
  headers: Record<string, string>
  body: string
  addresses: readonly string[]
  ca: readonly string[] | undefined
  limit: AbortSignal
}

function post(url: URL, { headers, body, addresses, ca, limit }: PostInput): Promise<CallOutcome> {
  const { promise, resolve } = Promise.withResolvers<CallOutcome>()
  const host = hostOf(url)
  let [isConnected, isAnswered] = [false, false]
  const request = httpsRequest(url, {
    method: 'POST',
    // A connection of its own: none that was made for another address is used again.
    agent: false,
    lookup: lookupIn(addresses),
    ...(!isAddress(host) && { servername: host }),
    ...(ca && { ca: [...ca] }),
    rejectUnauthorized: true,
    minVersion: 'TLSv1.2',
    signal: limit,
    headers: { ...headers, 'Accept-Encoding': 'identity', 'Content-Length': Buffer.byteLength(body) },
  })
  let arrived = () => 0
  request.once('socket', (socket) => {
    arrived = () => socket.bytesRead
    socket.once('secureConnect', () => (isConnected = true))
  })
  // Answers before the answer (1xx) may be as many as the other side likes.
  request.on('information', () => {
    if (arrived() <= WIRE_BYTES) return
    resolve({ kind: 'failed', code: 'answer-unreadable' })
    request.destroy()
  })
  request.on('response', (response) => {
    const { statusCode = 0, headers } = response
    isAnswered = true
    let read = 0
    response.on('data', (chunk: Buffer) => {
      read += chunk.length
      if (read > CALL_ANSWER_BYTES || arrived() > WIRE_BYTES) response.destroy()
    })
    response.on('error', () => {}) // followed by close
    // The status was there, however the rest ends.
    response.on('close', () => resolve({ kind: 'answered', status: statusCode, retryAfter: headers['retry-after'] ?? null }))
  })
  request.on('error', (error) => {
    // Of an answer that has begun, `close` tells.
    if (!isAnswered) resolve({ kind: 'failed', code: breakCode(error, isConnected ? 'body' : 'nothing') })
  })
  request.on('close', () => !isAnswered && resolve({ kind: 'failed', code: 'reset' }))
  request.end(body)
  return promise
}

/** Gives the addresses that were judged, whatever the name would resolve to now. */
function lookupIn(addresses: readonly string[]): LookupFunction {
  const found = addresses.map((address) => ({ address, family: isIPv6(address) ? 6 : 4 }))
  return (_name, { all }, done) => {
    const [first] = found
    if (all || !first) done(null, found)
    else done(null, first.address, first.family)
  }
}
